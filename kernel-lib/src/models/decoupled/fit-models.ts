import type { randomKey } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import { CancelledError, InputError } from "../../contract/index.js";
import type { DecoupledDetails } from "./details.js";
import { outputWidth } from "./estimators/target.js";
import { type Trained, trainerOf } from "./estimators/trained.js";
import { foldsOfRows, heldRows } from "./judged-rows.js";
import type { DecoupledOptions, DecoupledProblem } from "./prepare.js";
import { rowsWhere } from "./rows.js";
import type { ThetaChoice } from "./theta.js";
import {
  chooseThetas,
  outOfFold,
  pooledScores,
  predictCohorts,
  type Thetas,
  trainCohorts,
  type TrainingPlan,
} from "./training.js";

/** Models, and the scores that thresholds are chosen and judged on. */
export interface Fitted {
  /** By cohort; null where ready-made scores are given. */
  trained: Trained[] | null;
  thetas: (ThetaChoice | null)[];
  chosenOn: DecoupledDetails["chosenOn"];
  judgedOn: Float64Array;
  /** Rows with a score to judge by. */
  judgedRows: Int32Array;
  fold: Int32Array;
  folds: number;
  /** Scores of the single model, and of each cohort's own rows alone where others help; null where there are none. */
  pooled: Float64Array | null;
  alone: Float64Array | null;
  /** Rows judged by a model to which the text of a feature was new, by feature. */
  unseen: Map<string, number>;
  interrupted: boolean;
}

/**
 * Trains what predicts and what is compared with it, and scores rows by models that did not see them.
 * @throws CancelledError when cancelled before every cohort has a model; later, what is missing is left out and flagged.
 */
export async function fitModels(
  problem: DecoupledProblem,
  options: DecoupledOptions,
  { key, run }: { key: ReturnType<typeof randomKey>; run: RunContext },
): Promise<Fitted> {
  const { select = "out-of-fold", folds = 5, heldOut = 0.25 } = options;
  const { table, cohorts, target } = problem;
  const fold = foldsOfRows(problem, folds, key);
  const all = rowsWhere(table.rows, () => true);
  if (problem.score) {
    const chosenOn = { kind: "score" as const, scores: problem.score };
    const rest = { pooled: null, alone: null, unseen: new Map<string, number>(), interrupted: false };
    const none = cohorts.map(() => null);
    return {
      trained: null,
      thetas: none,
      chosenOn,
      judgedOn: problem.score,
      judgedRows: all,
      fold,
      folds,
      ...rest,
    };
  }
  const held = select === "held-out" ? heldRows(problem, heldOut, key) : null;
  const without = held && cohorts.find(({ rows }) => rows.every((row) => !held[row]));
  if (without) {
    throw new InputError(
      `decoupled: cohort '${without.name}' is too small to hold out ${heldOut} of its ${without.rows.length} rows; raise 'heldOut', or select "out-of-fold"`,
    );
  }
  const steps = stepsOf(problem, { folds, isHeld: held !== null });
  let step = 0;
  const plan: TrainingPlan = {
    problem,
    train: trainerOf(problem, options, run),
    key,
    held,
    unseen: new Map(),
    async step() {
      if (run.cancelled) throw new CancelledError("decoupled: cancelled before every cohort had a model");
      const done = Math.min(++step, steps);
      run.report({
        phase: "training models",
        step: done,
        steps,
        parts: { name: "models", done, total: steps },
      });
      await run.breathe();
    },
  };
  const thetas = await chooseThetas(plan, options);
  const weights: Thetas = thetas.map((choice) => choice && choice.theta);
  const trained = await trainCohorts(plan, weights);

  const blank = () => new Float64Array(table.rows * outputWidth(target)).fill(NaN);
  const judgedOn = blank();
  const fallback = async (): Promise<Fitted> => {
    const scores = blank();
    await predictCohorts(plan, trained, (k) => cohorts[k]!.rows, scores);
    const chosenOn = { kind: "training" as const, scores };
    const rest = { pooled: null, alone: null, unseen: plan.unseen, interrupted: true };
    return { trained, thetas, chosenOn, judgedOn: scores, judgedRows: all, fold, folds, ...rest };
  };
  try {
    const isHelped = new Set(thetas.flatMap((choice, k) => (choice ? [k] : [])));
    const noThetas: Thetas = cohorts.map(() => null);
    const heldRowsOf = (k: number) => cohorts[k]!.rows.filter((row) => held![row] === 1);
    let alone: Float64Array | null = null;
    const pooled = blank();
    if (held) {
      await predictCohorts(plan, trained, heldRowsOf, judgedOn);
      if (isHelped.size > 0) {
        alone = judgedOn.slice();
        const own = await trainCohorts(plan, noThetas);
        await predictCohorts(plan, own, heldRowsOf, alone);
      }
      await pooledScores(plan, { fold: null, folds: 0, into: pooled });
    } else {
      await outOfFold(plan, { fold, folds, thetas: weights, into: judgedOn });
      if (isHelped.size > 0) {
        alone = judgedOn.slice();
        await outOfFold(plan, { fold, folds, thetas: noThetas, into: alone, only: isHelped });
      }
      await pooledScores(plan, { fold, folds, into: pooled });
    }
    let scores = judgedOn;
    if (select === "training") {
      scores = blank();
      await predictCohorts(plan, trained, (k) => cohorts[k]!.rows, scores);
    }
    const judgedRows = held ? rowsWhere(table.rows, (row) => held[row] === 1) : all;
    return {
      trained,
      thetas,
      chosenOn: { kind: select, scores },
      judgedOn,
      judgedRows,
      fold,
      folds,
      pooled,
      alone,
      unseen: plan.unseen,
      interrupted: false,
    };
  } catch (error) {
    if (error instanceof CancelledError) return fallback();
    throw error;
  }
}

function stepsOf(
  { cohorts, helped, thetas }: DecoupledProblem,
  { folds, isHeld }: { folds: number; isHeld: boolean },
): number {
  const rounds = isHeld ? 1 : folds;
  const forThetas = thetas && thetas.length > 1 ? helped.length * thetas.length * 5 : 0;
  return (
    forThetas + cohorts.length + (isHeld ? 0 : cohorts.length * rounds) + helped.length * rounds + rounds
  );
}
