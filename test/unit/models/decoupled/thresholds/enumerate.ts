import fc from "fast-check";
import type { FairnessLoss } from "../../../../../kernel-lib/src/contract/index.js";
import type { Costs, ScoredCohort } from "../../../../../kernel-lib/src/models/decoupled/thresholds/index.js";
import { unwatched } from "../../../unwatched.js";

export const losses: FairnessLoss[] = [
  "balanced",
  "numerical-parity",
  "demographic-parity",
  "equal-opportunity",
  "equalised-odds",
  "predictive-parity",
  "worst-group-error",
];

export const run = {
  ...unwatched,
  cancelled: false,
};

/** A handful of rows with tied scores, now and then of one class only, with or without weights. */
export const cohort = (rows: number, grid: number, weighted: boolean) =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: grid }), fc.nat(1), fc.integer({ min: 1, max: 8 })), {
      minLength: 1,
      maxLength: rows,
    })
    .map((data) => ({
      scores: Float64Array.from(data, ([score]) => score / grid),
      labels: Uint8Array.from(data, ([, label]) => label),
      ...(weighted && { weights: Float64Array.from(data, ([, , weight]) => weight / 4) }),
    }));

export const cohorts = (most: number, rows: number, grid = 8): fc.Arbitrary<ScoredCohort[]> =>
  fc
    .boolean()
    .chain((weighted) => fc.array(cohort(rows, grid, weighted), { minLength: 1, maxLength: most }))
    .map((list) => list.map((each, k) => ({ name: `cohort ${k}`, ...each })));

/** Both losses, by the definitions and row by row. */
export function lossesByRow(
  list: ScoredCohort[],
  thresholds: number[],
  {
    loss,
    costs: { falsePositive = 1, falseNegative = 1 } = {},
    scaling,
  }: { loss: FairnessLoss; costs?: Costs; scaling: "published" | "as-coded" },
): { error: number; fairness: number } {
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const counts = list.map(({ scores, labels, weights }, k) => {
    const count = (label: number, accepted: boolean) =>
      sum(
        [...scores.keys()]
          .filter((row) => labels[row] === label && scores[row]! >= thresholds[k]! === accepted)
          .map((row) => weights?.[row] ?? 1),
      );
    const [tp, fp, fn, tn] = [count(1, true), count(0, true), count(1, false), count(0, false)];
    return { tp, fp, fn, n: tp + fp + fn + tn, positives: tp + fn, negatives: fp + tn };
  });
  const rows = sum(counts.map(({ n }) => n));
  const cost = counts.map(({ fp, fn }) => falsePositive * fp + falseNegative * fn);
  const spread = (values: number[]) => {
    const present = values.filter((value) => !Number.isNaN(value));
    if (present.length === 0) return 0;
    const mean = sum(present) / present.length;
    return sum(present.map((value) => Math.abs(value - mean)));
  };
  const own = cost.map((value, k) => value / counts[k]!.n);
  const sensitivities = counts.map(({ tp, positives }) => tp / positives);
  const falseAlarms = counts.map(({ fp, negatives }) => fp / negatives);
  const fairness = {
    balanced: () => sum(own) / list.length,
    "worst-group-error": () => Math.max(...own),
    "numerical-parity": () => spread(counts.map(({ tp, fp }) => (tp + fp) / rows)),
    "demographic-parity": () => spread(counts.map(({ tp, fp, n }) => (tp + fp) / n)),
    "equal-opportunity": () => spread(sensitivities),
    "equalised-odds": () => spread(sensitivities) + spread(falseAlarms),
    "predictive-parity": () => spread(counts.map(({ tp, fp }) => (tp + fp === 0 ? 0 : tp / (tp + fp)))),
  }[loss]();
  return { error: sum(cost) / rows / (scaling === "as-coded" ? list.length : 1), fairness };
}

/** All sets of thresholds: below all scores, at every score and above all, for each cohort. */
export function* everyThresholds(list: ScoredCohort[]): Generator<number[]> {
  const each = list.map(({ scores }) => [-Infinity, ...new Set(scores), Infinity]);
  const at = each.map(() => 0);
  for (;;) {
    yield at.map((index, k) => each[k]![index]!);
    let k = 0;
    while (k < at.length && ++at[k]! === each[k]!.length) at[k++] = 0;
    if (k === at.length) return;
  }
}
