import type { Key } from "../../../compute/random/index.js";
import type { RunContext } from "../../../compute/run.js";
import { CancelledError } from "../../../contract/index.js";
import type { Table } from "../../../data/table.js";
import { takeRows } from "../../../data/take-rows.js";
import { applyPipeline, fitPipeline } from "../pipeline.js";
import type { DecoupledOptions, DecoupledProblem } from "../prepare.js";
import { type SeenLevels, seenLevels } from "../seen-levels.js";
import { type CustomModel, fitCustom, freshEstimator, isCustom, predictCustom } from "./custom.js";
import { fitLinearModel, type LinearModel, predictLinearModel } from "./linear-model.js";
import { takeTarget } from "./target.js";
import { growTrees, predictTrees, type TreesModel } from "./trees.js";

/** One cohort's trained model. */
export interface Trained {
  /** `none` where the rows trained on had one class only. */
  model: { kind: "none" } | LinearModel | TreesModel | CustomModel;
  /** Classes that the rows trained on had; null for a regression. The model knows no others. */
  classes: number[] | null;
  /** Texts that it has seen. */
  levels: SeenLevels;
}

/** Trains one model on some rows of the problem. */
export type Train = (rows: Int32Array, weights: Float64Array | null, key: Key) => Promise<Trained>;

const where = "decoupled";

/** What trains a cohort's model as the options say: preprocessing and all on the rows it is given. */
export function trainerOf(problem: DecoupledProblem, options: DecoupledOptions, run: RunContext): Train {
  const { table, features } = problem;
  const { estimatorOptions, impute, scale, threads } = options;
  const regression = problem.target.kind === "numbers";
  const estimator = options.estimator ?? (regression ? "linear" : "logistic");
  return async (given, givenWeights, key) => {
    if (run.cancelled) throw new CancelledError(`${where}: cancelled while training`);
    // A row without weight must not even be seen by the preprocessing.
    const rows = givenWeights ? given.filter((_, i) => givenWeights[i]! > 0) : given;
    const weights = givenWeights && givenWeights.filter((weight) => weight > 0);
    const own = takeRows(table, rows);
    const { target, classes } = presentClasses(takeTarget(problem.target, rows));
    const levels = seenLevels(own, features);
    if (classes?.length === 1) return { model: { kind: "none" }, classes, levels };
    const data = { target, weights };
    const common = { ...estimatorOptions, features, where, run };
    if (isCustom(estimator)) {
      const made = freshEstimator(estimator, { regression, weighted: weights !== null, where });
      const pipeline = fitPipeline(own, features, { impute, scale, where });
      await fitCustom(made, applyPipeline(pipeline, own, where), { ...data, where });
      return { model: { kind: "custom", pipeline, estimator: made }, classes, levels };
    }
    const model =
      estimator === "tree" || estimator === "forest" || estimator === "boosted"
        ? await growTrees(estimator, own, data, { ...common, threads, key })
        : await fitLinearModel(own, data, { ...common, impute, scale });
    return { model, classes, levels };
  };
}

/** The target with its classes numbered without gaps. */
function presentClasses(target: ReturnType<typeof takeTarget>): {
  target: typeof target;
  classes: number[] | null;
} {
  if (target.kind === "numbers") return { target, classes: null };
  const classes = [...new Set(target.codes)].sort((a, b) => a - b);
  if (classes.length === target.count) return { target, classes };
  const number = new Map(classes.map((code, index) => [code, index]));
  const codes = target.codes.map((code) => number.get(code)!);
  return { target: { kind: "classes", codes, count: classes.length }, classes };
}

/**
 * Predictions for a table's rows: expected values, probabilities of the positive of two classes, or rows ×
 * probabilities of all. A promise only where an estimator of the analyst's own gives one.
 * @param count Number of classes; null for a regression.
 */
export function predictTrained(
  { model, classes }: Trained,
  table: Table,
  { count, where }: { count: number | null; where: string },
): Float64Array | Promise<Float64Array> {
  const own = (): Float64Array | Promise<Float64Array> => {
    switch (model.kind) {
      case "none":
        return new Float64Array(0);
      case "linear":
        return predictLinearModel(model, table, where);
      case "trees":
        return predictTrees(model, table, where);
      case "custom":
        return predictCustom(model, table, { classes: classes && classes.length, where });
    }
  };
  const made = own();
  const shape = (values: Float64Array) => allClasses(values, classes, { rows: table.rows, count });
  return made instanceof Float64Array ? shape(made) : made.then(shape);
}

/** Gives classes that the model does not know a probability of 0. */
function allClasses(
  values: Float64Array,
  classes: number[] | null,
  { rows, count }: { rows: number; count: number | null },
): Float64Array {
  if (classes === null || count === null || classes.length === count) return values;
  const all = new Float64Array(rows * count);
  for (let i = 0; i < rows; i++) {
    classes.forEach((code, k) => {
      const p =
        classes.length === 1
          ? 1
          : classes.length > 2
            ? values[i * classes.length + k]!
            : k === 1
              ? values[i]!
              : 1 - values[i]!;
      all[i * count + code] = p;
    });
  }
  if (count > 2) return all;
  return Float64Array.from({ length: rows }, (_, i) => all[2 * i + 1]!);
}
