import React from "react";
import { isRecord } from "../../../ui/is-record";
import { useTrans } from "../../../ui/translation";
import { useForm } from "../context";
import { useMore } from "../use-more";
import { FieldFrame } from "../field";
import { textOf } from "../../draft/text-of";

/** Weights of the outcome's classes: none, balanced, or a number for each. */
export function ClassWeights(): JSX.Element {
  const trans = useTrans();
  const { draft, columns, set, idOf } = useForm();
  const { classWeights, outcome } = draft.config;
  const levels = columns.get(textOf(outcome))?.levels ?? [];
  const own = isRecord(classWeights) ? classWeights : null;
  const way = own ? "own" : classWeights === undefined ? "" : textOf(classWeights);
  const id = idOf("classWeights");
  const { shown, more } = useMore(own ? [...new Set([...levels, ...Object.keys(own)])] : [], 50);
  return (
    <FieldFrame field="classWeights">
      {(input) => (
        <>
          <select
            {...input}
            className="qt-Input"
            value={way}
            onChange={({ target }) =>
              set(
                "classWeights",
                target.value === "own"
                  ? Object.fromEntries(levels.map((level) => [level, 1]))
                  : target.value || undefined,
              )
            }
          >
            <option value="">{trans.__("All 1")}</option>
            <option value="balanced">{trans.__("Balanced against their shares")}</option>
            <option value="own" disabled={levels.length === 0}>
              {trans.__("A number for each class")}
            </option>
          </select>
          {own && (
            <div className="qt-Weights">
              {shown.map((level, index) => (
                <label key={level} htmlFor={`${id}-${index}`}>
                  <span>{level}</span>
                  <input
                    id={`${id}-${index}`}
                    className="qt-Input qt-mod-number"
                    type="number"
                    min={0}
                    step="any"
                    value={textOf(Object.hasOwn(own, level) ? own[level] : 1)}
                    onChange={({ target }) => set("classWeights", { ...own, [level]: Number(target.value) })}
                  />
                </label>
              ))}
              {more}
            </div>
          )}
        </>
      )}
    </FieldFrame>
  );
}
