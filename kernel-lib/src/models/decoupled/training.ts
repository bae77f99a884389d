import { foldIn, type Key } from "../../compute/random/index.js";
import { InputError } from "../../contract/index.js";
import { takeRows } from "../../data/take-rows.js";
import { takeTarget } from "./estimators/target.js";
import { predictTrained, type Train, type Trained } from "./estimators/trained.js";
import type { DecoupledOptions, DecoupledProblem } from "./prepare.js";
import { unseenLevels } from "./seen-levels.js";
import { checkThetaFolds, chooseTheta, type ThetaChoice } from "./theta.js";

const where = "decoupled";

export interface TrainingPlan {
  problem: DecoupledProblem;
  train: Train;
  key: Key;
  /** Rows kept from training (1); null for none. */
  held: Uint8Array | null;
  /** Called before every model. */
  step(): Promise<void>;
  /** Rows in which the text of a feature was new to the model that judged them, by feature; filled as they are judged. */
  unseen: Map<string, number>;
}

/** Weight of the outside rows of each cohort; null where it has none. */
export type Thetas = (number | null)[];

/** Chooses the weight of outside rows of every cohort that needs help; by cohort, null where it needs none. */
export async function chooseThetas(
  plan: TrainingPlan,
  { defaultTheta, minFoldSizeTheta }: DecoupledOptions,
): Promise<(ThetaChoice | null)[]> {
  const { problem, train, key } = plan;
  const { cohorts, helped, thetas } = problem;
  const choices: (ThetaChoice | null)[] = cohorts.map(() => null);
  const tasks = helped.map(({ cohort: k }) => {
    const own = usable(plan, cohorts[k]!.rows);
    const { name } = cohorts[k]!;
    const target = takeTarget(problem.target, own);
    return { k, own, options: { thetas: thetas!, defaultTheta, minFoldSizeTheta, target, name, where } };
  });
  for (const { options } of tasks) checkThetaFolds(options);
  for (const { k, own, options } of tasks) {
    let fits = 0;
    choices[k] = await chooseTheta({
      ...options,
      async predict(training, held, theta) {
        await plan.step();
        const { rows, weights } = withOutside(
          plan,
          k,
          training.map((place) => own[place]!),
          theta,
        );
        const trained = await train(rows, weights, foldIn(foldIn(key, k), fits++));
        return await predictRows(
          plan,
          trained,
          held.map((place) => own[place]!),
        );
      },
    });
  }
  return choices;
}

/** A model for each cohort, from all rows it may use. */
export async function trainCohorts(plan: TrainingPlan, thetas: Thetas): Promise<Trained[]> {
  const trained: Trained[] = [];
  let first: Float64Array = new Float64Array(0);
  for (const [k, { rows }] of plan.problem.cohorts.entries()) {
    await plan.step();
    const own = withOutside(plan, k, usable(plan, rows), thetas[k]!);
    trained.push(await plan.train(own.rows, own.weights, foldIn(plan.key, k)));
    if (k === 0) first = await sample(plan, trained[0]!);
  }
  const again = await sample(plan, trained[0]!);
  if (again.some((value, i) => value !== first[i])) {
    throw new InputError(
      `${where}: 'estimator' keeps what it learns where all cohorts share it, so that one cohort's training changed another's model; give it a method 'clone', or give a function that makes one`,
    );
  }
  return trained;
}

/** What an estimator of the analyst's own says of its first rows; nothing for the others, which cannot go astray. */
async function sample(plan: TrainingPlan, trained: Trained): Promise<Float64Array> {
  if (trained.model.kind !== "custom") return new Float64Array(0);
  return predictRows(plan, trained, usable(plan, plan.problem.cohorts[0]!.rows).subarray(0, 20));
}

/** Predictions of every cohort's rows by its model: rows × width. */
export async function predictCohorts(
  plan: TrainingPlan,
  trained: readonly Trained[],
  rowsOf: (k: number) => Int32Array,
  into: Float64Array,
): Promise<void> {
  for (const [k, model] of trained.entries()) {
    const rows = rowsOf(k);
    if (rows.length === 0) continue;
    countUnseen(plan, model, rows);
    scatter(await predictRows(plan, model, rows), rows, into);
  }
}

