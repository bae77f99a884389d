import type { Cell, ResultTable, TableColumn } from "../../contract/index.js";
import type { Conformal } from "./conformal.js";
import type { OutOfBagIntervals } from "./details.js";
import type { Forest } from "./forest.js";
import type { Importance } from "./importance.js";
import type { PartialDependence } from "./partial-dependence.js";
import type { ForestProblem } from "./prepare.js";
import { type ClassError, classError, intervalSummary, regressionError } from "./statistics.js";

const finite = (value: number): Cell => (Number.isFinite(value) ? value : null);
const number = (name: string, label: string): TableColumn => ({ name, label, type: "number" });
const integer = (name: string, label: string): TableColumn => ({ name, label, type: "integer" });
const text = (name: string, label: string): TableColumn => ({ name, label, type: "text" });
const share = (name: string, label: string): TableColumn => ({ name, label, type: "percent" });
const percent = (level: number) => `${Number((100 * level).toPrecision(6))} %`;

/** Row that stands for all groups together. */
export const ALL = "(all)";

export function importanceTable(
  { features, target }: ForestProblem,
  forest: Forest,
  {
    permutation,
    impurity,
    permutations,
    level,
  }: { permutation: Importance | null; impurity: Importance | null; permutations: number; level: number },
): ResultTable {
  const names = features.recipe.map(({ name }) => name);
  const splits = new Float64Array(names.length);
  let all = 0;
  for (const column of forest.trees.feature) {
    if (column < 0) continue;
    splits[column]!++;
    all++;
  }
  const loss = target.kind === "regression" ? "squared error" : "Brier score";
  const measures = [
    { key: "permutation", label: "Permutation", found: permutation },
    { key: "impurity", label: "Impurity", found: impurity },
  ].filter((measure): measure is typeof measure & { found: Importance } => measure.found !== null);
  const columns = [text("column", "Column")];
  for (const { key, label } of measures) {
    columns.push(
      number(key, label),
      number(`${key}Error`, `${label}, std. error`),
      number(`${key}Lower`, `${label}, lower ${percent(level)}`),
      number(`${key}Upper`, `${label}, upper ${percent(level)}`),
    );
  }
  columns.push(share("splits", "Share of splits"));
  const order = [...names.keys()];
  const first = measures[0]?.found.estimate ?? splits;
  order.sort((a, b) => first[b]! - first[a]! || a - b);
  const rows = order.map((j) => {
    const row: Record<string, Cell> = { column: names[j]! };
    for (const { key, found } of measures) {
      row[key] = finite(found.estimate[j]!);
      row[`${key}Error`] = finite(found.stdError[j]!);
      row[`${key}Lower`] = finite(found.lower[j]!);
      row[`${key}Upper`] = finite(found.upper[j]!);
    }
    row.splits = finite(splits[j]! / all);
    return row;
  });
  const notes: string[] = [];
  if (permutation) {
    notes.push(
      `Permutation: how much the out-of-bag ${loss} grows when the column's values are shuffled among the rows, mean of ${permutations} shufflings over ${permutation.over} rows; the interval says how it would vary with other rows.`,
    );
  }
  if (impurity) {
    notes.push(
      "Impurity: the actual impurity reduction, what the column's splits earn less what those of its shuffled copy earn, in a forest of its own; the interval is over the trees.",
    );
  }
  notes.push("Columns that say the same share their importance: none of them may look important alone.");
  return { title: "Importance", columns, rows, notes };
}

export function errorsTable(points: { trees: number; error: number }[], isClasses: boolean): ResultTable {
  return {
    title: "Out-of-bag error by number of trees",
    columns: [integer("trees", "Trees"), number("error", isClasses ? "Error" : "Mean squared error")],
    rows: points.map(({ trees, error }) => ({ trees, error: finite(error) })),
  };
}

export function partialDependenceTable(curves: PartialDependence[], levels: string[] | null): ResultTable {
  return {
    title: "Partial dependence",
    columns: [
      text("column", "Column"),
      number("value", "Value"),
      text("level", "Level"),
      ...(levels ? [text("class", "Class")] : []),
      number("mean", levels ? "Mean probability" : "Mean prediction"),
    ],
    rows: curves.flatMap(({ column, points }) =>
      points.flatMap(({ value, mean }) =>
        mean.map((each, k): Record<string, Cell> => ({
          column,
          value: typeof value === "number" ? value : null,
          level: typeof value === "string" ? value : null,
          ...(levels && { class: levels[k]! }),
          mean: finite(each),
        })),
      ),
    ),
    notes: [
      "What the forest predicts on average with the column held at the value; it need not be what would happen were the value changed.",
    ],
  };
}

