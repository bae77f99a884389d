export { dailySeries, type DailySeriesOptions } from "./daily-series.js";
export { type LagOptions, withLags } from "./lags.js";
export { splitByTime, type TimeSplitOptions } from "./split-by-time.js";