/**
 * Predictions of every row by a model of its cohort that did not see it: rows × width.
 * @param only Cohorts to predict; the others' rows are left as they are in `into`.
 */
export async function outOfFold(
  plan: TrainingPlan,
  {
    fold,
    folds,
    thetas,
    into,
    only = null,
  }: { fold: Int32Array; folds: number; thetas: Thetas; into: Float64Array; only?: Set<number> | null },
): Promise<void> {
  for (const [k, { rows }] of plan.problem.cohorts.entries()) {
    if (only && !only.has(k)) continue;
    for (let f = 0; f < folds; f++) {
      const left = rows.filter((row) => fold[row] === f);
      if (left.length === 0) continue;
      await plan.step();
      const own = withOutside(
        plan,
        k,
        rows.filter((row) => fold[row] !== f),
        thetas[k]!,
      );
      const trained = await plan.train(own.rows, own.weights, foldIn(foldIn(plan.key, k), f));
      countUnseen(plan, trained, left);
      scatter(await predictRows(plan, trained, left), left, into);
    }
  }
}

/** Predictions of one model for all cohorts: out of fold, or of held-out rows where folds are null. */
export async function pooledScores(
  plan: TrainingPlan,
  {
    fold,
    folds,
    into,
  }: { fold: Int32Array; folds: number; into: Float64Array } | { fold: null; folds: 0; into: Float64Array },
): Promise<void> {
  const { problem, held, key } = plan;
  const all = Int32Array.from({ length: problem.table.rows }, (_, row) => row);
  const fits = fold
    ? Array.from({ length: folds }, (_, f) => (row: number) => fold[row] === f)
    : [(row: number) => held![row] === 1];
  for (const [f, isLeft] of fits.entries()) {
    await plan.step();
    const rows = all.filter((row) => !isLeft(row));
    const trained = await plan.train(rows, weightsOf(problem, rows), foldIn(key, f));
    const left = all.filter(isLeft);
    scatter(await predictRows(plan, trained, left), left, into);
  }
}

/** Own rows with their weights, and with theta the rows of every cohort that helps, theta times theirs. */
function withOutside(
  plan: TrainingPlan,
  k: number,
  own: Int32Array,
  theta: number | null,
): { rows: Int32Array; weights: Float64Array | null } {
  const { problem } = plan;
  if (theta === null) return { rows: own, weights: weightsOf(problem, own) };
  const helpers = problem.helped.find(({ cohort }) => cohort === k)!.others.filter(({ helps }) => helps);
  const outside = helpers.flatMap(({ cohort }) => Array.from(usable(plan, problem.cohorts[cohort]!.rows)));
  const rows = Int32Array.from([...own, ...outside]);
  const weights = Float64Array.from(
    rows,
    (row, i) => (problem.weights?.[row] ?? 1) * (i < own.length ? 1 : theta),
  );
  return { rows, weights };
}

const weightsOf = ({ weights }: DecoupledProblem, rows: Int32Array): Float64Array | null =>
  weights && Float64Array.from(rows, (row) => weights[row]!);

const usable = ({ held }: TrainingPlan, rows: Int32Array): Int32Array =>
  held ? rows.filter((row) => !held[row]) : rows;

async function predictRows(
  { problem }: TrainingPlan,
  trained: Trained,
  rows: Int32Array,
): Promise<Float64Array> {
  const { target, table } = problem;
  const count = target.kind === "classes" ? target.count : null;
  return await predictTrained(trained, takeRows(table, rows), { count, where });
}

function countUnseen({ problem, unseen }: TrainingPlan, trained: Trained, rows: Int32Array): void {
  for (const names of unseenLevels(trained.levels, takeRows(problem.table, rows))) {
    for (const name of names ?? []) unseen.set(name, (unseen.get(name) ?? 0) + 1);
  }
}

function scatter(values: Float64Array, rows: Int32Array, into: Float64Array): void {
  const width = values.length / rows.length;
  rows.forEach((row, i) => {
    for (let j = 0; j < width; j++) into[row * width + j] = values[i * width + j]!;
  });
}
