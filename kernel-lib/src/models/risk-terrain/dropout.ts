import { adamConstants as adam } from "../../compute/adam-update.js";
import type { Key } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import type { Cells } from "./cells.js";
import { recordLosses } from "./dropout-losses.js";
import {
  createChoices,
  type DropoutResult,
  type DropoutTask,
  prune,
  REPORT_EVERY,
  startValues,
  tailOf,
} from "./dropout-plan.js";

/** Numbers kept of cells already seen; beyond that they are made anew. */
const CACHE_NUMBERS = 8e6;

export type DropoutTrainer = (key: Key, run: RunContext, phase?: string) => Promise<DropoutResult>;

/**
 * The neural-network form of risk terrain modelling (Wheeler): log mean = always·b + Σ_sets gate·relu(w)·x, one
 * random candidate a set at every step of burn-in, then the largest of each set alone; Adam on the mean loss.
 *
 * With one candidate a set at work, units that agree in these few columns are one cell, so a step costs a handful
 * of exponentials however many units there are. The trainer keeps the cells between trainings on the same data.
 */
export function createDropoutTrainer(task: DropoutTask): DropoutTrainer {
  const { patterns, sums, sets, burnIn, pruned, learningRate, cancel } = task;
  const { alwaysCount, candidates } = patterns;
  const cache = new Map<number, Cells>();
  let cached = 0;
  const tail = tailOf(task);
  const setCount = sets.length;
  const setOf = new Int32Array(candidates.length);
  sets.forEach(({ members }, set) => members.forEach((member) => (setOf[member] = set)));

  function cellsOf(chosen: Int32Array): Cells {
    let key = 0;
    for (let k = 0; k < chosen.length; k++) key = key * (candidates.length + 1) + chosen[k]! + 1;
    const known = key < Number.MAX_SAFE_INTEGER ? cache.get(key) : undefined;
    if (known) return known;
    const cells = task.cellsOf(sums, chosen);
    cached += cells.count * (cells.columns + 2);
    if (cached < CACHE_NUMBERS && key < Number.MAX_SAFE_INTEGER) cache.set(key, cells);
    return cells;
  }

  return async (key, run, phase = "training") => {
    const start = startValues(task, key);
    // One vector: always, weights, gates, log θ.
    const gatesFrom = alwaysCount + candidates.length;
    const thetaAt = gatesFrom + setCount;
    const size = thetaAt + 1;
    const x = new Float64Array(size);
    x.set(start.always);
    x.set(start.weights, alwaysCount);
    x.fill(1, gatesFrom, thetaAt);
    x[thetaAt] = start.logTheta;
    const gradient = new Float64Array(size);
    const mean = new Float64Array(size);
    const square = new Float64Array(size);
    const perUnit = 1 / sums.rows;
    const losses = recordLosses();

    /** Gradient at a choice, and where wanted the mean loss. */
    function derivatives(chosen: Int32Array, wanted: boolean): number {
      gradient.fill(0);
      const cells = cellsOf(chosen);
      const { count, columns, design, weight, crimes, offset } = cells;
      const theta = tail ? Math.exp(x[thetaAt]!) : 0;
      let loss = 0;
      let thetaSlope = 0;
      for (let c = 0; c < count; c++) {
        const row = c * columns;
        let eta = offset ? offset[c]! : 0;
        for (let j = 0; j < alwaysCount; j++) eta += design[row + j]! * x[j]!;
        for (let k = 0; k < chosen.length; k++) {
          const value = design[row + alwaysCount + k]!;
          if (value === 0) continue;
          const w = x[alwaysCount + chosen[k]!]!;
          const gate = x[gatesFrom + setOf[chosen[k]!]!]!;
          if (w > 0 && gate > 0) eta += value * w * gate;
        }
        const m = Math.exp(eta);
        let score: number;
        if (tail) {
          const odds = m / theta;
          const log = Math.log1p(odds);
          score = ((weight[c]! * m - crimes[c]!) / (1 + odds)) * perUnit;
          thetaSlope +=
            theta * weight[c]! * perUnit * log -
            ((crimes[c]! + weight[c]! * theta) * perUnit * odds) / (1 + odds);
          if (wanted) loss += ((crimes[c]! + weight[c]! * theta) * log - crimes[c]! * eta) * perUnit;
        } else {
          score = (weight[c]! * m - crimes[c]!) * perUnit;
          if (wanted) loss += (weight[c]! * m - crimes[c]! * eta) * perUnit;
        }
        for (let j = 0; j < alwaysCount; j++) gradient[j]! += design[row + j]! * score;
        for (let k = 0; k < chosen.length; k++) {
          const value = design[row + alwaysCount + k]!;
          if (value === 0) continue;
          const candidate = alwaysCount + chosen[k]!;
          const gate = gatesFrom + setOf[chosen[k]!]!;
          const w = x[candidate]!;
          const g = x[gate]!;
          if (!(w > 0 && g > 0)) continue;
          gradient[candidate]! += value * score * g;
          if (cancel) gradient[gate]! += value * score * w;
        }
      }
      if (tail) {
        const { positions, weights } = tail;
        for (let k = 0; k < positions.length; k++) {
          const share = positions[k]! / theta;
          thetaSlope += (weights[k]! * share) / (1 + share);
          if (wanted) loss -= weights[k]! * Math.log1p(share);
        }
        gradient[thetaAt] = thetaSlope;
      }
      return loss;
    }

    let power1 = 1;
    let power2 = 1;
    function update(): void {
      power1 *= adam.beta1;
      power2 *= adam.beta2;
      const rate = learningRate / (1 - power1);
      const root = 1 / Math.sqrt(1 - power2);
      for (let i = 0; i < size; i++) {
        const g = gradient[i]!;
        const m = (mean[i] = adam.beta1 * mean[i]! + (1 - adam.beta1) * g);
        const v = (square[i] = adam.beta2 * square[i]! + (1 - adam.beta2) * g * g);
        if (m !== 0) x[i]! -= (rate * m) / (Math.sqrt(v) * root + adam.epsilon);
      }
    }

    async function train(name: "burn-in" | "pruned", count: number, choose: (step: number) => Int32Array) {
      const offset = name === "burn-in" ? 0 : burnIn;
      for (let step = 0; step < count; step++) {
        const wanted = step % REPORT_EVERY === 0 || step === count - 1;
        const loss = derivatives(choose(step), wanted);
        update();
        if (!wanted) continue;
        losses.add({ phase: name, step: offset + step, loss }, { isLast: step === count - 1 });
        run.report({ phase: `${phase}: ${name}`, step: step + 1, steps: count, loss });
        await run.breathe();
        if (run.cancelled) return false;
      }
      return true;
    }

    const finishedFirst = await train("burn-in", burnIn, createChoices(task, key));
    const coefficient = (candidate: number) =>
      Math.max(0, x[alwaysCount + candidate]!) * Math.max(0, x[gatesFrom + setOf[candidate]!]!);
    const burnedIn = Float64Array.from(candidates, (_, candidate) => coefficient(candidate));
    const choice = prune(task, burnedIn);
    const kept = choice.filter((candidate) => candidate >= 0);
    const finished = finishedFirst && (await train("pruned", pruned, () => kept));
    return {
      status: finished ? "converged" : "interrupted",
      always: x.slice(0, alwaysCount),
      weights: x.slice(alwaysCount, gatesFrom),
      gates: x.slice(gatesFrom, thetaAt),
      logTheta: x[thetaAt]!,
      burnedIn,
      choice: choice.map((candidate) => (candidate >= 0 && coefficient(candidate) > 0 ? candidate : -1)),
      losses: losses.points,
    };
  };
}
