import { cholesky } from "../../compute/linalg/index.js";
import { normalQuantile } from "../../compute/special/index.js";
import type { RunContext } from "../../compute/run.js";
import { relativeEntropy } from "./comparison/criteria.js";
import { assign } from "./posterior.js";

/** How well persons fall into one group. */
export interface GroupAdequacy {
  /** From 1. */
  group: number;
  /** π: mean membership probability. */
  share: number;
  /** Persons (their weights) whose most probable group this is, and their share of all. */
  assigned: number;
  assignedShare: number;
  /** π less the share assigned. */
  mismatch: number;
  /** Average posterior probability of the group among those assigned to it, and its interval; NaN without any. */
  app: number;
  appLower: number;
  appUpper: number;
  /** Odds of correct classification: the odds of `app` over the odds of π, and their interval. */
  occ: number;
  occLower: number;
  occUpper: number;
}

export interface Adequacy {
  groups: GroupAdequacy[];
  /** NaN for one group. */
  relativeEntropy: number;
  entropyLower: number;
  entropyUpper: number;
}

/** Probabilities of the groups, persons × groups, row-major: after seeing a person's data, and before. */
export interface Probabilities {
  posteriors: Float64Array;
  priors: Float64Array;
}

/** How the estimates vary, for the intervals. */
export interface Uncertainty {
  estimates: Float64Array;
  /** Inverse of the observed information, p × p; rows and columns of parameters left out are not finite. */
  covariance: Float64Array;
  /** ∂ log L_i / ∂θ: persons × p. */
  scores: Float64Array;
  /** The probabilities at other estimates. */
  at(estimates: Float64Array): Probabilities;
}

/**
 * Average posterior probabilities, odds of correct classification (Nagin, 2005, pages 88–90), mismatch and relative
 * entropy.
 *
 * Intervals are by the delta method, with two sources of error joined person by person through influence functions:
 * which persons were sampled, and what was therefore estimated. How a statistic moves with the estimates is taken
 * from sigma points, one standard error up and down each principal direction, at which persons are assigned afresh.
 * They are Wilson's (APP, entropy; OCC through its APP), so they stay where they belong. Without
 * `uncertainty` the estimates count as known.
 */
export async function adequacyOf(
  probabilities: Probabilities,
  {
    groups,
    weights,
    level,
    uncertainty,
    run,
  }: {
    groups: number;
    weights: Float64Array;
    level: number;
    uncertainty?: Uncertainty;
    run?: Pick<RunContext, "breathe">;
  },
): Promise<Adequacy> {
  const centre = statisticsOf(probabilities, groups, weights);
  const errors = await standardErrors(probabilities, { groups, weights, centre, uncertainty, run });
  const reach = normalQuantile(0.5 + level / 2);
  const { share, app, assigned, persons, entropy } = centre;
  const perGroup = Array.from({ length: groups }, (_, g): GroupAdequacy => {
    const occ = Math.exp(logit(app[g]!) - logit(share[g]!));
    const assignedShare = assigned[g]! / persons;
    const [appLower, appUpper] = around(app[g]!, reach * errors.app[g]!);
    const [fewest, most] = around(app[g]!, reach * errors.occ[g]!).map((p) => p / (1 - p));
    const odds = app[g]! / (1 - app[g]!);
    return {
      group: g + 1,
      share: share[g]!,
      assigned: assigned[g]!,
      assignedShare,
      mismatch: share[g]! - assignedShare,
      app: app[g]!,
      appLower,
      appUpper,
      occ,
      occLower: Number.isFinite(odds) ? (occ * fewest!) / odds : occ,
      occUpper: Number.isFinite(odds) ? (occ * most!) / odds : occ,
    };
  });
  const [entropyLower, entropyUpper] = around(entropy, reach * errors.entropy);
  return { groups: perGroup, relativeEntropy: entropy, entropyLower, entropyUpper };
}

interface Statistics {
  persons: number;
  share: Float64Array;
  assignedTo: Int32Array;
  assigned: Float64Array;
  app: Float64Array;
  entropy: number;
}

function statisticsOf(
  { posteriors, priors }: Probabilities,
  groups: number,
  weights: Float64Array,
): Statistics {
  const assignedTo = assign(posteriors, groups);
  const share = new Float64Array(groups);
  const assigned = new Float64Array(groups);
  const app = new Float64Array(groups);
  let persons = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    const own = assignedTo[i]!;
    persons += weight;
    assigned[own]! += weight;
    app[own]! += weight * posteriors[i * groups + own]!;
    for (let g = 0; g < groups; g++) share[g]! += weight * priors[i * groups + g]!;
  }
  for (let g = 0; g < groups; g++) {
    share[g]! /= persons;
    app[g]! /= assigned[g]!;
  }
  return { persons, share, assignedTo, assigned, app, entropy: relativeEntropy(posteriors, groups, weights) };
}

/** Of logit APP, log OCC and logit entropy. */
interface Errors {
  app: Float64Array;
  occ: Float64Array;
  entropy: number;
}

