import type { ResultDocument, ResultTable } from "quetelet/contract";
import type { Trans } from "../../../ui/translation";
import { hasColumn, numberIn } from "../cells";

export interface Preference {
  criterion: string;
  groups: number;
  /** Whether it is the model that is reported. */
  isChosen: boolean;
}

export interface ComparisonView {
  /** The columns of the comparison that a choice rests on. */
  table: ResultTable;
  preferences: Preference[];
  chosen: number | null;
}

const shown = [
  "groups",
  "order",
  "chosen",
  "bic",
  "bicObservations",
  "aic",
  "icl",
  "relativeEntropy",
  "cvLogLik",
  "smallestShare",
  "smallestApp",
  "starts",
  "reachedBest",
  "lrPValue",
  "note",
];

/** The comparison of numbers of groups; null where one number alone was fitted. */
export function readComparison({ tables }: ResultDocument, trans: Trans): ComparisonView | null {
  const { comparison } = tables;
  if (!comparison || comparison.rows.length === 0 || !hasColumn(comparison, "groups")) return null;
  const columns = shown.flatMap((name) => comparison.columns.filter((column) => column.name === name));
  const chosenRow = comparison.rows.find((row) => row.chosen === true);
  const criteria: [name: string, label: string, sign: 1 | -1][] = [
    ["bic", trans.__("BIC over persons"), -1],
    ["bicObservations", trans.__("BIC over observations"), -1],
    ["aic", trans.__("AIC"), -1],
    ["icl", trans.__("ICL"), -1],
    ["cvLogLik", trans.__("Held-out likelihood"), 1],
  ];
  const preferences = criteria.flatMap(([name, criterion, sign]): Preference[] => {
    let best: { value: number; groups: number; row: ResultTable["rows"][number] } | null = null;
    let candidates = 0;
    for (const row of comparison.rows) {
      const [value, groups] = [numberIn(row, name), numberIn(row, "groups")];
      if (value === null || groups === null) continue;
      candidates++;
      if (!best || sign * value > sign * best.value) best = { value, groups, row };
    }
    if (!best || candidates < 2) return [];
    return [{ criterion, groups: best.groups, isChosen: best.row === chosenRow }];
  });
  return {
    table: { ...comparison, columns },
    preferences,
    chosen: numberIn(chosenRow, "groups"),
  };
}
