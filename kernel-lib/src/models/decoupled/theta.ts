import { InputError } from "../../contract/index.js";
import { areaUnderCurve } from "../../metrics/auc.js";
import type { Target } from "./estimators/target.js";
import { consecutiveFolds, stratifiedFolds } from "./folds.js";

/** How the weight of outside rows was found for one cohort. */
export interface ThetaChoice {
  theta: number;
  how: "given" | "cross-validation" | "default";
  /** Folds of the cross-validation; null without one. */
  folds: number | null;
  /** For each weight tried, the mean over the folds of the AUC, or of the squared error of a regression. */
  scores: { theta: number; score: number; byFold: number[] }[];
}

export interface ThetaOptions {
  /** Weights to choose among; the first of equally good ones is taken. */
  thetas: readonly number[];
  /** Taken when the cohort is too small for the cross-validation; an error when absent. */
  defaultTheta?: number;
  /** Default 20. */
  minFoldSizeTheta?: number;
  /** The cohort's own rows, as the table has them in order. */
  target: Target;
  name: string;
  where: string;
  /**
   * Trains on the rows outside the fold, and on the outside rows with weight theta, and predicts the rows of the fold.
   * @param rows Places among the cohort's own rows.
   */
  predict(train: Int32Array, rows: Int32Array, theta: number): Promise<Float64Array>;
}

/**
 * Folds of the cross-validation: the largest of 3, 4 and 5 for which the rarest class has as many rows and a fold has
 * the smallest size at least; null when none will do.
 */
export function thetaFolds(target: Target, minFoldSizeTheta = 20): number | null {
  const rows = target.kind === "classes" ? target.codes.length : target.values.length;
  const counts = new Map<number, number>();
  if (target.kind === "classes")
    for (const code of target.codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const rarest = target.kind === "numbers" ? Infinity : counts.size < 2 ? 0 : Math.min(...counts.values());
  return [5, 4, 3].find((folds) => rarest >= folds && Math.floor(rows / folds) >= minFoldSizeTheta) ?? null;
}

/**
 * Refuses a choice among several weights that no folds and no `defaultTheta` can make.
 * @throws InputError
 */
export function checkThetaFolds({
  thetas,
  defaultTheta,
  minFoldSizeTheta = 20,
  target,
  name,
  where,
}: Omit<ThetaOptions, "predict">): void {
  if (thetas.length === 1 || defaultTheta !== undefined || thetaFolds(target, minFoldSizeTheta) !== null)
    return;
  throw new InputError(
    `${where}: cohort '${name}' is too small to choose 'theta' by cross-validation, for which 3 folds of ${minFoldSizeTheta} rows with every class in each are the least; give 'defaultTheta', one 'theta', or a smaller 'minFoldSizeTheta'`,
  );
}

/**
 * The weight of outside rows with the best mean AUC (the least mean squared error of a regression) in an unshuffled
 * stratified K-fold of the cohort's own rows; only a strictly better one replaces an earlier one (raimitigations). One
 * weight needs no choice.
 * @throws InputError when there are several weights, no folds will do and there is no `defaultTheta`.
 */
export async function chooseTheta(options: ThetaOptions): Promise<ThetaChoice> {
  const { thetas, defaultTheta, minFoldSizeTheta, target, predict } = options;
  checkThetaFolds(options);
  if (thetas.length === 1) return { theta: thetas[0]!, how: "given", folds: null, scores: [] };
  const folds = thetaFolds(target, minFoldSizeTheta);
  if (folds === null) return { theta: defaultTheta!, how: "default", folds: null, scores: [] };
  const fold =
    target.kind === "classes"
      ? stratifiedFolds(target.codes, folds)
      : consecutiveFolds(target.values.length, folds);
  const places = Int32Array.from(fold.keys());
  const scores: ThetaChoice["scores"] = [];
  for (const theta of thetas) {
    const byFold: number[] = [];
    for (let k = 0; k < folds; k++) {
      const held = places.filter((place) => fold[place] === k);
      const train = places.filter((place) => fold[place] !== k);
      byFold.push(scoreOf(await predict(train, held, theta), target, held));
    }
    scores.push({ theta, score: byFold.reduce((sum, score) => sum + score, 0) / folds, byFold });
  }
  const better = (a: number, b: number) => (target.kind === "classes" ? a > b : a < b);
  const best = scores.reduce((kept, each) => (better(each.score, kept.score) ? each : kept));
  return { theta: best.theta, how: "cross-validation", folds, scores };
}

/** AUC, of several classes the mean of each against the others; or the mean squared error. */
function scoreOf(predicted: Float64Array, target: Target, rows: Int32Array): number {
  if (target.kind === "numbers") {
    let sum = 0;
    rows.forEach((row, i) => (sum += (predicted[i]! - target.values[row]!) ** 2));
    return sum / rows.length;
  }
  const { count, codes } = target;
  const auc = (code: number, scores: Float64Array) =>
    areaUnderCurve(
      scores,
      Uint8Array.from(rows, (row) => (codes[row] === code ? 1 : 0)),
    );
  if (count === 2) return auc(1, predicted);
  const each = Array.from({ length: count }, (_, code) =>
    auc(
      code,
      Float64Array.from(rows, (_, i) => predicted[i * count + code]!),
    ),
  );
  const known = each.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
