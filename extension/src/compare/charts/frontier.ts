import type { ChartSpec, JsonObject } from "quetelet/contract";
import { printed, printedName } from "../../chart/printed";
import { plainNumber } from "../../ui/format";
import { isNumber } from "../../ui/is-number";
import type { Trans } from "../../ui/translation";
import type { Compared } from "../compared";
import { comparison, marksOf, mostRows, thin } from "./spec";

/** Below it hardly anything but fairness counts, and selecting nobody is fair: such sets would squeeze the others. */
const smallestLambda = 0.01;

const numbers = ["error", "fairness", "lambdaLow", "lambdaHigh"];

/** Error against fairness loss of every result's best thresholds; a ring marks those in use. */
export function frontiersOverlaid(shown: readonly Compared[], trans: Trans): ChartSpec {
  const each = Math.max(2, Math.floor(mostRows / shown.length));
  const values = shown.flatMap(({ letter, result }) =>
    thin(
      (result.tables.frontier?.rows ?? []).flatMap(
        ({ set, error, fairness, lambdaLow, lambdaHigh }): JsonObject[] =>
          isNumber(error) && isNumber(fairness) && !(isNumber(lambdaHigh) && lambdaHigh < smallestLambda)
            ? [
                {
                  result: letter,
                  set: String(set ?? ""),
                  error,
                  fairness,
                  lambdaLow: lambdaLow ?? null,
                  lambdaHigh: lambdaHigh ?? null,
                  optimal: set === "optimal",
                },
              ]
            : [],
      ),
      each,
    ),
  );
  const inUse = shown.flatMap(({ letter, result }): JsonObject[] => {
    const { error, fairness } = result.fit;
    return isNumber(error) && isNumber(fairness) ? [{ result: letter, error, fairness }] : [];
  });
  const { color, shape, strokeDash } = marksOf(shown);
  const axis = (name: string, title: string): JsonObject => ({
    field: name,
    type: "quantitative",
    title,
    scale: { zero: false, padding: 12 },
  });
  const x = axis("error", trans.__("Error: share, or cost, of wrong decisions"));
  const y = axis("fairness", trans.__("Fairness loss"));
  return comparison(
    {
      title: trans.__("Trade-off between error and fairness"),
      subtitle: [
        trans.__(
          "Lower left is better; ring: the thresholds in use; counted on the rows they were chosen on",
        ),
        trans.__("Sets that are best for λ below 0.01 only are in the tables of the results"),
      ],
      description: trans.__(
        "Error and fairness loss of the best sets of thresholds of each result; in use: %1.",
        inUse
          .map(
            ({ result, error, fairness }) =>
              `${String(result)} ${plainNumber(Number(error))}, ${plainNumber(Number(fairness))}`,
          )
          .join("; "),
      ),
    },
    {
      data: { values: printed(values, ...numbers) },
      layer: [
        {
          transform: [{ filter: "datum.optimal" }],
          mark: { type: "line", strokeWidth: 1.5 },
          encoding: {
            x,
            y,
            color,
            strokeDash: { ...strokeDash, legend: null },
            order: { field: "error", type: "quantitative" },
          },
        },
        {
          mark: { type: "point", filled: true, size: 45, opacity: 0.9 },
          encoding: {
            x,
            y,
            color,
            shape,
            tooltip: [
              { field: "result", type: "nominal" },
              { field: "set", type: "nominal", title: trans.__("thresholds") },
              ...numbers.map((name) => ({
                field: printedName(name),
                type: "nominal",
                title: name,
              })),
            ],
          },
        },
        {
          data: { values: inUse },
          mark: { type: "point", size: 220, strokeWidth: 2, shape: "circle" },
          encoding: { x, y, color: { ...color, legend: null } },
        },
      ],
    },
  );
}
