import type { Cell, ResultTable } from "quetelet/contract";
import type { Trans } from "../ui/translation";
import { scaleOf, type Compared } from "./compared";

type Row = Record<string, Cell>;

/** Coefficients of one name in every result, side by side. Null where no two results have coefficients. */
export function coefficientTable(
  all: readonly Compared[],
  { baseline, trans }: { baseline: number; trans: Trans },
): ResultTable | null {
  const joined = joinTerms(all, trans);
  if (all.filter(({ result }) => (result.tables.coefficients?.rows.length ?? 0) > 0).length < 2) return null;
  const base = all[baseline]!;
  const scale = scaleOf(base.result);
  const onScale = all.filter((each) => each !== base && scaleOf(each.result) === scale);
  const offScale = all.filter((each) => scaleOf(each.result) !== scale);
  const withRatio = all.filter(({ result }) => has(result.tables.coefficients, "ratio"));
  const withError = all.filter(({ result }) => has(result.tables.coefficients, "stdError"));
  const rows = joined.map(({ label, rows }) => {
    const row: Row = { term: label };
    for (const [at, { letter }] of all.entries()) {
      row[`${letter} estimate`] = rows[at]?.estimate ?? null;
      row[`${letter} SE`] = rows[at]?.stdError ?? null;
      row[`${letter} ratio`] = rows[at]?.ratio ?? null;
      row[`${letter} - ${base.letter}`] = difference(rows[at]?.estimate, rows[baseline]?.estimate);
    }
    return row;
  });
  const number = (name: string, label: string) => ({ name, label, type: "number" as const });
  return {
    title: trans.__("Coefficients"),
    columns: [
      { name: "term", label: trans.__("Term"), type: "text" },
      ...all.flatMap((each) => [
        number(`${each.letter} estimate`, trans.__("%1 estimate", each.letter)),
        ...(withError.includes(each) ? [number(`${each.letter} SE`, trans.__("%1 SE", each.letter))] : []),
        ...(withRatio.includes(each)
          ? [number(`${each.letter} ratio`, trans.__("%1 ratio", each.letter))]
          : []),
      ]),
      ...onScale.map(({ letter }) => number(`${letter} - ${base.letter}`, `${letter} − ${base.letter}`)),
    ],
    rows,
    notes: [
      trans.__(
        "Whether two intervals overlap is not a test of whether two coefficients differ, and estimates from the same rows are not independent: the differences have no standard error here.",
      ),
      ...(offScale.length > 0
        ? [
            trans.__(
              "%1: on another scale than %2 (another link, outcome or model), so no difference is taken.",
              offScale.map(({ letter }) => letter).join(", "),
              base.letter,
            ),
          ]
        : []),
      ...(all.some(({ result }) => result.model === "trajectories")
        ? [
            trans.__(
              "Groups are matched by their number; whether they are the same people is for the curves to tell.",
            ),
          ]
        : []),
    ],
  };
}

/** Rows of all results by what they are about, in the order in which they come first. */
export function joinTerms(
  all: readonly Compared[],
  trans: Trans,
): { label: string; rows: (Row | undefined)[] }[] {
  const joined = new Map<string, (Row | undefined)[]>();
  for (const [at, { result }] of all.entries()) {
    for (const row of result.tables.coefficients?.rows ?? []) {
      const label = termLabel(row, trans);
      const rows = joined.get(label) ?? all.map(() => undefined);
      rows[at] ??= row;
      joined.set(label, rows);
    }
  }
  return [...joined].map(([label, rows]) => ({ label, rows }));
}

/** A term, with the group, cohort or part of the model that it belongs to. */
function termLabel(row: Row, trans: Trans): string {
  const of = [
    typeof row.group === "number" || typeof row.group === "string" ? trans.__("group %1", row.group) : null,
    typeof row.cohort === "string" ? row.cohort : null,
    typeof row.part === "string" ? row.part : null,
  ].filter((part) => part !== null);
  const term = String(row.term ?? "");
  return of.length > 0 ? `${term} (${of.join(", ")})` : term;
}

const has = (table: ResultTable | undefined, name: string) =>
  table?.columns.some((column) => column.name === name) ?? false;

const difference = (value: Cell | undefined, from: Cell | undefined) =>
  typeof value === "number" && typeof from === "number" ? value - from : null;
