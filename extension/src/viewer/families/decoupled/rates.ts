import type { Counts } from "./read-frontier";

/** The rates of a group that thresholds differ in; null where nothing is there to count. */
export interface Rates {
  selectionRate: number | null;
  truePositiveRate: number | null;
  falsePositiveRate: number | null;
  precision: number | null;
  accuracy: number | null;
}

export const rateNames = [
  "selectionRate",
  "truePositiveRate",
  "falsePositiveRate",
  "precision",
  "accuracy",
] as const satisfies (keyof Rates)[];

export function ratesOf(counts: Counts | null | undefined): Rates {
  if (!counts) {
    return {
      selectionRate: null,
      truePositiveRate: null,
      falsePositiveRate: null,
      precision: null,
      accuracy: null,
    };
  }
  const { rows, positives, selected, hits } = counts;
  const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  return {
    selectionRate: ratio(selected, rows),
    truePositiveRate: ratio(hits, positives),
    falsePositiveRate: ratio(selected - hits, rows - positives),
    precision: ratio(hits, selected),
    accuracy: ratio(hits + rows - positives - (selected - hits), rows),
  };
}
