import type { RandomForestDetails } from "./details.js";

/** A row that a document explains, and what makes it worth it. */
export interface ExampleRow {
  /** Row of the forest's own, from 0. */
  row: number;
  reasons: string[];
}

/** Rows explained at most. */
export const mostExamples = 12;
const mostGroups = 4;

/**
 * Rows that say most of a forest, the same for the same fit: along its predictions, where it errs most, where it is
 * least sure, and an ordinary one of each large group. A row may be there for several reasons.
 */
export function exampleRows(details: Omit<RandomForestDetails, "kept">): ExampleRow[] {
  const { target, outOfBag } = details;
  const width = target.kind === "classes" ? target.levels.length : 1;
  const judged = Array.from(target.y, (_, row) => row).filter((row) =>
    Number.isFinite(outOfBag.fitted[row * width]),
  );
  if (judged.length === 0) return [];
  const found = new Map<number, string[]>();
  const add = (row: number | undefined, reason: string) => {
    if (row === undefined) return;
    const reasons = found.get(row);
    if (reasons) reasons.push(reason);
    else if (found.size < mostExamples) found.set(row, [reason]);
  };
  if (target.kind === "regression") addNumbers(details, target.y, judged, add);
  else addClasses(details, judged, add);
  for (const { name, rows } of largestGroups(details, judged)) {
    add(at(sorted(rows, sizeOf(details)), 0.5), `typical of ${name}`);
  }
  return [...found].map(([row, reasons]) => ({ row, reasons }));
}

type Add = (row: number | undefined, reason: string) => void;
type Details = Omit<RandomForestDetails, "kept">;

function addNumbers({ outOfBag, intervals }: Details, y: Float64Array, judged: number[], add: Add): void {
  const { fitted } = outOfBag;
  const byPrediction = sorted(judged, (row) => fitted[row]!);
  add(at(byPrediction, 0.5), "typical");
  add(at(byPrediction, 1), "highest prediction");
  add(at(byPrediction, 0), "lowest prediction");
  add(
    largest(judged, (row) => y[row]! - fitted[row]!),
    "most above its prediction",
  );
  add(
    largest(judged, (row) => fitted[row]! - y[row]!),
    "most below its prediction",
  );
  const width = (row: number) => (intervals ? intervals.upper[row]! - intervals.lower[row]! : NaN);
  add(largest(judged, width), "widest interval");
  add(at(byPrediction, 0.25), "lower quartile");
  add(at(byPrediction, 0.75), "upper quartile");
}

function addClasses(details: Details, judged: number[], add: Add): void {
  const { target, outOfBag } = details;
  const classes = target.kind === "classes" ? target.levels.length : 1;
  const bySureness = sorted(judged, sizeOf(details));
  add(at(bySureness, 0.5), "typical");
  add(at(bySureness, 1), "surest");
  add(at(bySureness, 0), "least sure");
  const ofObserved = (row: number) => outOfBag.fitted[row * classes + target.y[row]!]!;
  add(
    largest(judged, (row) => -ofObserved(row)),
    "largest error",
  );
}

/** What rows are put in order by: the prediction, or the probability of the likeliest class. */
function sizeOf({ target, outOfBag }: Details): (row: number) => number {
  if (target.kind === "regression") return (row) => outOfBag.fitted[row]!;
  const classes = target.levels.length;
  return (row) => {
    let best = 0;
    for (let k = 0; k < classes; k++) best = Math.max(best, outOfBag.fitted[row * classes + k]!);
    return best;
  };
}

/** The groups that coverage is told of; without any, the classes of the outcome. */
function largestGroups({ target, groups }: Details, judged: number[]): { name: string; rows: number[] }[] {
  const codes = groups?.codes ?? (target.kind === "classes" ? target.y : null);
  const names = groups?.names ?? (target.kind === "classes" ? target.levels : []);
  if (!codes) return [];
  const rows: number[][] = names.map(() => []);
  for (const row of judged) rows[codes[row]!]?.push(row);
  return names
    .map((name, g) => ({ name, rows: rows[g]! }))
    .filter((group) => group.rows.length > 0)
    .sort((a, b) => b.rows.length - a.rows.length)
    .slice(0, mostGroups);
}

/** Ties keep the order of the rows, so that the choice is the same everywhere. */
function sorted(rows: readonly number[], by: (row: number) => number): number[] {
  const values = Float64Array.from(rows, by);
  const order = Uint32Array.from(rows.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
  return Array.from(order, (place) => rows[place]!);
}

/** The first row of the largest value; rows without one do not count. */
function largest(rows: readonly number[], by: (row: number) => number): number | undefined {
  let [found, most]: [number | undefined, number] = [undefined, -Infinity];
  for (const row of rows) {
    const value = by(row);
    if (value > most) [found, most] = [row, value];
  }
  return found;
}

const at = (rows: readonly number[], share: number): number | undefined =>
  rows[Math.round(share * (rows.length - 1))];
