import React, { useId } from "react";
import type { CohortDefinition } from "quetelet/contract";
import { isRecord } from "../../../ui/is-record";
import { useTrans } from "../../../ui/translation";
import type { Draft } from "../../draft";
import { cohortColumns, newCondition } from "../../draft/cohorts";
import { fieldsOf } from "../../draft/schema";
import { useForm } from "../context";
import { useMore } from "../use-more";
import { ProblemsAt, useProblemsAt } from "../field";
import { RoleSlot } from "../roles/role-slot";
import { CohortCard } from "./cohort-card";

type Definitions = Record<string, CohortDefinition | null>;

/** The cohorts of decoupled classifiers: by the values of columns, or each by a definition of its own. */
export function CohortsPart(): JSX.Element {
  const trans = useTrans();
  const id = useId();
  const { draft, set, idOf } = useForm();
  const { cohorts } = draft.config;
  const told = useProblemsAt("cohorts");
  const definitions =
    isRecord(cohorts) && isRecord(cohorts.definitions) ? (cohorts.definitions as Definitions) : null;
  return (
    <section className="qt-Section" aria-labelledby={`${id}-heading`} data-qt-field="cohorts">
      <h2 id={`${id}-heading`}>{trans.__("Cohorts")}</h2>
      <fieldset className="qt-Ways">
        <legend className="qt-hidden">{trans.__("How cohorts are told apart")}</legend>
        <label>
          <input
            type="radio"
            name={id}
            checked={definitions === null}
            onChange={() => set("cohorts", undefined)}
          />
          {trans.__("By the values of columns")}
        </label>
        <label>
          <input
            type="radio"
            name={id}
            checked={definitions !== null}
            onChange={() => set("cohorts", { definitions: { [trans.__("cohort %1", 1)]: newCondition } })}
          />
          {trans.__("By definitions, line by line")}
        </label>
      </fieldset>
      {definitions === null ? (
        <RoleSlot
          field="cohorts.columns"
          title={trans.__("Columns")}
          help={trans.__("Every combination of values that occurs is a cohort.")}
          many
          terms={false}
          accepts={() => "groups"}
        />
      ) : (
        <Definitions definitions={definitions} onChange={(next) => set("cohorts", { definitions: next })} />
      )}
      <Counts />
      <ProblemsAt id={`${idOf("cohorts")}-problems`} told={told} />
    </section>
  );
}

function Definitions({
  definitions,
  onChange,
}: {
  definitions: Definitions;
  onChange: (next: Definitions) => void;
}): JSX.Element {
  const trans = useTrans();
  const { idOf } = useForm();
  const entries = Object.entries(definitions);
  const { shown, more } = useMore(entries, 20);
  const hasRest = entries.some(([, definition]) => definition === null);
  const add = (name: string, definition: CohortDefinition | null) => {
    const rest = entries.filter(([, each]) => each === null);
    const others = entries.filter(([, each]) => each !== null);
    // All the rest comes last.
    onChange(Object.fromEntries([...others, ...(definition === null ? [] : [[name, definition] as const]), ...rest, ...(definition === null ? [[name, null] as const] : [])])); // prettier-ignore
  };
  const free = () => {
    for (let number = entries.length + 1; ; number++) {
      const name = trans.__("cohort %1", number);
      if (!Object.hasOwn(definitions, name)) return name;
    }
  };
  return (
    <>
      {shown.map(([name, definition], index) => (
        <CohortCard
          key={index} // by its place: another name must not make another card, from which the focus would be gone
          name={name}
          definition={definition}
          focusId={idOf(`cohort-${index}`)}
          onRename={(to) => {
            if (Object.hasOwn(definitions, to)) return false;
            onChange(Object.fromEntries(entries.map(([each, own]) => [each === name ? to : each, own])));
            return true;
          }}
          onChange={(next) =>
            onChange(Object.fromEntries(entries.map(([each, own]) => [each, each === name ? next : own])))
          }
          onRemove={() => onChange(Object.fromEntries(entries.filter(([each]) => each !== name)))}
        />
      ))}
      {more}
      <div className="qt-Adds">
        <button
          type="button"
          className="qt-Button"
          onClick={() => {
            const at = entries.filter(([, each]) => each !== null).length;
            add(free(), newCondition);
            setTimeout(() => document.getElementById(idOf(`cohort-${at}`))?.focus());
          }}
        >
          <span aria-hidden="true">+ </span>
          {trans.__("Add a cohort")}
        </button>
        {!hasRest && (
          <button type="button" className="qt-Button" onClick={() => add(trans.__("everyone else"), null)}>
            <span aria-hidden="true">+ </span>
            {trans.__("Everyone else")}
          </button>
        )}
      </div>
    </>
  );
}

/**
 * Cohorts that would be refused for their size, and the size asked for. Those of columns are merged instead, ready-made
 * scores need no training, and with weights the others help.
 */
function tooSmall(
  { config }: Draft,
  rows: readonly [string, unknown][],
): (readonly [name: string, count: number, needed: number])[] {
  const { cohorts, theta, score } = config;
  const minCohortSize = config.minCohortSize ?? fieldsOf("decoupled").get("minCohortSize")!.fallback;
  if (
    cohortColumns(cohorts) ||
    (theta !== undefined && theta !== false) ||
    score !== undefined ||
    typeof minCohortSize !== "number"
  )
    return [];
  return rows.flatMap(([name, count]) =>
    typeof count === "number" && count < minCohortSize ? [[name, count, minCohortSize] as const] : [],
  );
}

/** How many rows the cohorts have; with columns, each of them too. */
function Counts(): JSX.Element {
  const trans = useTrans();
  const { counts, draft } = useForm();
  const { cohorts } = draft.config;
  const byColumns = cohortColumns(cohorts) !== null;
  const rows = Object.entries(counts?.rows ?? {});
  const total = rows.reduce((sum, [, count]) => sum + (typeof count === "number" ? count : 0), 0);
  return (
    <>
      {byColumns && rows.length > 0 && (
        <ul className="qt-CohortCounts" aria-label={trans.__("Rows in each cohort")}>
          {rows.slice(0, 30).map(([name, count]) => (
            <li key={name}>
              <span>{name}</span>
              <span className="qt-Count">
                {typeof count === "number" ? count.toLocaleString("en") : count}
              </span>
            </li>
          ))}
          {rows.length > 30 && <li>{trans.__("and %1 more", rows.length - 30)}</li>}
        </ul>
      )}
      <p className="qt-Field-help" role="status">
        {counts === null
          ? ""
          : trans._n(
              "%1 cohort with %2 rows",
              "%1 cohorts with %2 rows",
              rows.length, // it is %1 already
              total.toLocaleString("en"),
            )}
        {counts !== null &&
          counts.none > 0 &&
          ` · ${trans.__("%1 in none", counts.none.toLocaleString("en"))}`}
        {counts !== null &&
          counts.several > 0 &&
          ` · ${trans.__("%1 in several", counts.several.toLocaleString("en"))}`}
      </p>
      {tooSmall(draft, rows).map(([name, count, needed]) => (
        <p key={name} className="qt-Problem qt-mod-note">
          {trans.__(
            "“%1” has %2 rows, and a cohort needs %3 (“Smallest cohort”) to be trained alone: define it more widely, or choose “Help from other cohorts”.",
            name,
            count.toLocaleString("en"),
            needed.toLocaleString("en"),
          )}
        </p>
      ))}
    </>
  );
}