async function standardErrors(
  { posteriors, priors }: Probabilities,
  {
    groups,
    weights,
    centre,
    uncertainty,
    run,
  }: {
    groups: number;
    weights: Float64Array;
    centre: Statistics;
    uncertainty: Uncertainty | undefined;
    run: Pick<RunContext, "breathe"> | undefined;
  },
): Promise<Errors> {
  const { persons, share, assignedTo, assigned, app, entropy } = centre;
  const moves = uncertainty ? await movesOf(uncertainty, { groups, weights, centre, run }) : null;
  const sums = new Float64Array(2 * groups + 1);
  const own = new Float64Array(2 * groups + 1);
  for (let i = 0; i < weights.length; i++) {
    // What person i alone adds to each statistic, on its scale.
    let disorder = 0;
    for (let g = 0; g < groups; g++) {
      const p = posteriors[i * groups + g]!;
      if (p > 0) disorder -= p * Math.log(p);
      const inApp = assignedTo[i] === g ? (p - app[g]!) / (assigned[g]! * app[g]! * (1 - app[g]!)) : 0;
      const inShare = (priors[i * groups + g]! - share[g]!) / (persons * share[g]! * (1 - share[g]!));
      own[g] = inApp;
      own[groups + g] = inApp - inShare;
    }
    const sharpness = 1 - disorder / Math.log(groups);
    own[2 * groups] = (sharpness - entropy) / (persons * entropy * (1 - entropy));
    if (moves) {
      // … and what it adds through the estimates: V·s_i in the coordinates of the principal directions.
      moves.forEach(({ effect, coordinates }) => {
        for (let s = 0; s < own.length; s++) own[s]! += effect[s]! * coordinates[i]!;
      });
    }
    for (let s = 0; s < own.length; s++) sums[s]! += (weights[i]! * own[s]!) ** 2;
  }
  const roots = sums.map(Math.sqrt);
  return {
    app: roots.subarray(0, groups),
    occ: roots.subarray(groups, 2 * groups),
    entropy: roots[2 * groups]!,
  };
}

interface Move {
  /** Change of each statistic with one standard error along this direction. */
  effect: Float64Array;
  /** Each person's influence on the estimates along it, in standard errors. */
  coordinates: Float64Array;
}

async function movesOf(
  { estimates, covariance, scores, at }: Uncertainty,
  {
    groups,
    weights,
    centre,
    run,
  }: {
    groups: number;
    weights: Float64Array;
    centre: Statistics;
    run: Pick<RunContext, "breathe"> | undefined;
  },
): Promise<Move[]> {
  const p = estimates.length;
  const kept = Array.from(estimates.keys()).filter((j) => covariance[j * p + j]! > 0);
  const n = kept.length;
  const reduced = new Float64Array(n * n);
  kept.forEach((row, i) => kept.forEach((column, j) => (reduced[i * n + j] = covariance[row * p + column]!)));
  const factor = cholesky(reduced, n);
  if (!factor.ok) return [];
  // Moves are of the statistics themselves, and are brought to the logit scale by its slope at the centre: near 1,
  // where most are, a logit runs off to one side with steps that are small.
  const toLogit = (value: number, middle: number) => (value - middle) / (middle * (1 - middle));
  const scaleOf = (s: Statistics) => {
    const apps = s.app.map((app, g) => toLogit(app, centre.app[g]!));
    return Float64Array.from([
      ...apps,
      ...apps.map((value, g) => value - toLogit(s.share[g]!, centre.share[g]!)),
      toLogit(s.entropy, centre.entropy),
    ]);
  };
  const here = scaleOf(centre);
  const moves: Move[] = [];
  for (let j = 0; j < n; j++) {
    await run?.breathe();
    const shifted = (sign: number) => {
      const theta = Float64Array.from(estimates);
      for (let i = j; i < n; i++) theta[kept[i]!]! += sign * factor.lower[i * n + j]!;
      return scaleOf(statisticsOf(at(theta), groups, weights));
    };
    const up = shifted(1);
    const down = shifted(-1);
    const effect = here.map((value, s) => {
      // A group may be empty on one side; the other then tells.
      const high = Number.isFinite(up[s]) ? up[s]! : 2 * value - down[s]!;
      const low = Number.isFinite(down[s]) ? down[s]! : 2 * value - up[s]!;
      const half = (high - low) / 2;
      return Number.isFinite(half) ? half : 0;
    });
    const coordinates = new Float64Array(weights.length);
    for (let i = 0; i < weights.length; i++) {
      for (let k = j; k < n; k++) coordinates[i]! += factor.lower[k * n + j]! * scores[i * p + kept[k]!]!;
    }
    moves.push({ effect, coordinates });
  }
  return moves;
}

const logit = (p: number): number => Math.log(p) - Math.log1p(-p);

/**
 * Wilson's interval (1927) for a mean of probabilities with as many effective observations as its error on the logit
 * scale, times the normal quantile (`reach`), tells of. Near 1, where most averages here are, an interval that is
 * symmetric on the logit scale would run from nothing to certainty. The ends of the scale have none to speak of.
 */
function around(p: number, reach: number): [number, number] {
  if (!(p > 0 && p < 1 - 1e-12)) return [p, p];
  const variance = p * (1 - p);
  // z²/n, with n = p (1 − p)/se².
  const w = reach ** 2 * variance;
  const centre = (p + w / 2) / (1 + w);
  const half = Math.sqrt(w * variance + w ** 2 / 4) / (1 + w);
  return [centre - half, centre + half];
}
