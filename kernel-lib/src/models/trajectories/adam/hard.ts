import { symmetricSolve } from "../../../compute/linalg/index.js";
import { curvesOf, type SoftTask } from "./task.js";

/** Least squares in which everybody is of one group. */
export interface HardFit {
  /** groups × columns. */
  coefficients: Float64Array;
  /** Group of each person, from 0. */
  groupOf: Int32Array;
  sse: number;
}

const maxRounds = 200;

/**
 * The nearest local optimum of least squares with hard groups: each person goes to the curve nearest to it, each
 * curve is fitted to its people, and so on until nobody moves (k-means of curves).
 */
export function fitHard(task: SoftTask, memberships: Float64Array): HardFit {
  const { groups: G, persons, columns: p } = task;
  let groupOf: Int32Array = Int32Array.from({ length: persons }, (_, i) => {
    let best = 0;
    for (let g = 1; g < G; g++) if (memberships[i * G + g]! > memberships[i * G + best]!) best = g;
    return best;
  });
  const coefficients = new Float64Array(G * p);
  for (let round = 0; ; round++) {
    refit(task, groupOf, coefficients);
    const { nearest, sse } = nearestCurves(task, coefficients);
    if (round >= maxRounds || nearest.every((group, i) => group === groupOf[i])) {
      return { coefficients, groupOf, sse };
    }
    groupOf = nearest;
  }
}

/** Least squares of each group's people; a group without enough of them keeps its curve. */
function refit(task: SoftTask, groupOf: Int32Array, coefficients: Float64Array): void {
  const { groups, persons, columns: p, design, response, personRows, groupColumns } = task;
  for (let g = 0; g < groups; g++) {
    const own = groupColumns[g]!;
    const n = own.length;
    const gram = new Float64Array(n * n);
    const right = new Float64Array(n);
    for (let i = 0; i < persons; i++) {
      if (groupOf[i] !== g) continue;
      for (let row = personRows[i]!; row < personRows[i + 1]!; row++) {
        for (let a = 0; a < n; a++) {
          const x = design[row * p + own[a]!]!;
          right[a]! += x * response[row]!;
          for (let b = 0; b < n; b++) gram[a * n + b]! += x * design[row * p + own[b]!]!;
        }
      }
    }
    const solved = symmetricSolve(gram, right, n);
    if (solved?.every(Number.isFinite))
      own.forEach((column, a) => (coefficients[g * p + column] = solved[a]!));
  }
}

function nearestCurves(task: SoftTask, coefficients: Float64Array): { nearest: Int32Array; sse: number } {
  const { groups: G, persons, response, personRows } = task;
  const curves = curvesOf(task, coefficients);
  const nearest = new Int32Array(persons);
  let sse = 0;
  for (let i = 0; i < persons; i++) {
    let least = Infinity;
    for (let g = 0; g < G; g++) {
      let own = 0;
      for (let row = personRows[i]!; row < personRows[i + 1]!; row++) {
        own += (response[row]! - curves[row * G + g]!) ** 2;
      }
      if (own < least) [least, nearest[i]] = [own, g];
    }
    sse += least;
  }
  return { nearest, sse };
}
