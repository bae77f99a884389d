import type { Cell, DetailColumns, ResultTable, TableColumn } from "../../contract/index.js";
import type { RandomForestDetails } from "./details.js";
import { type ExampleRow, exampleRows } from "./example-rows.js";
import { explainPrediction, type WeightedObservation } from "./explain.js";
import { mostProbable } from "./predict.js";

/** Bars of a distribution, and observations named one by one. */
const bars = 24;
const mostNamed = 6;

/** Columns that stand beside the forest's own, such as the probabilities of a class that was estimated first. */
export interface BesideColumns {
  columns: { name: string; label: string }[];
  value(row: number, column: number): number;
}

export interface ExplainedRows {
  tables: Record<string, ResultTable>;
  details: Record<string, DetailColumns> | null;
}

/**
 * A few predictions explained, each by trees that did not see its row. Tables:
 * - `explained`: row (of the table given, from 1), why (text), group (text; with groups); of a number observed, fitted,
 *   median, lower, upper, and conformalLower, conformalUpper where intervals were calibrated; of classes observed,
 *   predicted (text) and probability1, probability2, …
 * - `heaviest` (numbers): row, observation (a row of the table given, from 1), outcome, weight: what weighs most.
 *
 * Details (numbers): `weights`: row, from, to, weight: the distribution that all observations behind a prediction make.
 * @param kept Each row's place in the table; null when all its rows were used.
 */
export function explainedRows(
  details: Omit<RandomForestDetails, "kept">,
  { kept, beside = null }: { kept: Int32Array | null; beside?: BesideColumns | null },
): ExplainedRows {
  const examples = exampleRows(details);
  if (examples.length === 0) return { tables: {}, details: null };
  const place = (row: number) => (kept ? kept[row]! : row) + 1;
  const tables: Record<string, ResultTable> = {
    explained: explainedTable(examples, { forest: details, place, beside }),
  };
  const { target, forest, features, weights } = details;
  if (target.kind !== "regression" || !forest.leafRows) return { tables, details: null };
  const columns: DetailColumns = { row: [], from: [], to: [], weight: [] };
  const named: Record<string, Cell>[] = [];
  for (const { row } of examples) {
    const behind = explainPrediction(forest, features, row, { y: target.y, weights, outOfBag: true });
    const known = behind.filter(({ weight }) => Number.isFinite(weight));
    for (const { row: other, outcome, weight } of known.slice(0, mostNamed)) {
      named.push({ row: place(row), observation: place(other), outcome, weight: digits(weight) });
    }
    for (const bar of histogram(known)) {
      columns.row!.push(place(row));
      columns.from!.push(digits(bar.from));
      columns.to!.push(digits(bar.to));
      columns.weight!.push(digits(bar.weight));
    }
  }
  tables.heaviest = {
    title: "Training outcomes that weigh most in these predictions",
    columns: [
      integer("row", "Row"),
      integer("observation", "Training row"),
      number("outcome", "Its outcome"),
      { name: "weight", label: "Weight", type: "percent" },
    ],
    rows: named,
    notes: [
      "A prediction is the mean of the training outcomes with these weights; the weights of all of them add up to 100 %. Rows are counted from 1.",
    ],
  };
  return { tables, details: { weights: columns } };
}

interface Bar {
  from: number;
  to: number;
  weight: number;
}

/** Weight by outcome: of few different outcomes a bar each, of more in steps of one width; empty ones left out. */
export function histogram(behind: readonly WeightedObservation[]): Bar[] {
  const byOutcome = new Map<number, number>();
  for (const { outcome, weight } of behind) byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + weight);
  const outcomes = [...byOutcome.keys()].sort((a, b) => a - b);
  if (outcomes.length <= bars) {
    return outcomes.map((outcome) => ({ from: outcome, to: outcome, weight: byOutcome.get(outcome)! }));
  }
  const low = outcomes[0]!;
  const step = (outcomes.at(-1)! - low) / bars;
  const sums = new Float64Array(bars);
  for (const [outcome, weight] of byOutcome)
    sums[Math.min(bars - 1, Math.floor((outcome - low) / step))]! += weight;
  return Array.from(sums, (weight, k) => ({
    from: low + k * step,
    to: low + (k + 1) * step,
    weight,
  })).filter(({ weight }) => weight > 0);
}

function explainedTable(
  examples: readonly ExampleRow[],
  {
    forest: { target, groups, outOfBag, intervals, conformal },
    place,
    beside,
  }: {
    forest: Omit<RandomForestDetails, "kept">;
    place: (row: number) => number;
    beside: BesideColumns | null;
  },
): ResultTable {
  const own = target.kind === "regression" ? numberColumns() : classColumns(target.levels);
  return {
    title: "Predictions explained",
    columns: [
      integer("row", "Row"),
      text("why", "Why it is here"),
      ...(groups ? [text("group", groups.column)] : []),
      ...(beside?.columns.map(({ name, label }) => number(name, label)) ?? []),
      ...own.columns,
    ],
    rows: examples.map(({ row, reasons }): Record<string, Cell> => ({
      row: place(row),
      why: reasons.join(", "),
      ...(groups && { group: groups.codes[row]! < 0 ? null : groups.names[groups.codes[row]!]! }),
      ...Object.fromEntries(beside?.columns.map(({ name }, k) => [name, digits(beside.value(row, k))]) ?? []),
      ...own.cells(row),
    })),
    notes: [
      "Each row is judged by trees that did not see it. Rows are counted from 1, in the table that was given.",
      ...(intervals
        ? [`Intervals should hold ${Number((100 * intervals.level).toPrecision(6))} % of new outcomes.`]
        : []),
    ],
  };

  function numberColumns() {
    return {
      columns: [
        number("observed", "Observed"),
        number("fitted", "Predicted"),
        ...(intervals
          ? [number("median", "Median"), number("lower", "Lower"), number("upper", "Upper")]
          : []),
        ...(intervals && conformal
          ? [number("conformalLower", "Lower, calibrated"), number("conformalUpper", "Upper, calibrated")]
          : []),
      ],
      cells: (row: number): Record<string, Cell> => ({
        observed: target.y[row]!,
        fitted: digits(outOfBag.fitted[row]!),
        ...(intervals && {
          median: digits(intervals.median[row]!),
          lower: digits(intervals.lower[row]!),
          upper: digits(intervals.upper[row]!),
        }),
        ...(intervals &&
          conformal && {
            conformalLower: digits(intervals.conformalLower[row]!),
            conformalUpper: digits(intervals.conformalUpper[row]!),
          }),
      }),
    };
  }

  function classColumns(levels: readonly string[]) {
    return {
      columns: [
        text("observed", "Observed"),
        text("predicted", "Predicted"),
        ...levels.map((level, k) => number(`probability${k + 1}`, `P(${level})`)),
      ],
      cells: (row: number): Record<string, Cell> => ({
        observed: levels[target.y[row]!] ?? null,
        predicted: levels[mostProbable(outOfBag.fitted, row, levels.length)]!,
        ...Object.fromEntries(
          levels.map((_, k) => [`probability${k + 1}`, digits(outOfBag.fitted[row * levels.length + k]!)]),
        ),
      }),
    };
  }
}

const digits = (value: number): number | null =>
  Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
const number = (name: string, label: string): TableColumn => ({ name, label, type: "number" });
const integer = (name: string, label: string): TableColumn => ({ name, label, type: "integer" });
const text = (name: string, label: string): TableColumn => ({ name, label, type: "text" });
