import { InputError, show } from "../../../contract/index.js";
import { applyPipeline, type Pipeline, type SparseRows } from "../pipeline.js";
import type { Table } from "../../../data/table.js";
import type { Target } from "./target.js";

/**
 * A model of the analyst's own. It is given rows of numbers, as the pipeline (impute, encode, scale) makes them of the
 * features.
 *
 * Each cohort has a copy: by `clone()` where the object has it, else by copying its fields. An object that keeps what it
 * learns elsewhere, in a closure or in private fields, needs `clone`, or give a function that makes a fresh one.
 */
export interface CustomEstimator {
  /**
   * Learns from rows. What it returns is ignored.
   * @param x One array of numbers a row.
   * @param y Class of each row from 0, 1 being the positive one of two; numbers for a regression.
   * @param weights One a row; given only where rows have weights (the option `weights`, or transfer learning).
   */
  fit(x: number[][], y: number[], weights?: number[]): unknown;
  /** Probability of class 1 for each row, or an array of the probabilities of all classes. Needed for classes. */
  predictProbability?(
    x: number[][],
  ): ArrayLike<number> | number[][] | Promise<ArrayLike<number> | number[][]>;
  /** Expected value for each row. Needed for a regression. */
  predict?(x: number[][]): ArrayLike<number> | Promise<ArrayLike<number>>;
  clone?(): CustomEstimator;
  /** Whether `fit` takes weights. Default: whether it has a third parameter without a default. */
  acceptsWeights?: boolean;
}

/** An estimator, or a function that makes one for each cohort. */
export type CustomEstimatorLike = CustomEstimator | (() => CustomEstimator);

export interface CustomModel {
  kind: "custom";
  pipeline: Pipeline;
  estimator: CustomEstimator;
}

export const isCustom = (value: unknown): value is CustomEstimatorLike =>
  typeof value === "function" || (typeof value === "object" && value !== null);

/**
 * A fresh copy of the estimator, checked.
 * @throws InputError when it lacks a method that is needed, cannot be copied, or takes no weights where there are some.
 */
export function freshEstimator(
  like: CustomEstimatorLike,
  { regression, weighted, where }: { regression: boolean; weighted: boolean; where: string },
): CustomEstimator {
  const made: unknown = typeof like === "function" ? like() : copyOf(like, where);
  if (typeof made !== "object" || made === null) {
    throw new InputError(`${where}: 'estimator' must make an object with 'fit', but made ${show(made)}`);
  }
  const estimator = made as CustomEstimator;
  const methods = ["fit", regression ? "predict" : "predictProbability"] as const;
  for (const method of methods) {
    if (typeof estimator[method] !== "function") {
      throw new InputError(
        `${where}: 'estimator' has no method '${method}', which ${regression ? "a regression" : "classes"} need${regression ? "s" : ""}`,
      );
    }
  }
  const takesWeights = estimator.acceptsWeights ?? estimator.fit.length >= 3;
  if (weighted && !takesWeights) {
    throw new InputError(
      `${where}: rows have weights here ('weights' or 'theta'), but 'fit' of 'estimator' takes none; give it a third parameter, or acceptsWeights: true`,
    );
  }
  return estimator;
}

function copyOf(estimator: CustomEstimator, where: string): CustomEstimator {
  if (typeof estimator.clone === "function") return estimator.clone();
  const copy = Object.create(Object.getPrototypeOf(estimator) as object) as Record<string, unknown>;
  for (const [name, value] of Object.entries(estimator)) {
    try {
      copy[name] = typeof value === "function" ? value : structuredClone(value);
    } catch {
      throw new InputError(
        `${where}: 'estimator' cannot be copied for each cohort, because of its field '${name}'; give it a method 'clone', or give a function that makes one`,
      );
    }
  }
  return copy as unknown as CustomEstimator;
}

/** Trains a fresh copy, and returns it. */
export async function fitCustom(
  estimator: CustomEstimator,
  rows: SparseRows,
  { target, weights, where }: { target: Target; weights: Float64Array | null; where: string },
): Promise<void> {
  const y = Array.from(target.kind === "classes" ? target.codes : target.values);
  const given: [number[][], number[], number[]?] = [dense(rows), y];
  if (weights) given.push(Array.from(weights));
  try {
    await estimator.fit(...given);
  } catch (error) {
    throw new InputError(`${where}: 'fit' of 'estimator' failed: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/**
 * Predictions of a trained estimator: rows × width, where two classes and a regression have a width of 1. A promise
 * where the estimator gives one.
 */
export function predictCustom(
  { pipeline, estimator }: CustomModel,
  table: Table,
  { classes, where }: { classes: number | null; where: string },
): Float64Array | Promise<Float64Array> {
  const x = dense(applyPipeline(pipeline, table, where));
  const method = classes === null ? "predict" : "predictProbability";
  const read = (given: unknown) => readPredictions(given, { rows: x.length, classes, method, where });
  const failed = (error: unknown) =>
    new InputError(`${where}: '${method}' of 'estimator' failed: ${(error as Error).message}`, {
      cause: error,
    });
  let given: unknown;
  try {
    given = estimator[method]!(x);
  } catch (error) {
    throw failed(error);
  }
  if (typeof (given as PromiseLike<unknown> | null)?.then !== "function") return read(given);
  return Promise.resolve(given as PromiseLike<unknown>).then(read, (error: unknown) => {
    throw failed(error);
  });
}

function readPredictions(
  given: unknown,
  { rows, classes, method, where }: { rows: number; classes: number | null; method: string; where: string },
): Float64Array {
  const length = (given as ArrayLike<unknown> | null)?.length;
  const refuse = (text: string) => new InputError(`${where}: '${method}' of 'estimator' ${text}`);
  if (length !== rows) throw refuse(`must return an array of ${rows}, one for each row, got ${shape(given)}`);
  const width = classes !== null && classes > 2 ? classes : 1;
  const out = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    const one = (given as ArrayLike<number | ArrayLike<number>>)[i]!;
    const own = typeof one === "number" ? [one] : Array.from(one ?? []);
    if (typeof one === "number" ? width > 1 : own.length !== classes) {
      throw refuse(`must return ${classes} probabilities a row, got ${shape(one)} in row ${i + 1}`);
    }
    const values = width === 1 ? [own.at(-1)!] : own;
    for (let k = 0; k < width; k++) {
      const value = values[k]!;
      if (!Number.isFinite(value) || (classes !== null && (value < 0 || value > 1))) {
        throw refuse(
          `returned ${show(value)} in row ${i + 1}, which is no ${classes === null ? "number" : "probability"}`,
        );
      }
      out[i * width + k] = value;
    }
  }
  return out;
}

const shape = (value: unknown): string =>
  typeof value === "object" && value !== null && "length" in value
    ? `an array of ${String(value.length)}`
    : show(value);

function dense({ rows, columns, start, index, value }: SparseRows): number[][] {
  return Array.from({ length: rows }, (_, i) => {
    const row = new Array<number>(columns).fill(0);
    for (let e = start[i]!; e < start[i + 1]!; e++) row[index[e]!] = value[e]!;
    return row;
  });
}
