import type { ChartSpec, RunReport } from "quetelet/contract";

/** Height of the plot; style/monitor.css keeps room for it and its axis. */
const plotHeight = 112;

/** The loss over the steps as a chart whose shape never changes, so that one Vega view serves a whole run. */
export function lossSpec(losses: RunReport["losses"], titles: { step: string; loss: string }): ChartSpec {
  const axis = { titleFontWeight: "normal", labelOverlap: true, grid: false };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: "",
    data: { values: losses },
    height: plotHeight,
    mark: { type: "line", color: "#1e88c7", strokeWidth: 1.75, interpolate: "linear" },
    encoding: {
      x: {
        field: "step",
        type: "quantitative",
        title: titles.step,
        scale: { nice: false, zero: false },
        axis: { ...axis, tickCount: 5, format: ",d" },
      },
      y: {
        field: "loss",
        type: "quantitative",
        title: titles.loss,
        scale: { zero: false },
        // Room for labels of any length from the start, so that the plot does not move when they change.
        axis: {
          ...axis,
          grid: true,
          tickCount: 4,
          format: ",~g",
          minExtent: 44,
          maxExtent: 80,
          labelLimit: 76,
        },
      },
    },
  };
}
