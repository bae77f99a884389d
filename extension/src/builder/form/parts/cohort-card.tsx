import React from "react";
import type { CohortDefinition } from "quetelet/contract";
import { useTrans } from "../../../ui/translation";
import { useForm } from "../context";
import { ProblemsAt, useProblemsAt } from "../field";
import { ClauseList } from "./clause-list";
import { NameInput } from "./sets";
import { textOf } from "../../draft/text-of";

interface CohortCardProps {
  name: string;
  /** Null is all the rest. */
  definition: CohortDefinition | null;
  focusId: string;
  onRename: (to: string) => boolean;
  onChange: (definition: CohortDefinition) => void;
  onRemove: () => void;
}

/** A cohort: its name, how many rows it has, and the lines that define it. */
export function CohortCard({
  name,
  definition,
  focusId,
  onRename,
  onChange,
  onRemove,
}: CohortCardProps): JSX.Element {
  const trans = useTrans();
  const { counts, touch } = useForm();
  const field = `cohorts.definitions.${name}`;
  const told = useProblemsAt(field);
  const count = counts && Object.hasOwn(counts.rows, name) ? counts.rows[name] : undefined;
  return (
    <div
      className={`qt-Card ${told.length > 0 ? "qt-mod-wrong" : ""}`}
      role="group"
      aria-label={trans.__("Cohort ‘%1’", name)}
      aria-describedby={`${focusId}-problems`}
      data-qt-field={field}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && touch(field)}
    >
      <div className="qt-Card-head">
        <NameInput id={focusId} label={trans.__("Name of the cohort")} name={name} rename={onRename} />
        <span className="qt-Count" role="status">
          {typeof count === "number" ? trans._n("%2 row", "%2 rows", count, count.toLocaleString("en")) : ""}
        </span>
        <button
          type="button"
          className="qt-Link"
          aria-label={trans.__("Remove cohort ‘%1’", name)}
          onClick={onRemove}
        >
          {trans.__("Remove")}
        </button>
      </div>
      {!Array.isArray(definition) && definition !== null ? (
        <p className="qt-quiet">
          {trans.__("This is no definition that can be read: %1", textOf(definition))}
        </p>
      ) : definition === null ? (
        <p className="qt-quiet">{trans.__("Every row that is in no other cohort.")}</p>
      ) : (
        <ClauseList definition={definition} name={name} onChange={onChange} />
      )}
      <ProblemsAt id={`${focusId}-problems`} told={told} />
    </div>
  );
}
