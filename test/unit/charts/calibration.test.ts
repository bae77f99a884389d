import { expect, test } from "vitest";
import { calibrationGroups } from "../../../kernel-lib/src/charts/calibration.js";
import { details } from "./fixtures.js";

test("groups hold every row once, in the order of prediction, and a right model's intervals hold its predictions", () => {
  const groups = calibrationGroups(details("binomial", 20_000));
  expect(groups).toHaveLength(20);
  expect(groups.reduce((sum, { size }) => sum + size, 0)).toBe(20_000);
  expect(groups.map(({ predicted }) => predicted)).toEqual(groups.map(({ predicted }) => predicted).sort());
  const held = groups.filter(({ predicted, lower, upper }) => lower <= predicted && predicted <= upper);
  // 20 intervals at 95 %: fewer than 16 held has a chance of 0.3 %, and the draw is seeded.
  expect(held.length).toBeGreaterThanOrEqual(16);
});

test("equal predictions are never split", () => {
  const data = details("binomial", 100);
  data.fitted.fill(0.3);
  data.response.fill(0).fill(1, 0, 25);
  expect(calibrationGroups(data)).toMatchObject([
    { predicted: expect.closeTo(0.3, 12), observed: 0.25, size: 100 },
  ]);
});

test("intervals are Wilson's", () => {
  const data = details("binomial", 10);
  data.response.fill(0).fill(1, 0, 8);
  // statsmodels.stats.proportion.proportion_confint(8, 10, method="wilson")
  expect(calibrationGroups(data)[0]).toMatchObject({
    lower: expect.closeTo(0.490162, 5),
    upper: expect.closeTo(0.943318, 5),
  });
});
