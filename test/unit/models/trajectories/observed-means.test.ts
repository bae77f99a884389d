import { expect, test } from "vitest";
import { observedMeans } from "../../../../kernel-lib/src/models/trajectories/observed-means.js";

const rows = {
  personRows: Int32Array.of(0, 2, 4, 5),
  time: Float64Array.of(1, 2, 1, 3, 2),
  value: Float64Array.of(10, 20, 30, 40, 50),
  size: null,
};
const weights = Float64Array.of(1, 2, 1);

test("are the plain means at each time for one group", () => {
  const [all] = observedMeans(rows, { posteriors: Float64Array.of(1, 1, 1), groups: 1, weights });
  expect([...all!.time]).toEqual([1, 2, 3]);
  expect([...all!.mean]).toEqual([(10 + 2 * 30) / 3, 35, 40]);
  expect([...all!.weight]).toEqual([3, 2, 2]);
});

test("count people by their posterior probability, and leave out times with hardly anybody", () => {
  const posteriors = Float64Array.of(0.5, 0.5, 0, 1, 1, 0);
  const [first, second] = observedMeans(rows, { posteriors, groups: 2, weights });
  expect([...first!.time]).toEqual([1, 2]);
  expect([...first!.mean]).toEqual([10, (0.5 * 20 + 50) / 1.5]);
  expect([...second!.time]).toEqual([1, 2, 3]);
});

test("at very many times are means over stretches of time", () => {
  const n = 1000;
  const time = Float64Array.from({ length: n }, (_, i) => i / 10);
  const many = { personRows: Int32Array.of(0, n), time, value: time.map((t) => 2 * t), size: null };
  const [means] = observedMeans(many, {
    posteriors: Float64Array.of(1),
    groups: 1,
    weights: Float64Array.of(1),
  });
  expect(means!.time.length).toBe(40);
  means!.time.forEach((t, i) => expect(means!.mean[i]).toBeCloseTo(2 * t, 8));
  expect(means!.weight.reduce((a, b) => a + b)).toBe(n);
});

test("of trials and exposures are of all of them together", () => {
  const size = Float64Array.of(10, 20, 90, 40, 50);
  const [all] = observedMeans(
    { ...rows, size },
    { posteriors: Float64Array.of(1, 1, 1), groups: 1, weights: Float64Array.of(1, 1, 1) },
  );
  expect([...all!.mean]).toEqual([40 / 100, 70 / 70, 1]);
});
