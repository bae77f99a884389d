import { binOf, CALIBRATION_BINS } from "./measures.js";

/** Rows whose scores lie from `from` to `to`. */
export interface CalibrationBin {
  from: number;
  to: number;
  /** Weight of the rows. */
  weight: number;
  meanScore: number;
  /** Share of positives among them. */
  observed: number;
}

/** The calibration curve of one group: equally wide bins of the scores, without the empty ones. */
export function calibrationCurve(
  labels: Uint8Array,
  scores: Float64Array,
  weights: Float64Array,
  codes: Int32Array,
  group: number,
): CalibrationBin[] {
  const sums = Array.from({ length: CALIBRATION_BINS }, () => ({ weight: 0, score: 0, positive: 0 }));
  for (let row = 0; row < labels.length; row++) {
    if (codes[row] !== group) continue;
    const bin = sums[binOf(scores[row]!)]!;
    bin.weight += weights[row]!;
    bin.score += weights[row]! * scores[row]!;
    bin.positive += weights[row]! * labels[row]!;
  }
  return sums.flatMap(({ weight, score, positive }, index) => {
    if (weight === 0) return [];
    const [from, to] = [index / CALIBRATION_BINS, (index + 1) / CALIBRATION_BINS];
    return { from, to, weight, meanScore: score / weight, observed: positive / weight };
  });
}
