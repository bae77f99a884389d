import type { ChartSpec } from "../contract/index.js";
import { countTails } from "./count-probabilities.js";
import type { LinearDetails } from "../models/linear/index.js";
import { count, sampleIndices } from "./reduce.js";
import { chart, colours, rows } from "./spec.js";

const mostBins = 40;
/** Probabilities, and tails, computed at most: some tens of milliseconds each. */
const mostProbabilities = 2e6;
const mostTails = 4e4;
/** Counts below the open class up to which each count's probability is computed, rather than the classes' tails. */
const mostCounts = 2000;

/**
 * Observed and expected frequencies of each count on a square-root scale, on which equal misfits look equally
 * large (Tukey's rootogram; Kleiber and Zeileis 2016, the standing form). Wide ranges of counts are binned.
 */
export function rootogramChart(details: LinearDetails): ChartSpec {
  const bins = countFrequencies(details);
  const pooled = bins.width > 1 ? `Counts in classes of ${bins.width}` : undefined;
  const sampled =
    bins.used < details.fitted.length ? `Expected from ${count(bins.used)} rows sampled evenly` : undefined;
  const x = {
    field: "count",
    type: "ordinal",
    sort: null,
    title: "Count",
    axis: { labelAngle: 0, labelOverlap: true },
  };
  const y = { type: "quantitative", stack: null, scale: { type: "sqrt" }, title: "Rows (square-root scale)" };
  return chart(
    {
      title: "Observed and expected counts (rootogram)",
      subtitle: [pooled, sampled, "Bars: observed. Line: expected under the model"],
      description:
        "Bars of how many rows have each count, with a line for how many the model expects. " +
        `Zeros: ${count(Math.round(bins.observed[0]!))} observed, ${count(Math.round(bins.expected[0]!))} expected` +
        `${bins.width > 1 ? ` (counts 0 to ${bins.width - 1})` : ""}. Bars above the line are counts the model makes too rare.`,
    },
    {
      data: { values: rows({ count: bins.labels, observed: bins.observed, expected: bins.expected }) },
      layer: [
        {
          mark: { type: "bar", color: colours.blue, opacity: 0.65 },
          encoding: {
            x,
            y: { field: "observed", ...y },
            tooltip: [
              { field: "count", type: "ordinal" },
              { field: "observed", type: "quantitative", format: ",.0f" },
              { field: "expected", type: "quantitative", format: ",.1f" },
            ],
          },
        },
        {
          mark: {
            type: "line",
            color: colours.vermilion,
            strokeWidth: 2,
            point: { filled: true, size: 30, color: colours.vermilion },
          },
          encoding: { x, y: { field: "expected", ...y } },
        },
      ],
    },
  );
}

export interface CountFrequencies {
  /** Counts in one class. */
  width: number;
  labels: string[];
  observed: Float64Array;
  expected: Float64Array;
  /** Rows the expectation was computed from. */
  used: number;
}

/** Frequencies by class of counts; the last class is open and holds all the rest. */
export function countFrequencies({ response, fitted, theta, weights }: LinearDetails): CountFrequencies {
  const n = response.length;
  const sorted = Float64Array.from(response).sort();
  const top = sorted[Math.ceil(0.995 * n) - 1] ?? 0;
  const width = Math.max(1, Math.ceil((top + 1) / mostBins));
  const size = Math.floor(top / width) + 2;
  const open = (size - 1) * width;

  const observed = new Float64Array(size);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const weight = weights?.[i] ?? 1;
    observed[Math.min(size - 1, Math.floor(response[i]! / width))]! += weight;
    total += weight;
  }

  const expected = new Float64Array(size);
  const each = open <= mostCounts;
  const indices = sampleIndices(n, Math.floor(each ? mostProbabilities / open : mostTails / size));
  let sampledTotal = 0;
  for (const i of indices) {
    const weight = weights?.[i] ?? 1;
    sampledTotal += weight;
    const add = (bin: number, probability: number) => {
      expected[bin]! += weight * probability;
    };
    if (each) {
      let left = 1;
      eachProbability(fitted[i]!, theta, open, (k, probability) => {
        add(Math.floor(k / width), probability);
        left -= probability;
      });
      add(size - 1, Math.max(0, left));
    } else {
      let below = 0;
      for (let bin = 0; bin < size - 1; bin++) {
        const [until] = countTails((bin + 1) * width - 1, fitted[i]!, theta);
        add(bin, until - below);
        below = until;
      }
      add(size - 1, 1 - below);
    }
  }
  for (let bin = 0; bin < size; bin++) expected[bin]! *= total / sampledTotal;

  const labels = Array.from({ length: size }, (_, bin) => {
    const from = bin * width;
    return bin === size - 1 ? `${from}+` : width === 1 ? String(from) : `${from}–${from + width - 1}`;
  });
  return { width, labels, observed, expected, used: indices.length };
}

/** P(k) for k = 0 … end − 1 of a Poisson or, with theta, a negative binomial of the given mean. */
function eachProbability(
  mean: number,
  theta: number | null,
  end: number,
  visit: (k: number, probability: number) => void,
): void {
  if (!(mean > 0)) {
    for (let k = 0; k < end; k++) visit(k, k === 0 ? 1 : 0);
    return;
  }
  // In logarithms, because exp(−mean) is zero for means above 745.
  let log = theta === null ? -mean : -theta * Math.log1p(mean / theta);
  const ratio = theta === null ? Math.log(mean) : -Math.log1p(theta / mean);
  for (let k = 0; k < end; k++) {
    visit(k, Math.exp(log));
    log += ratio + Math.log((theta === null ? 1 : k + theta) / (k + 1));
  }
}
