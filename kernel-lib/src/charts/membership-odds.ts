import {
  type Cell,
  type ChartSpec,
  type JsonObject,
  ratioTicks,
  type ResultTable,
} from "../contract/index.js";
import { colourByGroup } from "./group-colours.js";
import { chart, colours } from "./spec.js";

const mostTerms = 20;

/**
 * Odds ratios of membership for one unit more of each covariate, a row a covariate and group, against the
 * reference group. Returns null when the table has none.
 */
export function membershipOddsChart({ rows }: ResultTable, { level }: { level: number }): ChartSpec | null {
  const all = rows.filter(
    ({ term, ratio }) =>
      term !== "Intercept" && typeof ratio === "number" && ratio > 0 && Number.isFinite(ratio),
  );
  if (all.length === 0) return null;
  const terms = [...new Set(all.map(({ term }) => String(term)))];
  const kept = terms.slice(0, mostTerms);
  const values = all
    .filter(({ term }) => kept.includes(String(term)))
    .map((row) => ({
      term: String(row.term),
      group: String(row.group),
      ratio: row.ratio as number,
      lower: bound(row.ratioLower, row.ratio as number),
      upper: bound(row.ratioUpper, row.ratio as number),
    }));
  const groups = [...new Set(values.map(({ group }) => group))]
    .sort((a, b) => Number(a) - Number(b))
    .map((label) => ({ group: Number(label), label }));
  const largest = Math.max(...values.map(({ ratio }) => ratio));
  const smallest = Math.min(...values.map(({ ratio }) => ratio));
  const high = 1.05 * Math.min(100 * Math.max(1, largest), Math.max(1, ...values.map(({ upper }) => upper)));
  const low = 0.95 * Math.max(Math.min(1, smallest) / 100, Math.min(1, ...values.map(({ lower }) => lower)));
  const cut = values.some(({ lower, upper }) => lower < low || upper > high);
  const reference = String(all[0]!.reference ?? "the reference");
  const x: JsonObject = {
    type: "quantitative",
    title: "Odds ratio (log scale)",
    scale: { type: "log", domain: [low, high], nice: false },
    axis: { values: ratioTicks(low, high), format: "~g" },
  };
  const shared: JsonObject = {
    y: { field: "term", type: "nominal", sort: null, title: null, axis: { grid: true, labelFontSize: 12 } },
    yOffset: { field: "group", scale: { domain: groups.map(({ label }) => label) } },
    color: colourByGroup(groups, { title: "Group", orient: "bottom" }),
    tooltip: ["term", "group", "ratio", "lower", "upper"].map((field): JsonObject =>
      field === "term" || field === "group"
        ? { field, type: "nominal" }
        : { field, type: "quantitative", format: ".4~g" },
    ),
  };
  return chart(
    {
      title: "Who belongs to which group: odds ratios",
      subtitle: [
        `Odds of the group rather than group ${reference}, for one unit more; ${Number((100 * level).toPrecision(6))} % intervals`,
        kept.length < terms.length ? `The first ${kept.length} of ${terms.length} covariates` : undefined,
        cut ? "Intervals that leave the chart are cut" : undefined,
      ],
      description: describe(values, reference),
    },
    {
      height: { step: Math.max(22, 14 * groups.length), for: "position" },
      data: { values },
      layer: [
        {
          data: { values: [{ none: 1 }] },
          mark: { type: "rule", color: colours.grey, strokeDash: [4, 3] },
          encoding: { x: { field: "none", type: "quantitative" } },
        },
        {
          mark: { type: "rule", strokeWidth: 2, clip: true },
          encoding: { ...shared, x: { field: "lower", ...x }, x2: { field: "upper" } },
        },
        {
          mark: { type: "point", filled: true, size: 60, opacity: 1, clip: true },
          encoding: { ...shared, x: { field: "ratio", ...x } },
        },
      ],
    },
  );
}

const bound = (cell: Cell | undefined, otherwise: number) =>
  typeof cell === "number" && cell > 0 ? cell : otherwise;

function describe(
  values: { term: string; group: string; ratio: number; lower: number; upper: number }[],
  reference: string,
): string {
  const say = (value: number) => String(Number(value.toPrecision(3)));
  const listed = values
    .slice(0, 10)
    .map(
      ({ term, group, ratio, lower, upper }) =>
        `${term}, group ${group}: ${say(ratio)} (${say(lower)} to ${say(upper)})`,
    );
  const more = values.length > 10 ? `; and ${values.length - 10} more` : "";
  return `Odds ratios of membership against group ${reference} with intervals: ${listed.join("; ")}${more}.`;
}
