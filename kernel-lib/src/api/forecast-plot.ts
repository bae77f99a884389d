import { forecastChart } from "../charts/forecast.js";
import { InputError } from "../contract/index.js";
import { asTable, type TableLike } from "../data/as-table.js";
import { columnOf, numbers } from "../data/design/numbers.js";
import { type Chart, createChart } from "../notebook/chart.js";

export interface ForecastPlotOptions {
  /** Column of what came. */
  observed: string;
  /** Column of dates. Default `date`. */
  date?: string;
  /** Column of the forecast. Default `fitted`, as predictions have it. */
  fitted?: string;
  /** Columns between which the outcome should lie. Default `predictionLower` and `predictionUpper`. */
  interval?: readonly [lower: string, upper: string];
  /** What the interval promises to hold, between 0 and 1, to be said beside what it held. */
  level?: number;
  /** Default: "Forecast of" the observed column. */
  title?: string;
}

const where = "forecastPlot";

/**
 * Outcomes in the order of time with their forecasts and intervals, and how many of them the intervals held. Rows
 * without an outcome, days to come, are drawn without one.
 * @param table A row a day: what came, and what was predicted.
 * @throws InputError for columns that are not there or of another kind, and for rows without a date or a forecast.
 * @example
 * forecastPlot(test.assign(fit.predict(test)), { observed: "count", level: 0.9 })
 */
export function forecastPlot(table: TableLike, options: ForecastPlotOptions): Chart {
  const {
    observed,
    date = "date",
    fitted = "fitted",
    interval: [lower, upper] = ["predictionLower", "predictionUpper"],
    level,
    title = `Forecast of ${observed}`,
  } = options;
  const days = asTable(table, where);
  if (days.rows === 0) throw new InputError(`${where}: the table is empty`);
  if (level !== undefined && !(level > 0 && level < 1)) {
    throw new InputError(`${where}: 'level' must be between 0 and 1, got ${level}`);
  }
  const dates = columnOf(days, date, { where, field: "date" });
  if (dates.kind !== "date") {
    throw new InputError(
      `${where}: 'date' needs dates, but column '${date}' holds ${dates.kind === "text" ? "text" : "numbers"}`,
    );
  }
  const read = (name: string, field: string, gaps = false): Float64Array => {
    const values = name === date ? dates.values : numbers(days, name, { where, field });
    const row = gaps ? -1 : values.findIndex((value) => !Number.isFinite(value));
    if (row < 0) return values;
    throw new InputError(`${where}: '${field}' names column '${name}', which has no value in row ${row + 1}`);
  };
  const order = Array.from(read(date, "date").keys()).sort((a, b) => dates.values[a]! - dates.values[b]!);
  const sorted = (values: Float64Array) => Float64Array.from(order, (row) => values[row]!);
  return createChart(
    forecastChart({
      dates: sorted(dates.values),
      observed: sorted(read(observed, "observed", true)),
      fitted: sorted(read(fitted, "fitted")),
      lower: sorted(read(lower, "interval")),
      upper: sorted(read(upper, "interval")),
      outcome: observed,
      title,
      level: level ?? null,
    }),
  );
}
