import type { RunContext } from "../../../compute/run.js";
import type { ScoredCohort } from "./cohorts.js";

/**
 * Every way to cut a cohort's rows into accepted and rejected by their scores. Rows of equal score stay together, so
 * there is one cut more than there are distinct scores. Cut 0 accepts all, the last cut none.
 */
export interface Cuts {
  name: string;
  /** The distinct scores, ascending; cut j accepts those from the j-th on. */
  values: Float64Array;
  /** Weight of the accepted rows that are positive, for each cut. */
  truePositives: Float64Array;
  /** Weight of the accepted rows that are not. */
  falsePositives: Float64Array;
  /** Weight of all positive rows. */
  positives: number;
  /** Weight of all other rows. */
  negatives: number;
}

/** The cuts of a cohort, in order of their thresholds. */
export function cutsOf({ name, scores, labels, weights }: ScoredCohort): Cuts {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  const values: number[] = [];
  const positiveWeight: number[] = [];
  const negativeWeight: number[] = [];
  for (const row of order) {
    if (values.length === 0 || scores[row]! > values[values.length - 1]!) {
      values.push(scores[row]!);
      positiveWeight.push(0);
      negativeWeight.push(0);
    }
    (labels[row] ? positiveWeight : negativeWeight)[values.length - 1]! += weights ? weights[row]! : 1;
  }
  const truePositives = sumsFromTheTop(positiveWeight);
  const falsePositives = sumsFromTheTop(negativeWeight);
  return {
    name,
    values: Float64Array.from(values),
    truePositives,
    falsePositives,
    positives: truePositives[0]!,
    negatives: falsePositives[0]!,
  };
}

/** The cuts of every cohort; the loop turns between them. */
export async function cutsOfAll(cohorts: readonly ScoredCohort[], run: RunContext): Promise<Cuts[]> {
  const cuts: Cuts[] = [];
  for (const cohort of cohorts) {
    await run.breathe();
    cuts.push(cutsOf(cohort));
  }
  await run.breathe();
  return cuts;
}

/**
 * The threshold of a cut: a row is positive where its score is at least this. It is the lowest score accepted; for
 * the cut that accepts all at most 0, and for the cut that accepts none above 1, so that probabilities never seen
 * before are treated the same way.
 */
export function thresholdOf({ values }: Cuts, cut: number): number {
  if (cut === 0) return Math.min(0, values[0]!);
  return cut < values.length ? values[cut]! : above(Math.max(1, values[values.length - 1]!));
}

/** The cut that a threshold makes. */
export function cutAt({ values }: Cuts, threshold: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! >= threshold) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A number just above one that is at least 1. */
const above = (value: number): number => value * (1 + Number.EPSILON);

function sumsFromTheTop(values: number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let index = values.length - 1; index >= 0; index--) sums[index] = sums[index + 1]! + values[index]!;
  return sums;
}
