import type { Cell, ResultDocument, ResultTable } from "quetelet/contract";
import { formatStatistic, formatValue } from "../ui/format";
import type { PrintCell } from "../ui/data-table";
import type { Trans } from "../ui/translation";
import { orderedStatistics } from "../viewer/order";
import { statisticLabel } from "../viewer/words";
import type { Compared } from "./compared";

/** Where the lowest is the best, given the same rows. */
const criteria = ["aic", "bic", "bicObservations", "adjustedBic", "icl"];
const errors = [
  "meanSquaredError",
  "oobMse",
  "oobMae",
  "oobError",
  "oobBrier",
  "oobLogLoss",
  "rmse",
  "heldOutError",
];

interface FitTableOptions {
  baseline: number;
  /** Whether likelihoods may be compared at all. */
  comparable: boolean;
  trans: Trans;
}

/** A row a statistic: its value in each result, and how far each is from the baseline's. */
export function fitTable(
  all: readonly Compared[],
  { baseline, comparable, trans }: FitTableOptions,
): ResultTable {
  const fits = all.map(({ result }) => withMeanSquaredError(result));
  const names = orderedStatistics(Object.assign({}, ...fits) as ResultDocument["fit"]).map(([name]) => name);
  const base = all[baseline]!;
  const others = all.filter((each) => each !== base);
  const rows = names.map((name) => {
    const value = (at: number) => fits[at]![name] ?? null;
    const from = value(baseline);
    const row: Record<string, Cell> = { key: name, statistic: statisticName(name, trans) };
    for (const [at, { letter }] of all.entries()) {
      row[letter] = value(at);
      if (at !== baseline) row[`${letter} - ${base.letter}`] = minus(value(at), from);
    }
    if (criteria.includes(name) || errors.includes(name))
      row.lowest = comparable ? lowest(all, fits, name) : null;
    return row;
  });
  return {
    title: trans.__("Fit statistics"),
    columns: [
      { name: "statistic", label: trans.__("Statistic"), type: "text" },
      ...all.map(({ letter }) => ({ name: letter, type: "number" as const })),
      ...others.map(({ letter }) => ({
        name: `${letter} - ${base.letter}`,
        label: `${letter} − ${base.letter}`,
        type: "number" as const,
      })),
      ...(comparable ? [{ name: "lowest", label: trans.__("Lowest"), type: "text" as const }] : []),
    ],
    rows,
    notes: [
      trans.__("Differences are from %1, the baseline.", base.letter),
      comparable
        ? trans.__(
            "“Lowest” marks the smallest AIC, BIC or error: the better of these, which may still be a poor model.",
          )
        : trans.__("No lowest AIC or BIC is marked, for the reasons given above."),
    ],
  };
}

/** Statistics have formats of their own; a whole difference of likelihoods is no count. */
export const printStatistic: PrintCell = (value, column, row) => {
  if (column.type === "text" || typeof value === "string")
    return value === null ? "" : formatValue(value, column);
  return formatStatistic(String(row.key), value as number | null);
};

/** The one error that least squares and forests share, where a regression tells its sum of squares. */
function withMeanSquaredError(result: ResultDocument): ResultDocument["fit"] {
  const { fit, model, config } = result;
  const gaussian =
    model === "ols" || (model === "glm" && (!("family" in config) || config.family === "gaussian"));
  const weighted = "weights" in config && config.weights !== undefined;
  if (!gaussian || weighted || typeof fit.deviance !== "number" || !fit.nObs) return fit;
  return { ...fit, meanSquaredError: fit.deviance / fit.nObs };
}

function statisticName(name: string, trans: Trans): string {
  return name === "meanSquaredError"
    ? trans.__("Mean squared error, rows fitted")
    : statisticLabel(name, trans);
}

function minus(value: number | null, from: number | null): number | null {
  return value === null || from === null ? null : value - from;
}

/** The letters of those that share the smallest value; nothing where fewer than two have one. */
function lowest(
  all: readonly Compared[],
  fits: readonly ResultDocument["fit"][],
  name: string,
): string | null {
  const values = all.flatMap(({ letter }, at) => {
    const value = fits[at]![name];
    return typeof value === "number" ? [{ letter, value }] : [];
  });
  if (values.length < 2) return null;
  const least = Math.min(...values.map(({ value }) => value));
  return values
    .filter(({ value }) => value === least)
    .map(({ letter }) => letter)
    .join(", ");
}
