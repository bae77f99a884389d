/** What is measured in each group; see `measureGroups` for the definitions. */
export const groupMeasures = [
  "selectionRate",
  "errorRate",
  "falsePositiveRate",
  "falseNegativeRate",
  "truePositiveRate",
  "precision",
  "prevalence",
  "auc",
  "brier",
  "calibrationError",
] as const;

export type GroupMeasure = (typeof groupMeasures)[number];

/** How many of `groupMeasures` need no scores: they come first. */
export const unscoredMeasures = groupMeasures.indexOf("auc");

/** Equally wide bins of the scores, from 0 to 1, behind the calibration error and curve. */
export const CALIBRATION_BINS = 10;

/** Which bin a score is in; scores beyond 0 and 1 count to the outer bins. */
export const binOf = (score: number): number =>
  Math.min(CALIBRATION_BINS - 1, Math.max(0, Math.floor(score * CALIBRATION_BINS)));

export interface Predictions {
  /** 1 where the row is predicted positive, else 0. */
  predictions: Uint8Array;
  /** Probabilities of the positive class; without them nothing is said of ranking and calibration. */
  scores: Float64Array | null;
  /** Rows by ascending score; null without scores. */
  order: Uint32Array | null;
}

/**
 * All measures of all groups in one pass, as groups × measures; NaN where a group has nothing to measure.
 *
 * With tp, fp, fn, tn the weights of a group's rows: selection rate (tp + fp) / all, error (fp + fn) / all, false-positive
 * rate fp / (fp + tn), false-negative rate fn / (tp + fn), true-positive rate tp / (tp + fn), precision tp / (tp + fp),
 * prevalence (tp + fn) / all. AUC is the share of pairs of a positive and a negative row that the scores put in the
 * right order, ties counting half. Brier is the mean of (score − label)², and the calibration error the mean over rows
 * of |mean score − share of positives| of the row's bin (Naeini et al. 2015).
 */
export function measureGroups(
  labels: Uint8Array,
  { predictions, scores, order }: Predictions,
  codes: Int32Array,
  groups: number,
  weights: Float64Array,
): Float64Array {
  const cells = new Float64Array(4 * groups);
  for (let row = 0; row < labels.length; row++) {
    cells[4 * codes[row]! + 2 * labels[row]! + predictions[row]!]! += weights[row]!;
  }
  const ranked = scores && order && scoreSums(labels, scores, order, codes, groups, weights);
  const values = new Float64Array(groups * groupMeasures.length).fill(NaN);
  for (let group = 0; group < groups; group++) {
    const [tn, fp, fn, tp] = cells.subarray(4 * group, 4 * group + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    const all = tn + fp + fn + tp;
    const own = [
      (tp + fp) / all,
      (fp + fn) / all,
      fp / (fp + tn),
      fn / (fn + tp),
      tp / (fn + tp),
      tp / (fp + tp),
      (fn + tp) / all,
    ];
    if (ranked) {
      own.push(ranked.pairs[group]! / ((fn + tp) * (tn + fp)), ranked.squares[group]! / all);
      let apart = 0;
      for (let bin = group * CALIBRATION_BINS; bin < (group + 1) * CALIBRATION_BINS; bin++) {
        apart += Math.abs(ranked.excess[bin]!);
      }
      own.push(apart / all);
    }
    values.set(own, group * groupMeasures.length);
  }
  return values;
}

function scoreSums(
  labels: Uint8Array,
  scores: Float64Array,
  order: Uint32Array,
  codes: Int32Array,
  groups: number,
  weights: Float64Array,
): { pairs: Float64Array; squares: Float64Array; excess: Float64Array } {
  const [pairs, squares] = [new Float64Array(groups), new Float64Array(groups)];
  /** Score less label, summed over each bin. */
  const excess = new Float64Array(groups * CALIBRATION_BINS);
  const lastScore = new Float64Array(groups).fill(NaN);
  const below = new Float64Array(groups);
  const tiedNegative = new Float64Array(groups);
  const tiedPositive = new Float64Array(groups);
  const closeTie = (group: number) => {
    pairs[group]! += tiedPositive[group]! * (below[group]! + tiedNegative[group]! / 2);
    below[group]! += tiedNegative[group]!;
    tiedPositive[group] = tiedNegative[group] = 0;
  };
  for (let index = 0; index < order.length; index++) {
    const row = order[index]!;
    const weight = weights[row]!;
    if (weight === 0) continue;
    const [group, label, score] = [codes[row]!, labels[row]!, scores[row]!];
    if (score !== lastScore[group]) {
      closeTie(group);
      lastScore[group] = score;
    }
    if (label) tiedPositive[group]! += weight;
    else tiedNegative[group]! += weight;
    squares[group]! += weight * (score - label) ** 2;
    excess[group * CALIBRATION_BINS + binOf(score)]! += weight * (score - label);
  }
  for (let group = 0; group < groups; group++) closeTie(group);
  return { pairs, squares, excess };
}