/** Coverage and width of the intervals, overall and by group. */
export function intervalsTable(
  { target, groups, weights }: ForestProblem,
  intervals: OutOfBagIntervals,
  conformal: Conformal | null,
): ResultTable {
  const y = target.y as Float64Array;
  const rowOf = (name: string, group: number): Record<string, Cell> => {
    const found = intervalSummary(
      y,
      intervals,
      weights,
      group < 0 ? undefined : (row) => groups!.codes[row] === group,
    );
    const offset =
      group >= 0 && conformal?.groups ? conformal.groups[group]!.offset : (conformal?.offset ?? null);
    return {
      group: name,
      rows: found.rows,
      coverage: finite(found.coverage),
      width: finite(found.width),
      ...(conformal && {
        conformalCoverage: finite(found.conformalCoverage),
        conformalWidth: finite(found.conformalWidth),
        offset: group < 0 && conformal.groups ? null : offset,
      }),
    };
  };
  const notes = [
    `Intervals that should hold ${percent(intervals.level)} of new outcomes, for rows that the trees did not see.`,
  ];
  if (conformal) {
    notes.push(
      `Calibrated (${conformal.method}): the ends are moved outwards by the offset. The coverage told here is of rows that had no part in their own offset.`,
    );
  }
  return {
    title: "Prediction intervals",
    columns: [
      text("group", "Group"),
      integer("rows", "Rows"),
      share("coverage", "Coverage"),
      number("width", "Mean width"),
      ...(conformal
        ? [
            share("conformalCoverage", "Coverage, calibrated"),
            number("conformalWidth", "Mean width, calibrated"),
            number("offset", "Offset"),
          ]
        : []),
    ],
    rows: [rowOf(ALL, -1), ...(groups?.names ?? []).map((name, group) => rowOf(name, group))],
    notes,
  };
}

export function errorByGroupTable(
  { target, groups, weights }: ForestProblem,
  fitted: Float64Array,
): ResultTable {
  const { names, codes } = groups!;
  const isNumber = target.kind === "regression";
  const rowOf = (name: string, group: number): Record<string, Cell> => {
    const includes = (row: number) => group < 0 || codes[row] === group;
    if (target.kind === "regression") {
      const { rows, mse, bias } = regressionError(target.y, fitted, weights, includes);
      return { group: name, rows, mse: finite(mse), bias: finite(bias) };
    }
    const { rows, error } = classError(target, fitted, weights, includes);
    return { group: name, rows, error: finite(error) };
  };
  return {
    title: "Out-of-bag error by group",
    columns: [
      text("group", "Group"),
      integer("rows", "Rows"),
      ...(isNumber
        ? [number("mse", "Mean squared error"), number("bias", "Mean prediction less mean outcome")]
        : [share("error", "Error")]),
    ],
    rows: [rowOf(ALL, -1), ...names.map((name, group) => rowOf(name, group))],
  };
}

export function confusionTable(levels: readonly string[], { confusion, counts }: ClassError): ResultTable {
  return {
    title: "Observed and predicted classes, out of bag",
    columns: [
      text("observed", "Observed"),
      ...levels.map((level, k) => number(`class${k + 1}`, level)),
      integer("rows", "Rows"),
    ],
    rows: levels.map((observed, i) => ({
      observed,
      ...Object.fromEntries(levels.map((_, k) => [`class${k + 1}`, confusion[i * levels.length + k]!])),
      rows: counts[i]!,
    })),
  };
}

export function classesTable(
  levels: readonly string[],
  { confusion, counts, totals, brierByClass }: ClassError,
): ResultTable {
  return {
    title: "Classes",
    columns: [
      text("class", "Class"),
      integer("rows", "Rows"),
      share("sensitivity", "Sensitivity"),
      share("precision", "Precision"),
      number("brier", "Brier score"),
    ],
    rows: levels.map((level, i) => {
      let predicted = 0;
      for (let k = 0; k < levels.length; k++) predicted += confusion[k * levels.length + i]!;
      const right = confusion[i * levels.length + i]!;
      return {
        class: level,
        rows: counts[i]!,
        sensitivity: finite(right / totals[i]!),
        precision: finite(right / predicted),
        brier: finite(brierByClass[i]!),
      };
    }),
  };
}
