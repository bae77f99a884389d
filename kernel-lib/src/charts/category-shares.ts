import { type ChartSpec, type Json, type JsonObject, palette, shapes } from "../contract/index.js";
import { mostCohorts } from "./cohort-marks.js";
import { chart } from "./spec.js";

const mostCategories = 30;

export interface CategoryCounts {
  category: { name: string; levels: readonly string[] };
  group: { name: string; levels: readonly string[] };
  /** Rows of each group and category, groups × categories. */
  counts: Float64Array;
  /** Confidence level of the intervals. */
  level: number;
  /** Standard normal quantile of the level. */
  z: number;
}

/** Each category's share among the rows of each group, with Wilson's interval. */
export function categorySharesChart({ category, group, counts, level, z }: CategoryCounts): ChartSpec {
  const across = category.levels.length;
  const sum = (at: (index: number) => number, length: number) =>
    Array.from({ length }, (_, i) => at(i)).reduce((a, b) => a + b, 0);
  const groupRows = group.levels.map((_, g) => sum((c) => counts[g * across + c]!, across));
  const rowsOf = category.levels.map((_, c) => sum((g) => counts[g * across + c]!, group.levels.length));
  const largest = (rows: number[], most: number) =>
    [...rows.keys()].sort((a, b) => rows[b]! - rows[a]! || a - b).slice(0, most);
  // In the order of their names, in which a fit's charts have its classes too: a group keeps its colour.
  const groups = largest(groupRows, mostCohorts).sort((a, b) =>
    group.levels[a]! < group.levels[b]! ? -1 : 1,
  );
  const categories = largest(rowsOf, mostCategories);
  const values = categories.flatMap((c) =>
    groups.map((g) => {
      const count = counts[g * across + c]!;
      const all = groupRows[g]!;
      return {
        category: category.levels[c]!,
        cohort: group.levels[g]!,
        share: round(all === 0 ? NaN : count / all),
        ...wilson(count, all, z),
        rows: count,
      };
    }),
  );
  const names = groups.map((g) => group.levels[g]!);
  const channel = (range: readonly string[]): JsonObject => ({
    field: "cohort",
    type: "nominal",
    scale: { domain: names, range: range.slice(0, names.length) as Json },
    legend: { title: group.name, orient: "bottom", columns: 4 },
  });
  const y: JsonObject = {
    field: "category",
    type: "nominal",
    sort: categories.map((c) => category.levels[c]!),
    title: null,
  };
  const yOffset: JsonObject = { field: "cohort", type: "nominal", sort: names, scale: { paddingOuter: 0.6 } };
  const x: JsonObject = { type: "quantitative", title: "Share of the group's rows", axis: { format: ".0%" } };
  return chart(
    {
      title: `${category.name} by ${group.name}`,
      subtitle: [
        `Shares within each group, with ${Number((100 * level).toPrecision(4))} % Wilson intervals`,
        categories.length < across ? `The ${categories.length} largest of ${across} categories` : undefined,
        groups.length < group.levels.length
          ? `The ${groups.length} largest of ${group.levels.length} groups`
          : undefined,
      ],
      description: describe(values, category, names),
    },
    {
      height: { step: Math.max(9, 30 / names.length), for: "offset" },
      data: { values: values as Json },
      layer: [
        {
          mark: { type: "rule", strokeWidth: 1.5 },
          encoding: {
            y,
            yOffset,
            x: { field: "lower", ...x },
            x2: { field: "upper" },
            color: channel(palette),
          },
        },
        {
          mark: { type: "point", filled: true, opacity: 1, size: 45 },
          encoding: {
            y,
            yOffset,
            x: { field: "share", ...x },
            color: channel(palette),
            shape: channel(shapes),
            tooltip: [
              { field: "cohort", type: "nominal", title: group.name },
              { field: "category", type: "nominal", title: category.name },
              { field: "share", type: "quantitative", format: ".1%" },
              { field: "lower", type: "quantitative", format: ".1%" },
              { field: "upper", type: "quantitative", format: ".1%" },
              { field: "rows", type: "quantitative", format: "," },
            ],
          },
        },
      ],
    },
  );
}

/** Wilson's interval of a share (1927). */
function wilson(count: number, all: number, z: number): { lower: number | null; upper: number | null } {
  if (all === 0) return { lower: null, upper: null };
  const share = count / all;
  const below = 1 + z ** 2 / all;
  const centre = (share + z ** 2 / (2 * all)) / below;
  const half = (z * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2))) / below;
  return { lower: round(Math.max(0, centre - half)), upper: round(Math.min(1, centre + half)) };
}

const round = (value: number): number | null =>
  Number.isFinite(value) ? Number(value.toPrecision(5)) : null;

function describe(
  values: readonly { category: string; cohort: string; share: number | null }[],
  category: { name: string; levels: readonly string[] },
  names: readonly string[],
): string {
  const said = names.map((name) => {
    const own = values.filter(({ cohort, share }) => cohort === name && share !== null);
    if (own.length === 0) return `${name} none`;
    const top = own.reduce((a, b) => (b.share! > a.share! ? b : a));
    return `${name} most often ${top.category} (${(100 * top.share!).toFixed(1)} %)`;
  });
  return `Shares of ${category.levels.length} categories of ${category.name} in ${names.length} groups: ${said.join("; ")}.`;
}
