import { newtonDirection } from "../../compute/optimise/direction.js";
import type { Membership, MixtureModel } from "./mixture.js";

/** Logits are kept this near to the first class's; beyond, a share is 0 to any purpose. */
const FARTHEST = 35;

/** Writes each class's log π into `out`, one array of persons a class. */
export function logPriors(
  { names, values }: Membership,
  membership: Float64Array,
  out: readonly Float64Array[],
): void {
  const classes = out.length;
  const width = names.length;
  const persons = out[0]!.length;
  const logits = new Float64Array(classes);
  const write = (i: number) => {
    let largest = 0;
    for (let c = 1; c < classes; c++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += values[i * width + k]! * membership[(c - 1) * width + k]!;
      logits[c] = sum;
      if (sum > largest) largest = sum;
    }
    let total = 0;
    for (let c = 0; c < classes; c++) total += Math.exp(logits[c]! - largest);
    const norm = largest + Math.log(total);
    for (let c = 0; c < classes; c++) out[c]![i] = logits[c]! - norm;
  };
  if (width > 1) {
    for (let i = 0; i < persons; i++) write(i);
  } else if (persons > 0) {
    write(0);
    for (const column of out) column.fill(column[0]!);
  }
}

/** P(class | membership columns), persons × classes, row-major; rows sum to 1. */
export function priorProbabilities(model: MixtureModel, membership: Float64Array): Float64Array {
  const { persons, classes } = model;
  const columns = Array.from({ length: classes }, () => new Float64Array(persons));
  logPriors(model.membership, membership, columns);
  return Float64Array.from({ length: persons * classes }, (_, k) =>
    Math.exp(columns[k % classes]![Math.floor(k / classes)]!),
  );
}

/** The membership that fits posteriors best: in closed form when free, else by one or two steps of Newton's method. */
export function raiseMembership(
  model: MixtureModel,
  posteriors: readonly Float64Array[],
  start: Float64Array,
): Float64Array {
  const { classes, persons, weights, membership } = model;
  const width = membership.names.length;
  if (width === 1) {
    const mass = posteriors.map((column) => {
      let sum = 0;
      for (let i = 0; i < persons; i++) sum += weights[i]! * column[i]!;
      return sum;
    });
    return Float64Array.from({ length: classes - 1 }, (_, c) => {
      const logit = Math.log(mass[c + 1]! / mass[0]!);
      return Math.max(-FARTHEST, Math.min(FARTHEST, Number.isNaN(logit) ? 0 : logit));
    });
  }
  return raiseLogit(model, posteriors, start);
}

function raiseLogit(
  { classes, persons, weights, membership }: MixtureModel,
  posteriors: readonly Float64Array[],
  start: Float64Array,
): Float64Array {
  const { values } = membership;
  const width = membership.names.length;
  const n = start.length;
  const logs = Array.from({ length: classes }, () => new Float64Array(persons));
  const value = (x: Float64Array) => {
    logPriors(membership, x, logs);
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      for (let i = 0; i < persons; i++) sum += weights[i]! * posteriors[c]![i]! * logs[c]![i]!;
    }
    return sum;
  };
  let x = start;
  let current = value(x);
  for (let iteration = 0; iteration < 2; iteration++) {
    const gradient = new Float64Array(n);
    const hessian = new Float64Array(n * n);
    for (let i = 0; i < persons; i++) {
      const w = weights[i]!;
      for (let c = 1; c < classes; c++) {
        const p = Math.exp(logs[c]![i]!);
        const g = w * (p - posteriors[c]![i]!);
        for (let k = 0; k < width; k++) gradient[(c - 1) * width + k]! += g * values[i * width + k]!;
        for (let l = 1; l <= c; l++) {
          const h = w * p * ((l === c ? 1 : 0) - Math.exp(logs[l]![i]!));
          addOuter(
            hessian,
            { n, row: (c - 1) * width, column: (l - 1) * width, width, h },
            values,
            i * width,
          );
        }
      }
    }
    for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) hessian[b * n + a] = hessian[a * n + b]!;
    const direction = newtonDirection(hessian, gradient, n)?.direction;
    if (!direction) return x;
    const slope = -gradient.reduce((sum, g, k) => sum + g * direction[k]!, 0);
    if (!(slope > 1e-12)) return x;
    let moved = false;
    for (let t = 1; t > 1e-4 && !moved; t /= 2) {
      const trial = x.map((each, k) => each + t * direction[k]!);
      const reached = value(trial);
      if (!(reached >= current + 1e-4 * t * slope)) continue;
      [x, current, moved] = [trial, reached, true];
    }
    if (!moved) return x;
  }
  return x;
}

function addOuter(
  hessian: Float64Array,
  { n, row, column, width, h }: { n: number; row: number; column: number; width: number; h: number },
  values: Float64Array,
  at: number,
): void {
  for (let a = 0; a < width; a++) {
    const ha = h * values[at + a]!;
    for (let b = 0; b < width; b++) hessian[(row + a) * n + column + b]! += ha * values[at + b]!;
  }
}
