import type { ChartSpec } from "../contract/index.js";
import { count, sampleIndices } from "./reduce.js";
import { chart, colours, rows } from "./spec.js";

const mostPoints = 800;

/** How the search came to its end: −log-likelihood by iteration of EM, or the squared error by step of `adam`. */
export function searchCourseChart(
  losses: readonly { step: number; loss: number }[],
  { method }: { method: "em" | "adam" },
): ChartSpec {
  const shown = Array.from(sampleIndices(losses.length, mostPoints), (i) => losses[i]!);
  const last = losses.at(-1)!;
  const what = method === "em" ? "−log-likelihood" : "Sum of squared errors";
  return chart(
    {
      title: "Training loss",
      subtitle: [
        method === "em"
          ? "The best start's −log-likelihood; it can only fall"
          : "The sum of squared errors; smaller is better",
        shown.length < losses.length
          ? `${count(shown.length)} of ${count(losses.length)} recorded steps drawn`
          : undefined,
      ],
      description:
        `Line of ${what.toLowerCase()} over ${count(last.step)} steps, ` +
        `from ${losses[0]!.loss.toPrecision(4)} at the start to ${last.loss.toPrecision(6)} at the end.`,
    },
    {
      data: { values: rows({ step: shown.map(({ step }) => step), loss: shown.map(({ loss }) => loss) }) },
      mark: { type: "line", strokeWidth: 1.5, color: colours.blue, point: losses.length <= 60 },
      encoding: {
        x: {
          field: "step",
          type: "quantitative",
          title: method === "em" ? "Iteration" : "Step",
          axis: { format: ",.0f", tickMinStep: 1 },
        },
        y: { field: "loss", type: "quantitative", title: what, scale: { zero: false } },
        tooltip: [
          { field: "step", type: "quantitative", format: ",.0f" },
          { field: "loss", type: "quantitative", format: ".8~g" },
        ],
      },
    },
  );
}
