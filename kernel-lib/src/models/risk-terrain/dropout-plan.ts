import { foldIn, type Key, uniform } from "../../compute/random/index.js";
import { countTail } from "../linear/count-tail.js";
import type { CellMaker } from "./cells.js";
import type { LossPoint } from "./details.js";
import { countFamily, fitCells } from "./fit-cells.js";
import type { Patterns, PatternSums } from "./patterns.js";

/** What both engines train, and from where. */
export interface DropoutTask {
  patterns: Patterns;
  cellsOf: CellMaker;
  sums: PatternSums;
  family: "poisson" | "negative-binomial";
  sets: { members: number[] }[];
  intercept: number;
  burnIn: number;
  pruned: number;
  learningRate: number;
  /** Whether each set has a gate relu(c), from c = 1, on its sum. */
  cancel: boolean;
}

/** One training's state at its end. */
export interface DropoutResult {
  status: "converged" | "interrupted";
  always: Float64Array;
  /** Raw weights; what enters the predictor is their positive part, times the gate's. */
  weights: Float64Array;
  /** One a set; all 1 without a cancel layer. */
  gates: Float64Array;
  logTheta: number;
  /** Coefficients of all candidates when burn-in ended. */
  burnedIn: Float64Array;
  /** The candidate kept of each set; −1 where no coefficient of it is above 0. */
  choice: Int32Array;
  losses: LossPoint[];
}

/** The loss is read, and progress reported, every so many steps. */
export const REPORT_EVERY = 100;

/**
 * Where a training starts: weights uniform on (0, 1) by seed, so that every ReLU is open; the always columns at
 * their own best fit, so that no steps are spent on the way to the rate of the place.
 */
export function startValues(
  { patterns, cellsOf, sums, intercept }: DropoutTask,
  key: Key,
): { always: Float64Array; weights: Float64Array; logTheta: number } {
  const always = cellsOf(sums, []);
  const { coefficients, alpha } = fitCells(always, countFamily(sums), { intercept });
  return {
    always: coefficients,
    weights: uniform(foldIn(key, 0), patterns.candidates.length),
    logTheta: sums.counts ? Math.log(Math.min(Math.max(1 / alpha, 0.05), 100)) : 0,
  };
}

/** Steps whose candidates are drawn at once: a burn-in may be longer than memory. */
const DRAWN_AT_ONCE = 1024;

/**
 * The candidate drawn in each set at any step of burn-in; each call overwrites what the last returned. Meant to be
 * asked for one step after the other.
 */
export function createChoices({ sets, burnIn }: DropoutTask, key: Key): (step: number) => Int32Array {
  const keys = sets.map((_, set) => foldIn(key, set + 1));
  const drawn = new Int32Array(sets.length);
  /** Of each set, steps `from` and following. */
  let block: Int32Array[] = [];
  let from = -DRAWN_AT_ONCE;
  return (step) => {
    if (step < from || step >= from + DRAWN_AT_ONCE) {
      from = step - (step % DRAWN_AT_ONCE);
      block = sets.map(({ members }, set) =>
        Int32Array.from(
          uniform(keys[set]!, Math.min(DRAWN_AT_ONCE, burnIn - from), from),
          (u) => members[Math.floor(u * members.length)]!,
        ),
      );
    }
    for (let set = 0; set < drawn.length; set++) drawn[set] = block[set]![step - from]!;
    return drawn;
  };
}

/** The largest coefficient of each set; a set without one above 0 drops out. */
export function prune({ sets }: DropoutTask, coefficients: ArrayLike<number>): Int32Array {
  return Int32Array.from(sets, ({ members }) => {
    let best = -1;
    for (const member of members) {
      if (coefficients[member]! > (best < 0 ? 0 : coefficients[best]!)) best = member;
    }
    return best;
  });
}

/** Mean over the units of log Γ(y + θ) − log Γ(θ) − y log θ as Σ c·log(1 + k/θ); see `countTail`. */
export const tailOf = ({ sums }: DropoutTask) =>
  sums.counts && countTail(sums.counts.values, sums.counts.weights);
