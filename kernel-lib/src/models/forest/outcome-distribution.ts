import { table as arqueroTable, type ColumnTable } from "arquero";
import { randomKey } from "../../compute/random/index.js";
import { checkOptionNames, InputError, type ResultDocument } from "../../contract/index.js";
import { asTable, type TableLike } from "../../data/as-table.js";
import { conditionalDistribution, conditionalQuantiles, conditionalSamples } from "./conditional.js";
import { explainPrediction, type WeightedObservation } from "./explain.js";
import { applyFeatures } from "./features.js";
import { outcomeForest } from "./hierarchical/predict.js";
import { readPredictor } from "./predictor.js";

export interface OutcomeDistributionOptions {
  /** Probabilities between 0 and 1: columns `quantile:0.05` and so on, interpolated between outcomes. */
  quantiles?: readonly number[];
  /** Outcomes y: columns `P(<= y)`, the distribution function there. */
  at?: readonly number[];
  /** Draws of the outcome: columns `sample:1`, `sample:2` … Default 0. */
  samples?: number;
  /** Makes the draws repeatable. Default 1. */
  seed?: number;
  /** Default 0: one a core. */
  threads?: number;
}

/**
 * The whole distribution that a random forest of numbers gives each row (quantile regression forest, Meinshausen 2006):
 * every observation in a row's leaf weighs its share of that leaf, averaged over the trees. The mean, median and
 * standard deviation come with `fit.predict`.
 * @param fit A fit of `randomForest` or `hierarchicalForest`, or its document.
 * @returns One row for each row of the table.
 * @throws InputError for an unknown option or a wrong value, a fit of classes or of another model, or a column or level
 *   that does not fit.
 * @example
 * const rows = await outcomeDistribution(fit, homes, { quantiles: [0.05, 0.5, 0.95], at: [20] });
 */
export async function outcomeDistribution(
  fit: Pick<ResultDocument, "predictor">,
  table: TableLike,
  options: OutcomeDistributionOptions,
): Promise<ColumnTable> {
  const where = "outcomeDistribution";
  checkOptionNames(options, { where, known: ["quantiles", "at", "samples", "seed", "threads"] });
  const { quantiles = [], at = [], samples = 0, seed = 1, threads = 0 } = options;
  if (!Number.isInteger(samples) || samples < 0)
    throw new InputError(`${where}: 'samples' must be a whole number of at least 0, got ${samples}`);
  const level = quantiles.find((p) => !(p >= 0 && p <= 1));
  if (level !== undefined)
    throw new InputError(`${where}: 'quantiles' must lie between 0 and 1, got ${level}`);
  const place = at.find((y) => !Number.isFinite(y));
  if (place !== undefined) throw new InputError(`${where}: 'at' must hold finite numbers, got ${place}`);
  if (quantiles.length + at.length + samples === 0)
    throw new InputError(`${where}: nothing is asked for; give 'quantiles', 'at' or 'samples'`);
  const { forest, leaves, features } = numbersForest(fit, table, where);
  const columns: Record<string, Float64Array> = {};
  const add = (names: string[], values: Float64Array) =>
    names.forEach((name, k) => {
      columns[name] = Float64Array.from(
        { length: features.rows },
        (_, row) => values[row * names.length + k]!,
      );
    });
  if (quantiles.length > 0) {
    const found = await conditionalQuantiles(forest, features, { leaves, probabilities: quantiles, threads });
    add(
      quantiles.map((p) => `quantile:${p}`),
      found,
    );
  }
  if (at.length > 0) {
    add(
      at.map((y) => `P(<= ${y})`),
      await conditionalDistribution(forest, features, { leaves, at, threads }),
    );
  }
  if (samples > 0) {
    const drawn = { leaves, count: samples, key: randomKey(seed), threads };
    add(
      Array.from({ length: samples }, (_, k) => `sample:${k + 1}`),
      await conditionalSamples(forest, features, drawn),
    );
  }
  return arqueroTable(columns);
}

/**
 * Explains one prediction as weighted observations, heaviest first: the forest's mean is Σ weight · outcome where no
 * weights were given, and its quantiles are those of the outcomes with these weights (Meinshausen 2006).
 * @param fit A fit of `randomForest` or `hierarchicalForest`, or its document.
 * @param row Row of the table, from 0.
 * @returns Observations; `row` counts the rows that the forest was grown from, from 0.
 * @throws InputError when there is no such row, or the fit is of classes or of another model.
 * @example
 * const [heaviest] = explainOutcome(fit, homes, 0);
 */
export function explainOutcome(
  fit: Pick<ResultDocument, "predictor">,
  table: TableLike,
  row: number,
): WeightedObservation[] {
  const where = "explainOutcome";
  const { forest, y, weights, features } = numbersForest(fit, table, where);
  if (!Number.isInteger(row) || row < 0 || row >= features.rows)
    throw new InputError(`${where}: 'row' must be a whole number from 0 to ${features.rows - 1}, got ${row}`);
  return explainPrediction(forest, features, row, { y, weights });
}

/** The forest of the outcome; of a hierarchical one the top, which reads the class as the proxies tell it. */
function numbersForest(fit: Pick<ResultDocument, "predictor">, like: TableLike, where: string) {
  const table = asTable(like, where);
  const found =
    fit.predictor?.kind === "hierarchical-forest"
      ? outcomeForest(fit, table, where)
      : { top: readPredictor(fit, where), features: null };
  const { forest, training } = found.top;
  if (!training) {
    throw new InputError(
      `${where}: this forest predicts classes, and only a forest of numbers has a distribution of outcomes`,
    );
  }
  const features = found.features ?? applyFeatures(forest.recipe, table, { where });
  return { forest, features, ...training };
}
