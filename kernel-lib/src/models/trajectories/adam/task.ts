import { foldIn, type Key, uniform } from "../../../compute/random/index.js";

/**
 * Soft-assignment least squares (Wheeler, "Group based trajectory models in PyTorch"):
 *
 *   minimise Σ_it (y_it − Σ_g softmax(W_i)_g · x_it·β_g)²
 *
 * over the curves β and a free row W_i of weights for every person. It is no mixture: nothing says how common the
 * groups are, and every person may be a blend of them.
 */
export interface SoftTask {
  groups: number;
  persons: number;
  /** Columns of the designs of all groups, side by side. */
  columns: number;
  /** rows × columns, row-major. */
  design: Float64Array;
  /** For each group, the columns of its curve. */
  groupColumns: readonly Int32Array[];
  response: Float64Array;
  /** Rows of person i: personRows[i] up to personRows[i + 1]. */
  personRows: Int32Array;
  /** Steps of Adam, each over all rows. */
  steps: number;
  learningRate: number;
}

/** Values of every parameter. */
export interface SoftParameters {
  /** groups × columns; 0 where a group's curve lacks the column. */
  coefficients: Float64Array;
  /** persons × groups, before the softmax. */
  weights: Float64Array;
}

export interface SoftFit extends SoftParameters {
  /** `interrupted` when it was cancelled on the way. */
  status: "converged" | "stopped" | "interrupted";
  /** persons × groups, row-major; rows sum to 1. */
  memberships: Float64Array;
  /** Sum of squared errors at the end, in Float64. */
  sse: number;
  /** Share by which the sum of squared errors fell in the last twentieth of the steps. */
  lastFall: number;
  /** Mean over the persons of the largest membership: 1 where everybody is of one group alone. */
  clarity: number;
  losses: { step: number; loss: number }[];
}

/** The loss is read, and progress reported, every so many steps. */
export const REPORT_EVERY = 100;

/** A loss that fell by less than this share in the last twentieth of the steps has settled. */
const settled = 0.01;

/** A task of one design a group; groups that share a design share its columns. */
export function softTask({
  designs,
  ...rest
}: Pick<SoftTask, "response" | "personRows" | "steps" | "learningRate"> & {
  /** rows × columns each, row-major. */
  designs: readonly { values: Float64Array; columns: number }[];
}): SoftTask {
  const distinct = [...new Set(designs)];
  const starts = distinct.map((_, d) => distinct.slice(0, d).reduce((sum, { columns }) => sum + columns, 0));
  const columns = distinct.reduce((sum, design) => sum + design.columns, 0);
  const rows = rest.response.length;
  const design = new Float64Array(rows * columns);
  distinct.forEach(({ values, columns: width }, d) => {
    for (let row = 0; row < rows; row++) {
      design.set(values.subarray(row * width, (row + 1) * width), row * columns + starts[d]!);
    }
  });
  return {
    ...rest,
    groups: designs.length,
    persons: rest.personRows.length - 1,
    columns,
    design,
    groupColumns: designs.map((each) => {
      const start = starts[distinct.indexOf(each)]!;
      return Int32Array.from({ length: each.columns }, (_, j) => start + j);
    }),
  };
}

/** Curves uniform on ±1/√G, group by group, and weights of 1/G, as the source has them. */
export function startOf({ groups, persons, columns, groupColumns }: SoftTask, key: Key): SoftParameters {
  const coefficients = new Float64Array(groups * columns);
  const half = 1 / Math.sqrt(groups);
  groupColumns.forEach((own, g) => {
    const draws = uniform(foldIn(key, g), own.length);
    own.forEach((column, j) => (coefficients[g * columns + column] = half * (2 * draws[j]! - 1)));
  });
  return { coefficients, weights: new Float64Array(persons * groups).fill(1 / groups) };
}

export function softmaxRows(weights: Float64Array, groups: number): Float64Array {
  const out = new Float64Array(weights.length);
  for (let from = 0; from < weights.length; from += groups) {
    let largest = -Infinity;
    for (let g = 0; g < groups; g++) largest = Math.max(largest, weights[from + g]!);
    let sum = 0;
    for (let g = 0; g < groups; g++) sum += out[from + g] = Math.exp(weights[from + g]! - largest);
    for (let g = 0; g < groups; g++) out[from + g]! /= sum;
  }
  return out;
}

/** Each group's curve at each row: rows × groups. */
export function curvesOf(
  { groups, columns, design, response }: SoftTask,
  coefficients: Float64Array,
): Float64Array {
  const curves = new Float64Array(response.length * groups);
  for (let row = 0; row < response.length; row++) {
    for (let g = 0; g < groups; g++) {
      let value = 0;
      for (let j = 0; j < columns; j++) value += design[row * columns + j]! * coefficients[g * columns + j]!;
      curves[row * groups + g] = value;
    }
  }
  return curves;
}

/** Σ (y − Σ_g membership · curve)², summed person by person. */
export function squaredError(task: SoftTask, coefficients: Float64Array, memberships: Float64Array): number {
  const { groups, persons, personRows, response } = task;
  const curves = curvesOf(task, coefficients);
  let total = 0;
  for (let i = 0; i < persons; i++) {
    let own = 0;
    for (let row = personRows[i]!; row < personRows[i + 1]!; row++) {
      let residual = response[row]!;
      for (let g = 0; g < groups; g++) residual -= memberships[i * groups + g]! * curves[row * groups + g]!;
      own += residual * residual;
    }
    total += own;
  }
  return total;
}

/** What a training came to, measured in Float64 whichever engine it ran on. */
export function finish(
  task: SoftTask,
  { coefficients, weights }: SoftParameters,
  { losses, interrupted }: { losses: SoftFit["losses"]; interrupted: boolean },
): SoftFit {
  const memberships = softmaxRows(weights, task.groups);
  const sse = squaredError(task, coefficients, memberships);
  const last = losses.at(-1)?.step ?? 0;
  const before = losses.findLast(({ step }) => step <= 0.95 * last)?.loss ?? sse;
  const lastFall = before > 0 ? Math.max(0, 1 - sse / before) : 0;
  const status = interrupted ? "interrupted" : lastFall < settled ? "converged" : "stopped";
  const clarity = clarityOf(memberships, task);
  return { status, coefficients, weights, memberships, sse, lastFall, clarity, losses };
}

function clarityOf(memberships: Float64Array, { persons, groups }: SoftTask): number {
  let sum = 0;
  for (let i = 0; i < persons; i++) sum += Math.max(...memberships.subarray(i * groups, (i + 1) * groups));
  return sum / persons;
}
