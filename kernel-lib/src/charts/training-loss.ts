import type { ChartSpec } from "../contract/index.js";
import type { LossPoint } from "../models/risk-terrain/index.js";
import { count, sampleIndices } from "./reduce.js";
import { chart, colours, rows } from "./spec.js";

const mostPoints = 800;
const phases = { "burn-in": "burn-in: one random variable a set", pruned: "the chosen variables alone" };

/** Loss of the gradient descent, step by step. */
export function trainingLossChart(losses: readonly LossPoint[]): ChartSpec {
  const shown = Array.from(sampleIndices(losses.length, mostPoints), (i) => losses[i]!);
  const last = losses.at(-1)!;
  return chart(
    {
      title: "Training loss",
      subtitle: [
        "Mean Poisson loss: smaller is better; in burn-in it jumps because the variables are drawn at random",
        shown.length < losses.length
          ? `${count(shown.length)} of ${count(losses.length)} recorded steps drawn`
          : undefined,
      ],
      description:
        `Line of the loss over ${count(last.step)} steps, ` +
        `from ${losses[0]!.loss.toPrecision(4)} at the start to ${last.loss.toPrecision(4)} at the end.`,
    },
    {
      data: {
        values: rows({
          step: shown.map(({ step }) => step),
          loss: shown.map(({ loss }) => loss),
          phase: shown.map(({ phase }) => phases[phase]),
        }),
      },
      mark: { type: "line", strokeWidth: 1.5 },
      encoding: {
        x: { field: "step", type: "quantitative", title: "Step", axis: { format: ",.0f" } },
        y: { field: "loss", type: "quantitative", title: "Loss", scale: { zero: false } },
        color: {
          field: "phase",
          type: "nominal",
          sort: null,
          scale: { domain: Object.values(phases), range: [colours.vermilion, colours.blue] },
          legend: { title: "Phase", orient: "bottom" },
        },
        tooltip: [
          { field: "phase", type: "nominal" },
          { field: "step", type: "quantitative", format: ",.0f" },
          { field: "loss", type: "quantitative", format: ".6~g" },
        ],
      },
    },
  );
}
