import type { RunContext } from "../../../../compute/run.js";
import { climb, firstChoice } from "./climb.js";
import { LeastFirst } from "./heap.js";
import { visitChoices } from "./pairs.js";
import { objectiveOf, type SpreadProblem } from "./problem.js";
import { type Part, relax, type Relaxation } from "./relax.js";

export interface SpreadSearch {
  /** State of each cohort; null when nothing is below what was asked for. */
  choice: Int32Array | null;
  objective: number;
  /** No choice is below this. */
  bound: number;
  /** Parts that were looked at. */
  parts: number;
}

/** What of an objective counts as rounding, and is not worth a search. */
export const rounding = (objective: number): number => 1e-13 * (1 + Math.abs(objective));

/** When parts are looked through and how they are halved. No answer depends on it, only the time it takes. */
export interface Effort {
  /** Choices of half the cohorts, and of all, that a part may have to be looked through. */
  wide: { halfLimit: number; pairLimit: number };
  /** The same for a part with limits so narrow that halving them says little more. */
  narrow: { halfLimit: number; pairLimit: number };
  /** A part is narrow where its width can cost the bound no more than this share of what is to be gained. */
  narrowness: number;
}

const usual: Effort = {
  wide: { halfLimit: 1000, pairLimit: 2000 },
  narrow: { halfLimit: 100_000, pairLimit: 2_000_000 },
  narrowness: 0.05,
};

/**
 * The choice of least objective, by best-first branch and bound on the mean rates: a part of the search knows between
 * which limits they lie. Its relaxation bounds it and strikes out states; where few choices are left they are all
 * looked at, else the limits, or the longest list of states, are halved.
 * @param better Only choices below this are looked for.
 * @param deadline Stop at this time (`run.clock()`) with the bound as it is then.
 */
export async function searchSpread(
  problem: SpreadProblem,
  {
    run,
    deadline = Infinity,
    better = Infinity,
    effort = usual,
  }: { run: RunContext; deadline?: number; better?: number; effort?: Effort },
): Promise<SpreadSearch> {
  const { cohorts, members, weight } = problem;
  let best: Int32Array | null = null;
  let least = better;
  /** What a choice has to be below to be better. */
  const mark = () => (least === Infinity ? least : least - rounding(least));
  const offer = (choice: Int32Array, polish: boolean) => {
    const value = objectiveOf(problem, choice);
    if (value >= mark() && !(polish && value < least * 1.02)) return;
    const trial = choice.slice();
    const reached = polish ? climb(problem, trial) : value;
    if (reached < mark()) {
      least = reached;
      best = trial;
    }
  };
  await run.breathe();
  if (better === Infinity) offer(await firstChoice(problem, { run }), true);

  const queue = new LeastFirst<{ part: Part; relaxation: Relaxation }>();
  let parts = 0;
  const add = (part: Part, prices: number[]) => {
    parts++;
    if (!tighten(problem, part)) return;
    const relaxation = relax(problem, part, prices, mark());
    if (relaxation.bound >= mark()) return;
    offer(relaxation.choice, parts < 64);
    strikeOut(part, relaxation, mark());
    queue.push(relaxation.bound, { part, relaxation });
  };
  add(
    {
      lower: members.map(() => -Infinity),
      upper: members.map(() => Infinity),
      candidates: cohorts.map(({ cost }) => Int32Array.from(cost.keys())),
    },
    members.map(() => 0),
  );

  while (queue.size > 0 && queue.leastKey < mark()) {
    if (run.cancelled || (deadline < Infinity && run.clock() > deadline)) {
      return { choice: best, objective: least, bound: Math.min(least, queue.leastKey), parts };
    }
    if (parts % 64 === 0) run.report({ phase: "certifying thresholds", step: parts, loss: least });
    await run.breathe();
    const { part, relaxation } = queue.pop()!;
    strikeOut(part, relaxation, mark());
    if (part.candidates.some((states) => states.length === 0)) continue;
    const slack = mark() - relaxation.bound;
    const width = members.map((count, d) => (count ? (part.upper[d]! - part.lower[d]!) * count : 0));
    const widest = width.reduce((a, value, d) => (value > width[a]! ? d : a), 0);
    // What the width of the limits can cost the bound, beside what is to be gained; or there is nothing left to halve.
    const narrow = 2 * weight * width[widest]! < effort.narrowness * slack || width[widest]! < 1e-9;
    const limits = narrow ? effort.narrow : effort.wide;
    if (visitChoices(problem, part, relaxation, slack, limits, (choice) => offer(choice, false))) continue;
    const { lower, upper, candidates } = part;
    if (narrow) {
      const k = candidates.reduce(
        (a, states, index) => (states.length > candidates[a]!.length ? index : a),
        0,
      );
      const middle = candidates[k]!.length >> 1;
      for (const half of [candidates[k]!.slice(0, middle), candidates[k]!.slice(middle)]) {
        const lists = candidates.map((states, index) => (index === k ? half : states));
        add({ lower: lower.slice(), upper: upper.slice(), candidates: lists }, relaxation.prices);
      }
    } else {
      const middle = (lower[widest]! + upper[widest]!) / 2;
      const replaced = (values: number[]) => values.map((value, d) => (d === widest ? middle : value));
      add({ lower: lower.slice(), upper: replaced(upper), candidates }, relaxation.prices);
      add({ lower: replaced(lower), upper: upper.slice(), candidates }, relaxation.prices);
    }
  }
  return { choice: best, objective: least, bound: least, parts };
}

/** Draws the limits of the means in to what the candidates can reach; false when nothing is left. */
function tighten({ cohorts, members }: SpreadProblem, part: Part): boolean {
  return members.every((count, d) => {
    if (count === 0) {
      [part.lower[d], part.upper[d]] = [0, 0];
      return true;
    }
    let [low, high] = [0, 0];
    part.candidates.forEach((states, k) => {
      const rates = cohorts[k]!.rates[d];
      if (!rates) return;
      let [least, most] = [Infinity, -Infinity];
      for (const state of states) {
        least = Math.min(least, rates[state]!);
        most = Math.max(most, rates[state]!);
      }
      low += least;
      high += most;
    });
    // A little to spare for rounding: a part too wide loses time, one too narrow the optimum.
    part.lower[d] = Math.max(part.lower[d]!, low / count - 1e-14);
    part.upper[d] = Math.min(part.upper[d]!, high / count + 1e-14);
    return part.lower[d]! <= part.upper[d]!;
  });
}

/** Leaves out the states that no choice below `least` can hold. */
function strikeOut(part: Part, relaxation: Relaxation, least: number): void {
  const room = least - relaxation.bound;
  part.candidates = part.candidates.map((states, k) => {
    const own = relaxation.surcharges[k]!;
    const kept: number[] = [];
    for (let index = 0; index < states.length; index++) if (own[index]! < room) kept.push(index);
    if (kept.length === states.length) return states;
    relaxation.surcharges[k] = Float64Array.from(kept, (index) => own[index]!);
    return Int32Array.from(kept, (index) => states[index]!);
  });
}
