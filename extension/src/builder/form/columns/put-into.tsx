import React, { useState } from "react";
import { isRecord } from "../../../ui/is-record";
import { useTrans } from "../../../ui/translation";
import { rolesOf } from "../../draft/roles";
import { useForm } from "../context";
import { schemaText, titleOf } from "../words";

/** Puts the chosen columns where they belong: the way of the keyboard, and of all who would rather not drag. */
export function PutInto({ names, onDone }: { names: string[]; onDone: () => void }): JSX.Element {
  const trans = useTrans();
  const { draft, put } = useForm();
  const { config } = draft;
  const fields = rolesOf(config)
    .filter((role) => role.when(config) && (role.many || names.length < 2))
    .map(({ field }) => ({ field, title: schemaText(titleOf(config.model, field, trans), trans) }));
  const sets = config.model === "risk-terrain" ? Object.keys(isRecord(config.sets) ? config.sets : {}) : [];
  const all = [
    ...fields,
    ...sets.map((set) => ({ field: `sets.${set}`, title: trans.__("Set ‘%1’", set) })),
    ...(config.model === "risk-terrain" ? [{ field: "sets", title: trans.__("A new set") }] : []),
    ...(config.model === "decoupled"
      ? [{ field: "cohorts.columns", title: trans.__("Cohorts, by column") }]
      : []),
  ];
  const [wanted, setWanted] = useState("");
  const field = all.some((each) => each.field === wanted) ? wanted : (all[0]?.field ?? "");
  const isIdle = names.length === 0;
  const what =
    names.length === 1 ? trans.__("Put ‘%1’ into", names[0]) : trans.__("Put %1 columns into", names.length);
  return (
    <form
      className="qt-PutInto"
      onSubmit={(event) => {
        event.preventDefault();
        if (isIdle) return;
        put(names, field);
        onDone();
      }}
    >
      <div className="qt-PutInto-field">
        <span className="qt-PutInto-label" role="status">
          {isIdle ? trans.__("Put chosen columns into") : what}
        </span>
        <select
          className="qt-Input"
          aria-label={trans.__("Where the chosen columns go")}
          value={field}
          onChange={(event) => setWanted(event.target.value)}
        >
          {all.map((each) => (
            <option key={each.field} value={each.field}>
              {each.title}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className="qt-Button" aria-disabled={isIdle}>
        {trans.__("Put")}
      </button>
    </form>
  );
}
