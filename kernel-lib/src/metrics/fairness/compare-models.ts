import { InputError } from "../../contract/index.js";
import { randomKey } from "../../compute/random/index.js";
import { type BootstrapOptions, type Estimate, resample, withInterval } from "./bootstrap.js";
import { checkBootstraps, type Measured } from "./group-metrics.js";
import { everyone, groupSets } from "./group-sets.js";
import { type GroupMeasure, groupMeasures, measureGroups, unscoredMeasures } from "./measures.js";
import { binary, checkedPredictions, checkedWeights, type PredictionsInput } from "./sample.js";

export interface CompareModelsInput {
  /** 1 (or true) where the row is positive, else 0. */
  labels: ArrayLike<number | boolean>;
  /** The cohort of each row. */
  cohorts: readonly string[];
  /** What each model says of the same rows. The others are compared with the first. */
  models: readonly (PredictionsInput & { name: string })[];
  /** Weights of the rows, at least 0. Default 1. */
  weights?: ArrayLike<number>;
}

export interface ModelComparison {
  /** Name of the first model, which the differences are taken from. */
  reference: string;
  measures: GroupMeasure[];
  /** All rows together (`cohort` null), then each cohort. */
  cohorts: {
    cohort: string | null;
    rows: number;
    models: {
      name: string;
      metrics: Measured;
      /** This model − the reference, each with the interval of paired resamples; null for the reference itself. */
      difference: Measured | null;
    }[];
  }[];
  level: number;
  bootstraps: number;
}

/**
 * Models side by side on the same rows, overall and in each cohort: what did decoupling buy? Every resample of the rows
 * is the same for all models, so that the intervals of differences are those of a paired comparison.
 * @throws InputError as `groupMetrics`, and when fewer than two models are given or a name comes twice.
 */
export async function compareModels(
  input: CompareModelsInput,
  options: BootstrapOptions = {},
): Promise<ModelComparison> {
  const { bootstraps = 200, level = 0.95, key = randomKey(0), run } = options;
  const where = "compareModels";
  checkBootstraps(where, bootstraps, level);
  const names = input.models.map(({ name }) => name);
  if (names.length < 2) throw new InputError(`${where}: give at least two models, got ${names.length}`);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new InputError(`${where}: two models are called '${twice}'`);
  const rows = input.labels.length;
  if (rows === 0) throw new InputError(`${where}: there are no rows`);
  const labels = binary(where, "labels", input.labels);
  const weights = checkedWeights(where, input.weights, rows);
  const models = input.models.map((model) =>
    checkedPredictions(`${where}: model '${model.name}'`, model, rows),
  );
  const [byCohort] = groupSets(where, [input.cohorts], ["cohorts"], rows);
  const sets = [everyone(rows), byCohort!];

  /** Models × (all rows, then cohorts) × measures. */
  const measure = (of: Float64Array) =>
    models.map((model) =>
      sets.flatMap(({ codes, levels }) => [...measureGroups(labels, model, codes, levels.length, of)]),
    );
  await run?.breathe();
  const estimates = measure(weights);
  const replicates: number[][][] = [];
  const done = await resample(weights, { bootstraps, key, run }, (drawn) => replicates.push(measure(drawn)));

  const scored = models.some(({ scores }) => scores);
  const measures = groupMeasures.slice(0, scored ? groupMeasures.length : unscoredMeasures);
  const measured = (of: (values: number[][], at: number) => number, group: number): Measured =>
    Object.fromEntries(
      measures.map((name): [GroupMeasure, Estimate] => {
        const at = group * groupMeasures.length + groupMeasures.indexOf(name);
        return [
          name,
          withInterval(
            of(estimates, at),
            replicates.map((values) => of(values, at)),
            level,
          ),
        ];
      }),
    );
  return {
    reference: names[0]!,
    measures,
    cohorts: sets
      .flatMap((set) => set.levels.map(([cohort = null], index) => ({ cohort, rows: set.rows[index]! })))
      .map(({ cohort, rows }, group) => ({
        cohort,
        rows,
        models: names.map((name, model) => ({
          name,
          metrics: measured((values, at) => values[model]![at]!, group),
          difference:
            model === 0 ? null : measured((values, at) => values[model]![at]! - values[0]![at]!, group),
        })),
      })),
    level,
    bootstraps: done,
  };
}
