import type { ChartSpec, ResultTable } from "../contract/index.js";
import { sampleIndices } from "./reduce.js";
import { chart, colours } from "./spec.js";

/** Most starts drawn. */
const most = 400;

/** Where every start of the search ended, the best first: a long flat beginning is what one hopes for. */
export function startsChart({ rows }: ResultTable): ChartSpec | null {
  const ended = rows.filter(({ logLik }) => typeof logLik === "number");
  if (ended.length < 2) return null;
  const best = ended[0]!.logLik as number;
  const reached = ended.filter(({ logLik }) => best - (logLik as number) < 1e-3).length;
  const values = Array.from(sampleIndices(ended.length, most), (i) => ({
    rank: i + 1,
    // Less is rounding.
    below: Number((best - (ended[i]!.logLik as number)).toFixed(6)),
    origin: String(ended[i]!.origin),
  }));
  const origins = [...new Set(values.map(({ origin }) => origin))].sort();
  const scale = { domain: origins, range: [colours.blue, colours.vermilion, colours.green, colours.grey] };
  const shapes = { domain: origins, range: ["circle", "square", "triangle-up", "diamond"] };
  const legend = { title: "Start from", orient: "bottom" };
  return chart(
    {
      title: "Where the starts ended",
      subtitle: [
        `${reached} of ${ended.length} reached the best log-likelihood; the others stopped below it (square-root scale)`,
        values.length < ended.length ? `${values.length} of ${ended.length} starts drawn` : undefined,
      ],
      description: `Points of how far below the best log-likelihood each of ${ended.length} starts ended, best first. ${reached} reached it; the worst ended ${Number(values.at(-1)!.below.toPrecision(3))} below.`,
    },
    {
      height: 240,
      data: { values },
      mark: { type: "point", filled: true, size: 40, opacity: 0.9 },
      encoding: {
        x: {
          field: "rank",
          type: "quantitative",
          title: "Start, best first",
          axis: { tickMinStep: 1, format: ",.0f" },
        },
        y: {
          field: "below",
          type: "quantitative",
          title: "Below the best",
          scale: { type: "sqrt", reverse: true },
        },
        color: { field: "origin", type: "nominal", scale, legend },
        shape: { field: "origin", type: "nominal", scale: shapes, legend },
        tooltip: [
          { field: "rank", type: "quantitative" },
          { field: "origin", type: "nominal" },
          { field: "below", type: "quantitative", format: ".5~g" },
        ],
      },
    },
  );
}
