import type { ChartSpec, Json, JsonObject } from "../contract/index.js";
import type { TextCategories } from "../features/text/index.js";
import { chart, colours } from "./spec.js";

/** Characters of a text that a leaf shows. */
const mostCharacters = 44;

/** A branch of the tree as it is drawn: a leaf, or two branches that join. */
interface Branch {
  place: number;
  height: number;
  /** Its category; null where several have joined. */
  category: number | null;
}

/**
 * The tree of a clustering of texts, read from right to left: the longer a line, the less alike are the texts that it
 * joins. Only the last joins are drawn; what has joined before is a leaf, called after its most frequent text.
 */
export function dendrogramChart(texts: TextCategories, { leaves = 40 }: { leaves?: number } = {}): ChartSpec {
  const { forms, merges, names, counts, categoryOfForm } = texts;
  const shown = Math.min(forms.length, Math.max(leaves, names.length));
  const first = forms.length - shown;
  const { order, textOf, sizeOf } = leavesOf(texts, first);
  const branches = new Map<number, Branch>(
    order.map((node, place) => [node, { place, height: 0, category: categoryOfForm[textOf(node)]! }]),
  );
  const colour = categoryColours(order.map((node) => categoryOfForm[textOf(node)]!));
  const joins = merges.slice(first).map(({ left, right, height, size }, m): JsonObject => {
    const parts = [branches.get(left)!, branches.get(right)!];
    const [above, below] = parts.sort((a, b) => a.place - b.place) as [Branch, Branch];
    const category = above.category === below.category ? above.category : null;
    const place = (above.place + below.place) / 2;
    branches.set(forms.length + first + m, { place, height, category });
    return {
      height: round(height),
      above: above.place,
      aboveHeight: round(above.height),
      below: below.place,
      belowHeight: round(below.height),
      texts: size,
      colour: category === null ? colours.grey : colour.get(category)!,
    };
  });
  const labels = order.map((node, place) => {
    const own = forms[textOf(node)]!;
    const category = categoryOfForm[textOf(node)]!;
    return {
      text: own.text,
      texts: sizeOf(node),
      category: names[category]!,
      label: `${clipped(own.text)} (${sizeOf(node).toLocaleString("en")})`,
      place,
      height: 0,
    };
  });
  const cut = cutHeight(texts);
  const x = (field: string): JsonObject => ({
    field,
    type: "quantitative",
    title: "How unlike the joined texts are",
    scale: { reverse: true, nice: false, zero: true },
    axis: { grid: false, tickCount: 5 },
  });
  const y = (field: string): JsonObject => ({
    field,
    type: "quantitative",
    axis: null,
    scale: { domain: [-0.6, shown - 0.4], reverse: true, nice: false },
  });
  const joinLines: JsonObject[] = [
    { x: x("height"), y: y("above"), y2: { field: "below" } },
    { x: x("aboveHeight"), x2: { field: "height" }, y: y("above") },
    { x: x("belowHeight"), x2: { field: "height" }, y: y("below") },
  ];
  const total = counts.reduce((sum, count) => sum + count, 0);
  return chart(
    {
      title: `${names.length} categories of ${forms.length} ${texts.phonetic === "soundex" ? "texts that sound different" : "texts"}`,
      subtitle: [
        "Colours part neighbouring categories; grey: joins between categories",
        ...(cut === null ? [] : ["Dashed: where the tree is cut"]),
        ...(first > 0
          ? [`The last ${shown - 1} of ${merges.length} joins; in brackets, records in the branch`]
          : []),
      ],
      description:
        `Dendrogram of ${forms.length} distinct texts of ${total} records, cut into ${names.length} categories: ` +
        `${names
          .slice(0, 12)
          .map((name, c) => `${name} (${counts[c]})`)
          .join("; ")}${names.length > 12 ? " and others" : ""}.`,
    },
    {
      width: 340,
      height: Math.max(60, 15 * shown),
      layer: [
        ...joinLines.map((places): JsonObject => ({
          data: { values: joins },
          mark: { type: "rule", strokeWidth: 1.5, strokeCap: "round" },
          encoding: { ...places, color: { field: "colour", type: "nominal", scale: null } },
        })),
        {
          data: { values: labels as Json },
          mark: { type: "text", align: "left", baseline: "middle", dx: 6, fontSize: 11 },
          encoding: {
            x: x("height"),
            y: y("place"),
            text: { field: "label", type: "nominal" },
            tooltip: [
              { field: "text", type: "nominal", title: "most frequent text" },
              { field: "texts", type: "quantitative", title: "records", format: "," },
              { field: "category", type: "nominal" },
            ],
          },
        },
        ...(cut === null
          ? []
          : [
              {
                data: { values: [{ height: cut }] },
                mark: { type: "rule", color: colours.grey, strokeDash: [4, 3], strokeWidth: 1.5 },
                encoding: { x: x("height") },
              },
            ]),
      ],
    },
  );
}

/** The clusters that are left before the joins drawn, in an order in which no lines cross. */
function leavesOf({ forms, merges }: TextCategories, first: number) {
  const points = forms.length;
  const firstOf = (node: number): number => textIn.get(node) ?? node;
  const textIn = new Map<number, number>();
  merges.forEach(({ left, right }, m) => textIn.set(points + m, Math.min(firstOf(left), firstOf(right))));
  const order: number[] = [];
  const open = [points + merges.length - 1];
  while (open.length > 0) {
    const node = open.pop()!;
    if (node < points + first) {
      order.push(node);
      continue;
    }
    // The branch of the more frequent text above the other.
    const { left, right } = merges[node - points]!;
    const [above, below] = firstOf(left) < firstOf(right) ? [left, right] : [right, left];
    open.push(below, above);
  }
  return {
    order,
    /** The most frequent form of a branch: forms come by frequency. */
    textOf: firstOf,
    sizeOf: (node: number): number => (node < points ? forms[node]!.count : merges[node - points]!.size),
  };
}

const turns = [colours.blue, colours.vermilion, colours.green];

/** Neighbouring categories take turns with the colours. */
function categoryColours(downwards: readonly number[]): Map<number, string> {
  const met = [...new Set(downwards)];
  return new Map(met.map((category, place) => [category, turns[place % turns.length]!]));
}

const round = (value: number): number => Number(value.toPrecision(5));

/** Half way between the last join within a category and the first between two; null when all or none is one. */
function cutHeight({ forms, merges, names }: TextCategories): number | null {
  const between = merges[forms.length - names.length];
  if (!between) return null;
  const within = merges[forms.length - names.length - 1]?.height ?? 0;
  return round((within + between.height) / 2);
}

const clipped = (text: string): string =>
  text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text;
