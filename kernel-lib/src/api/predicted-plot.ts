import { predictedObservedChart } from "../charts/predicted-observed.js";
import { InputError } from "../contract/index.js";
import { asTable, type TableLike } from "../data/as-table.js";
import { numbers } from "../data/design/index.js";
import { type Chart, createChart } from "../notebook/chart.js";

export interface PredictedPlotOptions {
  /** Column of what came. */
  observed: string;
  /** Column of the prediction. Default `fitted`, as predictions have it. */
  fitted?: string;
  /** Columns between which the outcome should lie. Default `predictionLower` and `predictionUpper`. */
  interval?: readonly [lower: string, upper: string];
  /** Columns of the calibrated interval. Default `conformalLower` and `conformalUpper`, where the table has them. */
  calibrated?: readonly [lower: string, upper: string];
  /** What the intervals promise to hold, between 0 and 1. Default 0.9. */
  level?: number;
  /** Default "Observed against predicted, with prediction intervals". */
  title?: string;
}

const where = "predictedPlot";

/**
 * Outcomes against their predictions, with the mean prediction interval of rows predicted alike as a ribbon: the
 * figures of X. Li, "Unaware Fairness". The rows should be new to the model that predicted them.
 * @throws InputError for columns that are not there or hold no numbers, and when no row has a prediction with an
 *   interval.
 * @example
 * predictedPlot(test.assign(fit.predict(test)), { observed: "y" })
 */
export function predictedPlot(like: TableLike, options: PredictedPlotOptions): Chart {
  const { observed, fitted = "fitted", level = 0.9, title } = options;
  const table = asTable(like, where);
  const read = (name: string, field: string) => numbers(table, name, { where, field });
  const ends = options.interval ?? ["predictionLower", "predictionUpper"];
  const usual = ["conformalLower", "conformalUpper"] as const;
  const calibrated =
    options.calibrated ?? (usual.every((name) => table.columnNames.includes(name)) ? usual : null);
  const none = new Float64Array(table.rows).fill(NaN);
  const spec = predictedObservedChart({
    outcome: observed,
    observed: read(observed, "observed"),
    predicted: read(fitted, "fitted"),
    intervals: {
      level,
      lower: read(ends[0], "interval"),
      upper: read(ends[1], "interval"),
      conformalLower: calibrated ? read(calibrated[0], "calibrated") : none,
      conformalUpper: calibrated ? read(calibrated[1], "calibrated") : none,
    },
    ...(title !== undefined && { title }),
  });
  if (!spec) throw new InputError(`${where}: no row has a prediction with an interval`);
  return createChart(spec);
}
