import { expect, test } from "vitest";
import { estimate, simulatePlaces, whole } from "./places.js";

const unstable = async (replicates: number) => {
  // Copies of a variable that differ in a few units: resamples choose now this one, now that one.
  const table = simulatePlaces(2, { rows: 300 });
  const twin = (k: number) => table.a2.map((value, i) => (i % 30 === k ? 1 - value : value));
  const columns = { ...table, a4: twin(0), a5: twin(1), a6: twin(2), a7: twin(3), a8: twin(4) };
  const sets = { a: ["a4", "a5", "a6", "a7", "a8"], b: ["b1", "b2", "b3"] };
  const { document } = await estimate(columns, { ...whole, sets, replicates, seed: 4 });
  return {
    warning: document.warnings.find(({ code }) => code === "unstable-selection")?.message,
    chosen: (document.tables.stability?.rows ?? []).filter((row) => row.chosen),
  };
};

test("a choice that less than half of the resamples make again is warned of, by name and share", async () => {
  const { warning, chosen } = await unstable(60);
  const seldom = chosen.filter(({ resamples }) => (resamples as number) < 0.5);
  expect(seldom.length).toBeGreaterThan(0);
  for (const { variable, resamples } of seldom) {
    expect(warning).toContain(`'${variable}'`);
    expect(warning).toContain(`${Math.round(100 * (resamples as number))} %`);
  }
  for (const { variable, resamples } of chosen) {
    if ((resamples as number) >= 0.5) expect(warning).not.toContain(`'${variable}'`);
  }
});

test("a handful of resamples says nothing of it", async () => {
  expect((await unstable(5)).warning).toBeUndefined();
});
