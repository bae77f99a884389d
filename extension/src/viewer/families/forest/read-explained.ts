import type { Cell, ResultDocument, ResultTable } from "quetelet/contract";
import { hasColumn, numberIn, numbersOf, textIn } from "../cells";

export interface Share {
  name: string;
  share: number | null;
}

/** A step of a distribution; of few different outcomes `from` and `to` are the same. */
export interface Step {
  from: number;
  to: number;
  weight: number;
}

/** One prediction and what is behind it. */
export interface ExplainedRow {
  /** Row of the table that was given, from 1. */
  row: number;
  why: string;
  group: string | null;
  /** Of the protected class, estimated from proxies; empty where there is none. */
  classes: Share[];
  /** The estimate of a protected number. */
  estimate: Share | null;
  outcome: NumberOutcome | ClassOutcome;
  /** What the training outcomes weigh. */
  distribution: Step[];
}

export interface NumberOutcome {
  kind: "number";
  observed: number | null;
  fitted: number | null;
  median: number | null;
  lower: number | null;
  upper: number | null;
  conformalLower: number | null;
  conformalUpper: number | null;
}

export interface ClassOutcome {
  kind: "classes";
  observed: string | null;
  predicted: string | null;
  probabilities: Share[];
}

/** Rows explained at most: a document of ours holds a dozen. */
const mostRows = 50;

export function readExplained({ tables, details }: ResultDocument): ExplainedRow[] {
  const table = tables.explained;
  if (!table) return [];
  const steps = distributions(details?.weights);
  const isNumber = hasColumn(table, "fitted");
  const shares = (row: Record<string, Cell>, prefix: string): Share[] =>
    table.columns.flatMap(({ name, label }) =>
      name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length))
        ? [{ name: label ?? name, share: numberIn(row, name) }]
        : [],
    );
  return table.rows.slice(0, mostRows).flatMap((row): ExplainedRow[] => {
    const at = numberIn(row, "row");
    if (at === null) return [];
    const beside = shares(row, "class");
    // A class has probabilities, of which there are two or more; a number has one estimate.
    const isClass = beside.length > 1;
    return [
      {
        row: at,
        why: textIn(row, "why") ?? "",
        group: textIn(row, "group"),
        classes: isClass ? beside : [],
        estimate: isClass ? null : (beside[0] ?? null),
        outcome: isNumber
          ? numberOutcome(row)
          : {
              kind: "classes",
              observed: textIn(row, "observed"),
              predicted: textIn(row, "predicted"),
              probabilities: shares(row, "probability"),
            },
        distribution: steps.get(at) ?? [],
      },
    ];
  });
}

/** The training outcomes that weigh most in one row's prediction. */
export function heaviestOf({ tables }: ResultDocument, row: number): ResultTable | null {
  const table = tables.heaviest;
  if (!table) return null;
  const rows = table.rows.filter((each) => numberIn(each, "row") === row);
  if (rows.length === 0) return null;
  return { ...table, columns: table.columns.filter(({ name }) => name !== "row"), rows };
}

function numberOutcome(row: Record<string, Cell>): NumberOutcome {
  const of = (name: string) => numberIn(row, name);
  return {
    kind: "number",
    observed: of("observed"),
    fitted: of("fitted"),
    median: of("median"),
    lower: of("lower"),
    upper: of("upper"),
    conformalLower: of("conformalLower"),
    conformalUpper: of("conformalUpper"),
  };
}

function distributions(
  weights: NonNullable<ResultDocument["details"]>[string] | undefined,
): Map<number, Step[]> {
  const [from, to, weight] = ["from", "to", "weight"].map((name) => numbersOf(weights, name));
  const steps = new Map<number, Step[]>();
  numbersOf(weights, "row").forEach((row, i) => {
    const step = { from: from![i] ?? null, to: to![i] ?? null, weight: weight![i] ?? null };
    if (row === null || step.from === null || step.to === null || step.weight === null) return;
    const own = steps.get(row);
    if (own) own.push(step as Step);
    else steps.set(row, [step as Step]);
  });
  return steps;
}
