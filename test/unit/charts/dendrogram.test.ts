import { expect, test } from "vitest";
import { dendrogramChart } from "../../../kernel-lib/src/charts/dendrogram.js";
import { renderSvg } from "../../../kernel-lib/src/charts/render-svg.js";
import { textCategories } from "../../../kernel-lib/src/features/text/index.js";

type Leaf = { text: string; texts: number; category: string; label: string; place: number };
type Join = { height: number; above: number; aboveHeight: number; below: number; belowHeight: number };
type Layer = { mark: { type: string }; data: { values: unknown[] } };

const texts = [
  ...Array<string>(9).fill("TRAFFIC STOP"),
  ...Array<string>(4).fill("TRAFFIC STOPPED"),
  ...Array<string>(7).fill("GUN"),
  ...Array<string>(2).fill("GUN, PARK"),
  "BURGLARY",
];
const categories = await textCategories(texts, { categories: 3, phonetic: "none" });
const layersOf = (spec: unknown) => (spec as { layer: Layer[] }).layer;
const leavesOf = (spec: unknown) =>
  layersOf(spec).find(({ mark }) => mark.type === "text")!.data.values as Leaf[];
const joinsOf = (spec: unknown) => layersOf(spec)[0]!.data.values as Join[];

test("a leaf for every text, with its records, and one join fewer", () => {
  const spec = dendrogramChart(categories);
  const leaves = leavesOf(spec);
  expect(Object.fromEntries(leaves.map(({ text, texts: records }) => [text, records]))).toEqual({
    "TRAFFIC STOP": 9,
    "TRAFFIC STOPPED": 4,
    GUN: 7,
    "GUN, PARK": 2,
    BURGLARY: 1,
  });
  expect(joinsOf(spec)).toHaveLength(4);
});

test("a category's leaves stand together, and no join is lower than what it joins", () => {
  const spec = dendrogramChart(categories);
  const met = leavesOf(spec).map(({ category }) => category);
  const runs = met.filter((category, place) => category !== met[place - 1]);
  expect(new Set(runs).size).toBe(runs.length);
  for (const { height, above, aboveHeight, below, belowHeight } of joinsOf(spec)) {
    expect(height).toBeGreaterThanOrEqual(Math.max(aboveHeight, belowHeight));
    expect(above).toBeLessThan(below);
  }
});

test("the tree is cut between the last join within a category and the first between two", () => {
  const cut = layersOf(dendrogramChart(categories)).at(-1)!.data.values[0] as { height: number };
  const heights = categories.merges.map(({ height }) => height);
  expect(heights.filter((height) => height > cut.height)).toHaveLength(2);
});

test("with fewer leaves than texts the branches keep all records, and every category has one", () => {
  const leaves = leavesOf(dendrogramChart(categories, { leaves: 2 }));
  expect(leaves).toHaveLength(3);
  expect(leaves.reduce((sum, { texts: records }) => sum + records, 0)).toBe(texts.length);
  expect(new Set(leaves.map(({ category }) => category))).toEqual(new Set(categories.names));
});

test("thousands of texts in a chain do not overflow the stack, and the picture is drawn", async () => {
  const n = 5000;
  const chain = {
    ...categories,
    forms: Array.from({ length: n }, (_, i) => ({ form: `f${i}`, text: `text ${i}`, count: 1 })),
    categoryOfForm: Array<number>(n).fill(0),
    names: ["text 0"],
    counts: [n],
    merges: Array.from({ length: n - 1 }, (_, m) => ({
      left: m === 0 ? 0 : m + 1,
      right: m === 0 ? 1 : n + m - 1,
      height: m + 1,
      size: m + 2,
    })),
  };
  const spec = dendrogramChart(chain);
  expect(leavesOf(spec)).toHaveLength(40);
  expect(await renderSvg(spec)).toMatch(/text 0 \(4,961\)/);
});
