import type { ChartSpec } from "../contract/index.js";
import { chart, colours } from "./spec.js";

/** Out-of-bag error of the first trees alone: whether more trees would help. */
export function treeErrorsChart(
  errors: readonly { trees: number; error: number }[],
  { classes }: { classes: boolean },
): ChartSpec | null {
  if (errors.length < 2) return null;
  const last = errors.at(-1)!;
  const half = errors.find(({ trees }) => trees >= last.trees / 2)!;
  const title = classes ? "Out-of-bag error" : "Out-of-bag mean squared error";
  const round = (value: number) => Number(value.toPrecision(4));
  return chart(
    {
      title: "Error against the number of trees",
      subtitle: "Once it is level, more trees do not help",
      description: `${title} against trees: ${round(half.error)} with ${half.trees} trees, ${round(last.error)} with ${last.trees}.`,
    },
    {
      height: 220,
      data: { values: errors.map(({ trees, error }) => ({ trees, error: round(error) })) },
      mark: { type: "line", color: colours.blue, strokeWidth: 2, point: { size: 14 } },
      encoding: {
        x: { field: "trees", type: "quantitative", title: "Trees" },
        y: { field: "error", type: "quantitative", title, scale: { zero: false } },
      },
    },
  );
}
