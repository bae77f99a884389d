import type { RunContext } from "../../../compute/run.js";
import { areaUnderCurve } from "../../../metrics/auc.js";
import type { CalibrationBin } from "../../../metrics/index.js";
import { calibrationCurve } from "../../../metrics/fairness/calibration.js";
import type { Target } from "../grow-forest.js";
import { type ClassError, classError, regressionError } from "../statistics.js";

/** How well the proxies recover one class. */
export interface RecoveryByClass {
  class: string;
  rows: number;
  /** Share of the class, by weight. */
  observed: number;
  /** Mean probability of it. */
  estimated: number;
  sensitivity: number;
  precision: number;
  /** Of this class against all others. */
  auc: number;
  brier: number;
  calibration: CalibrationBin[];
}

export interface ClassRecovery {
  errors: ClassError;
  /** Mean over the classes. */
  auc: number;
  byClass: RecoveryByClass[];
}

type Classes = Extract<Target, { kind: "classes" }>;

/** Accuracy, AUC and calibration by class of estimates that did not see the rows. */
export async function recoverClasses(
  target: Classes,
  estimates: Float64Array,
  weights: Float64Array | null,
  run: Pick<RunContext, "breathe">,
): Promise<ClassRecovery> {
  const { levels, y } = target;
  const classes = levels.length;
  const errors = classError(target, estimates, weights);
  const known = Int32Array.from(y.keys()).filter((row) => !Number.isNaN(estimates[row * classes]));
  const weight = Float64Array.from(known, (row) => weights?.[row] ?? 1);
  const total = weight.reduce((sum, each) => sum + each, 0);
  const nobody = new Int32Array(known.length);
  const byClass: RecoveryByClass[] = [];
  for (const [k, level] of levels.entries()) {
    await run.breathe();
    const scores = Float64Array.from(known, (row) => estimates[row * classes + k]!);
    const labels = Uint8Array.from(known, (row) => +(y[row] === k));
    let predicted = 0;
    for (let i = 0; i < classes; i++) predicted += errors.confusion[i * classes + k]!;
    const right = errors.confusion[k * classes + k]!;
    byClass.push({
      class: level,
      rows: errors.counts[k]!,
      observed: errors.totals[k]! / total,
      estimated: scores.reduce((sum, score, i) => sum + weight[i]! * score, 0) / total,
      sensitivity: right / errors.totals[k]!,
      precision: right / predicted,
      auc: areaUnderCurve(scores, labels, weight),
      brier: errors.brierByClass[k]!,
      calibration: calibrationCurve(labels, scores, weight, nobody, 0),
    });
  }
  const ranked = byClass.map(({ auc }) => auc).filter((auc) => !Number.isNaN(auc));
  return { errors, auc: ranked.reduce((sum, auc) => sum + auc, 0) / ranked.length, byClass };
}

export interface NumberRecovery {
  rows: number;
  mse: number;
  mae: number;
  bias: number;
  rSquared: number;
  correlation: number;
  /** By tenths of the estimates. */
  calibration: CalibrationBin[];
}

/** How well the proxies recover a number. */
export function recoverNumber(
  y: Float64Array,
  estimates: Float64Array,
  weights: Float64Array | null,
): NumberRecovery {
  const { rows, mse, mae, bias, variance } = regressionError(y, estimates, weights);
  const known = Int32Array.from(y.keys()).filter((row) => !Number.isNaN(estimates[row]));
  const w = (row: number) => weights?.[row] ?? 1;
  const meanOf = (of: (row: number) => number, among: ArrayLike<number> = known) => {
    let [sum, total] = [0, 0];
    for (let i = 0; i < among.length; i++) {
      sum += w(among[i]!) * of(among[i]!);
      total += w(among[i]!);
    }
    return sum / total;
  };
  const [meanY, meanE] = [meanOf((row) => y[row]!), meanOf((row) => estimates[row]!)];
  const covariance = meanOf((row) => (y[row]! - meanY) * (estimates[row]! - meanE));
  const spread = meanOf((row) => (estimates[row]! - meanE) ** 2);
  const order = known.sort((a, b) => estimates[a]! - estimates[b]! || a - b);
  const edge = (tenth: number) => Math.round((tenth * order.length) / 10);
  const calibration = Array.from({ length: 10 }, (_, tenth) => order.subarray(edge(tenth), edge(tenth + 1)))
    .filter((members) => members.length > 0)
    .map((members) => ({
      from: estimates[members[0]!]!,
      to: estimates[members.at(-1)!]!,
      weight: members.reduce((sum, row) => sum + w(row), 0),
      meanScore: meanOf((row) => estimates[row]!, members),
      observed: meanOf((row) => y[row]!, members),
    }));
  return {
    ...{ rows, mse, mae, bias, calibration },
    rSquared: 1 - mse / variance,
    correlation: covariance / Math.sqrt(variance * spread),
  };
}
