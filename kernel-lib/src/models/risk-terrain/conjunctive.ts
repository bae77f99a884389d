import type { Cell, ResultTable, TableColumn } from "../../contract/index.js";
import type { Polished } from "./polish.js";
import type { RiskTerrainProblem } from "./prepare.js";
import type { RowFit } from "./statistics.js";

/** More combinations than this are no table that anybody reads. */
const MOST = 1000;

export interface Conjunctive {
  table: ResultTable;
  /** Each unit's row in the table. */
  rowOf: Int32Array;
}

/**
 * Units, expected and observed crimes of every combination of the chosen factors that occurs, highest risk first.
 * Null when the factors take too many values.
 */
export function conjunctiveTable(
  { rows, candidates, outcome, nextOutcome }: RiskTerrainProblem,
  { choice }: Polished,
  { fitted, relativeRisk }: RowFit,
): Conjunctive | null {
  const factors = Array.from(
    choice.filter((candidate) => candidate >= 0),
    (candidate) => candidates[candidate]!,
  );
  const found = new Map<string, Combination>();
  const combinationOf: Combination[] = new Array(rows);
  for (let i = 0; i < rows; i++) {
    const key = factors.map(({ values }) => values[i]).join(" ");
    let each = found.get(key);
    if (!each) {
      if (found.size === MOST) return null;
      found.set(key, (each = { first: i, units: 0, expected: 0, observed: 0, next: 0 }));
    }
    combinationOf[i] = each;
    each.units++;
    each.expected += fitted[i]!;
    each.observed += outcome[i]!;
    each.next += nextOutcome ? nextOutcome[i]! : 0;
  }
  const columns: TableColumn[] = [
    { name: "combination", label: "Risk factors present", type: "text" },
    ...factors.map(({ name }, k): TableColumn => ({ name: `factor${k + 1}`, label: name, type: "integer" })),
    { name: "units", label: "Units", type: "integer" },
    { name: "expected", label: "Expected", type: "number" },
    { name: "observed", label: "Observed", type: "integer" },
  ];
  if (nextOutcome) columns.push({ name: "nextObserved", label: "Observed next", type: "integer" });
  columns.push({ name: "relativeRisk", label: "Relative risk", type: "number" });
  const risk = ({ first }: Combination) => relativeRisk[first]!;
  const combinations = [...found.values()].sort((a, b) => risk(b) - risk(a));
  const table = combinations.map(({ first, units, expected, observed, next }) => {
    const present = factors.filter(({ values }) => values[first] !== 0);
    const row: Record<string, Cell> = {
      combination: present.map(({ name }) => name).join(" + ") || "(none)",
      units,
      expected,
      observed,
      relativeRisk: relativeRisk[first]!,
    };
    factors.forEach(({ values }, k) => (row[`factor${k + 1}`] = values[first]!));
    if (nextOutcome) row.nextObserved = next;
    return row;
  });
  const place = new Map(combinations.map((combination, row) => [combination, row]));
  return {
    table: {
      title: "Crimes by combination of risk factors",
      columns,
      rows: table,
      notes: ["Relative risk is the predicted rate over that of a unit without any of the factors."],
    },
    rowOf: Int32Array.from(combinationOf, (combination) => place.get(combination)!),
  };
}

interface Combination {
  /** First unit that has it. */
  first: number;
  units: number;
  expected: number;
  observed: number;
  next: number;
}
