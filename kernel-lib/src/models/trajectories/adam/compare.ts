import type { ResultTable } from "../../../contract/index.js";
import type { HardFit } from "./hard.js";
import { curvesOf, type SoftFit, type SoftTask } from "./task.js";

/** A mixture fitted to the same outcomes with the same designs. */
export interface MixtureCurves {
  /** groups × columns, in the columns of the task. */
  coefficients: Float64Array;
  /** persons × groups. */
  posteriors: Float64Array;
  shares: ArrayLike<number>;
}

/**
 * How soft-assignment least squares, its hard-assignment version and the mixture differ, group by group: shares,
 * how clear the memberships are, and how far the curves lie apart. Groups of the mixture and of the hard version are
 * paired with those of the soft one, the nearest curves first; the table's numbers are those of the soft one.
 */
export function comparisonTable(
  task: SoftTask,
  { soft, hard, mixture }: { soft: SoftFit; hard: HardFit; mixture: MixtureCurves },
): ResultTable {
  const { groups: G, persons } = task;
  const softCurves = curvesOf(task, soft.coefficients);
  const mixtureCurves = curvesOf(task, mixture.coefficients);
  const hardCurves = curvesOf(task, hard.coefficients);
  const ofMixture = pairGroups(softCurves, mixtureCurves, G);
  const ofHard = pairGroups(softCurves, hardCurves, G);
  const mean = (values: Float64Array, group: number) => {
    let sum = 0;
    for (let i = 0; i < persons; i++) sum += values[i * G + group]!;
    return sum / persons;
  };
  const clear = (values: Float64Array, group: number) => {
    let [sum, count] = [0, 0];
    for (let i = 0; i < persons; i++) {
      if (likeliest(values, i, G) !== group) continue;
      sum += values[i * G + group]!;
      count++;
    }
    return count > 0 ? sum / count : null;
  };
  let agreed = 0;
  for (let i = 0; i < persons; i++) {
    if (ofMixture[likeliest(soft.memberships, i, G)] === likeliest(mixture.posteriors, i, G)) agreed++;
  }
  const number = { type: "number" as const };
  const percent = { type: "percent" as const };
  return {
    title: "Soft-assignment least squares beside the mixture",
    columns: [
      { name: "group", label: "Group", type: "integer" },
      { name: "softShare", label: "Mean membership, least squares", ...percent },
      { name: "hardShare", label: "Share, hard assignment", ...percent },
      { name: "mixtureShare", label: "Share, mixture", ...percent },
      { name: "softClarity", label: "Membership of its people, least squares", ...percent },
      { name: "mixtureClarity", label: "Posterior of its people, mixture", ...percent },
      { name: "distance", label: "Largest distance from the mixture's curve", ...number },
      { name: "hardDistance", label: "Largest distance from the hard curve", ...number },
    ],
    rows: Array.from({ length: G }, (_, g) => ({
      group: g + 1,
      softShare: mean(soft.memberships, g),
      hardShare: hard.groupOf.reduce((count, group) => count + (group === ofHard[g] ? 1 : 0), 0) / persons,
      mixtureShare: mixture.shares[ofMixture[g]!]!,
      softClarity: clear(soft.memberships, g),
      mixtureClarity: clear(mixture.posteriors, ofMixture[g]!),
      distance: largestDistance(softCurves, g, mixtureCurves, ofMixture[g]!, G),
      hardDistance: largestDistance(softCurves, g, hardCurves, ofHard[g]!, G),
    })),
    notes: [
      `Sum of squared errors: ${show(soft.sse)} with soft memberships, ${show(hard.sse)} with everybody in one group.`,
      `${agreed} of ${persons} people are likeliest of the same group in both.`,
      "Least squares lets everybody be a blend of the groups: it fits closer than hard groups can, draws the curves apart, and knows nothing of how common the groups are, of errors of estimation, or of people it has not seen.",
    ],
  };
}

/** For each group of `curves`, a group of `others`: the nearest pair first, then the nearest of what is left. */
export function pairGroups(curves: Float64Array, others: Float64Array, groups: number): Int32Array {
  const rows = curves.length / groups;
  const pairs: { g: number; h: number; distance: number }[] = [];
  for (let g = 0; g < groups; g++) {
    for (let h = 0; h < groups; h++) {
      let distance = 0;
      for (let row = 0; row < rows; row++) {
        distance += (curves[row * groups + g]! - others[row * groups + h]!) ** 2;
      }
      pairs.push({ g, h, distance });
    }
  }
  pairs.sort((a, b) => a.distance - b.distance);
  const paired = new Int32Array(groups).fill(-1);
  const taken = new Set<number>();
  for (const { g, h } of pairs) {
    if (paired[g]! >= 0 || taken.has(h)) continue;
    paired[g] = h;
    taken.add(h);
  }
  return paired;
}

function largestDistance(a: Float64Array, g: number, b: Float64Array, h: number, groups: number): number {
  let largest = 0;
  for (let at = 0; at < a.length; at += groups)
    largest = Math.max(largest, Math.abs(a[at + g]! - b[at + h]!));
  return largest;
}

function likeliest(values: Float64Array, person: number, groups: number): number {
  let best = 0;
  for (let g = 1; g < groups; g++) {
    if (values[person * groups + g]! > values[person * groups + best]!) best = g;
  }
  return best;
}

const show = (value: number) => Number(value.toPrecision(4)).toString();
