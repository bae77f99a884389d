import type { ResultTable, TableColumn } from "../../../contract/index.js";
import { readerOf } from "../cohorts/definition.js";
import type { FitParts } from "../statistics.js";
import { integer, number, type Row, share, text } from "./columns.js";

export function cohortsTable({ problem, details }: FitParts): ResultTable {
  const { cohorts, target, table, helped, levels } = problem;
  const transfer = problem.thetas !== null;
  const outsideOf = (k: number) =>
    (helped.find(({ cohort }) => cohort === k)?.others ?? [])
      .filter(({ helps }) => helps)
      .reduce((sum, { cohort }) => sum + cohorts[cohort]!.rows.length, 0);
  const label: TableColumn =
    target.kind === "numbers"
      ? number("mean", `Mean ${problem.label}`)
      : target.count === 2
        ? share("positives", `${problem.label} = ${levels![1]}`)
        : share("rarest", "Rarest class");
  return {
    title: "Cohorts",
    columns: [
      text("cohort", "Cohort"),
      integer("rows", "Rows"),
      share("share", "Share"),
      label,
      text("members", "Made of"),
      text("validity", "Validity"),
      ...(transfer ? [integer("outsideRows", "Outside rows"), number("theta", "Theta")] : []),
    ],
    rows: cohorts.map(({ name, rows, counts, members, validity }, k): Row => {
      const mean = () => {
        const { values } = target as { values: Float64Array };
        return rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length;
      };
      const last = counts ? (counts.length === 2 ? counts[1]! : Math.min(...counts)) / rows.length : mean();
      return {
        cohort: name,
        rows: rows.length,
        share: rows.length / table.rows,
        [label.name]: last,
        members: members.join("; "),
        validity,
        ...(transfer && {
          outsideRows: details.thetas[k] ? outsideOf(k) : null,
          theta: details.thetas[k]?.theta ?? null,
        }),
      };
    }),
  };
}

export function mergesTable({ problem: { cohorts, recipe, table } }: FitParts): ResultTable | null {
  if (recipe.kind !== "columns" || cohorts.every(({ members }) => members.length === 1)) return null;
  const readers = recipe.columns.map((name) => readerOf(table.column(name)!));
  return {
    title: "Merged cohorts",
    columns: [text("cohort", "Cohort"), text("member", "Made of"), integer("rows", "Rows")],
    rows: cohorts.flatMap(({ name, rows, members }, k) => {
      const counts = new Map<string, number>();
      for (const row of rows) {
        const combination = JSON.stringify(readers.map((read) => read(row)));
        counts.set(combination, (counts.get(combination) ?? 0) + 1);
      }
      // A cohort's combinations stand in the order in which its members joined.
      return recipe.cohorts[k]!.combinations.map((levels, m) => ({
        cohort: name,
        member: members[m]!,
        rows: counts.get(JSON.stringify(levels)) ?? 0,
      }));
    }),
    notes: ["A cohort with too few rows, or too few of a class, was joined with the smallest other one."],
  };
}
