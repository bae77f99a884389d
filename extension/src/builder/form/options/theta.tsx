import React, { useState } from "react";
import { useTrans } from "../../../ui/translation";
import { useForm } from "../context";
import { FieldFrame } from "../field";
import { NumbersInput } from "./inputs";

type Way = "none" | "usual" | "own";

/** Help from other cohorts: none, the usual weights to choose among, or one's own. */
export function Theta(): JSX.Element {
  const trans = useTrans();
  const { draft, set } = useForm();
  const { theta } = draft.config;
  const [asksOwn, setAsksOwn] = useState(false);
  const isOff = theta === undefined || theta === false;
  const way: Way = theta === true ? "usual" : isOff && !asksOwn ? "none" : "own";
  return (
    <FieldFrame field="theta">
      {(input) => (
        <span className="qt-WithUnit">
          <select
            {...input}
            className="qt-Input"
            value={way}
            onChange={({ target }) => {
              setAsksOwn(target.value === "own");
              set("theta", target.value === "usual" ? true : undefined);
            }}
          >
            <option value="none">{trans.__("None (default)")}</option>
            <option value="usual">{trans.__("Choose among 0.2, 0.4, 0.6, 0.8")}</option>
            <option value="own">{trans.__("Weights of my own…")}</option>
          </select>
          {way === "own" && (
            <NumbersInput
              field="theta"
              value={isOff ? undefined : typeof theta === "number" ? [theta] : theta}
              fallback={[0.2, 0.5]}
              input={{
                ...input,
                id: `${input.id}-own`,
                ...{ "aria-label": trans.__("Weights, between 0 and 1") },
              }}
            />
          )}
        </span>
      )}
    </FieldFrame>
  );
}
