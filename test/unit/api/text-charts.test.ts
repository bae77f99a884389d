import { expect, test } from "vitest";
import { dendrogram, elbowPlot } from "../../../kernel-lib/src/api/index.js";
import { textCategories } from "../../../kernel-lib/src/features/text/index.js";

const kinds = ["TRAFFIC", "BURGLARY", "WARRANT"];
const texts = Array.from({ length: 60 }, (_, i) => `${kinds[i % 3]}${"S".repeat(Math.floor(i / 3) % 4)}`);

test("the elbow's chart rings the number in use and says what is left there", async () => {
  const found = await textCategories(texts, { phonetic: "none", most: 6 });
  expect(found.names).toHaveLength(3);
  const { data } = elbowPlot(found).spec as unknown as {
    data: { values: { categories: number; dispersion: number; chosen: boolean }[] };
  };
  expect(data.values.map(({ categories }) => categories)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(data.values.filter(({ chosen }) => chosen).map(({ categories }) => categories)).toEqual([3]);
  expect(data.values[0]!.dispersion).toBe(1);
  for (const [k, { dispersion }] of data.values.slice(1).entries()) {
    expect(dispersion).toBeLessThanOrEqual(data.values[k]!.dispersion);
  }
  expect(await elbowPlot(found).svg()).toContain("How many categories?");
});

test("as text a dendrogram lists its leaves", async () => {
  const found = await textCategories(texts, { phonetic: "none" });
  expect(dendrogram(found).toString()).toMatch(/TRAFFIC +5\.?0* +TRAFFIC/);
});

test("what cannot be drawn is refused in a sentence", async () => {
  const one = await textCategories(["A", "A"], { categories: 1 });
  expect(() => dendrogram(one)).toThrow("dendrogram: there is one text only");
  expect(() => elbowPlot(one)).toThrow("elbowPlot: fewer than two numbers of categories");
  const found = await textCategories(texts, { phonetic: "none" });
  expect(() => dendrogram(found, { leaves: 1.5 })).toThrow(
    "'leaves' must be a whole number from 2 to 200, got 1.5",
  );
});
