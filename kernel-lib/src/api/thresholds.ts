import {
  type LossOptions,
  type TradeOff,
  tradeOff as traceTradeOff,
} from "../models/decoupled/frontier/index.js";
import {
  chooseThresholds as chooseBest,
  type ScoredCohort,
  type ThresholdChoice,
  type ThresholdOptions,
} from "../models/decoupled/thresholds/index.js";
import { binary } from "../metrics/fairness/sample.js";
import { interruptible } from "../notebook/index.js";

/** The rows of one cohort, with scores that say how likely each is positive. */
export interface CohortScores {
  name: string;
  scores: ArrayLike<number>;
  /** 1 (or true) where the row is positive, else 0. */
  labels: ArrayLike<number | boolean>;
  /** Weights of the rows, at least 0. Default 1. */
  weights?: ArrayLike<number>;
}

export type ChooseThresholdsOptions = Omit<ThresholdOptions, "run">;

export interface TradeOffOptions extends LossOptions {
  /** The same cohorts, in the same order, with other rows: those to judge the thresholds on. */
  heldOut?: readonly CohortScores[];
  /** Other thresholds to place beside the curve, such as one for all. */
  candidates?: readonly { name: string; thresholds: number[] }[];
}

/**
 * Thresholds for several cohorts at once, from scores of your own: those that minimise
 * λ · error + (1 − λ) · fairness loss over every possible set, with the proof that none is better. A row is positive
 * where its score is at least its cohort's threshold. Without a `loss` each cohort is cut by `rule`. `decoupled` with
 * `score` does the same for a table, and judges the thresholds on rows that had no part in choosing them.
 *
 * With e_k a cohort's share of errors (or cost), p_k its rate and v̄ the plain mean over cohorts, the losses are
 * - `balanced`: the mean of e_k; `worst-group-error`: the largest e_k
 * - `numerical-parity`: Σ |p_k − p̄|, p_k = positives predicted in k / rows of all cohorts
 * - `demographic-parity`: the same, p_k = positives predicted in k / rows of k
 * - `equal-opportunity`: the same of true-positive rates; `equalised-odds`: of true- and of false-positive rates, added
 * - `predictive-parity`: the same of precisions
 *
 * @throws InputError for empty cohorts, lengths that differ, scores that are not finite, or options out of range.
 * @example
 * await chooseThresholds(
 *   [{ name: "a", scores: [0.2, 0.6, 0.9], labels: [0, 1, 1] }, { name: "b", scores: [0.1, 0.4], labels: [0, 1] }],
 *   { loss: "demographic-parity", lambda: 0.5 },
 * );
 */
export async function chooseThresholds(
  cohorts: readonly CohortScores[],
  options: ChooseThresholdsOptions = {},
): Promise<ThresholdChoice> {
  const read = cohorts.map(scored("chooseThresholds"));
  return await interruptible("chooseThresholds", (run) => chooseBest(read, { ...options, run }));
}

/**
 * The whole trade-off between error and fairness for scores of your own: every set of thresholds that is optimal for
 * some range of λ, with the exact λ where one gives way to the next, from the fairest (λ = 0) to the one of least error
 * (λ = 1). The losses are those of `chooseThresholds`. With `heldOut`, each set is judged on other rows as well, and
 * `dominated` says where another does better there in both.
 * @throws InputError as `chooseThresholds`, and when the held-out cohorts are not the same.
 */
export async function tradeOff(
  cohorts: readonly CohortScores[],
  { heldOut, ...options }: TradeOffOptions,
): Promise<TradeOff> {
  const read = cohorts.map(scored("tradeOff"));
  const judge = heldOut?.map(scored("tradeOff"));
  return await interruptible("tradeOff", (run) => traceTradeOff(read, { ...options, heldOut: judge, run }));
}

const scored =
  (where: string) =>
  ({ name, scores, labels, weights }: CohortScores): ScoredCohort => ({
    name,
    scores: Float64Array.from(scores),
    labels: binary(where, `labels of cohort ${name}`, labels),
    ...(weights && { weights: Float64Array.from(weights) }),
  });
