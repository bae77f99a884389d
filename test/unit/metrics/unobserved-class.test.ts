import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldIn, randomKey, uniform } from "../../../kernel-lib/src/compute/random/index.js";
import { InputError } from "../../../kernel-lib/src/contract/index.js";
import { unobservedClassDisparity } from "../../../kernel-lib/src/metrics/unobserved-class.js";

/** People in zones; class and outcome by zone, and the outcome by class too when `direct` is not 0. */
function draw(seed: number, rows: number, direct: number) {
  const key = randomKey(seed);
  const zone = uniform(foldIn(key, 0), rows).map((u) => Math.floor(u * 4));
  const p = zone.map((z) => [0.1, 0.4, 0.6, 0.9][z]!);
  const isA = uniform(foldIn(key, 1), rows).map((u, row) => +(u < p[row]!));
  const rate = (z: number, a: number) => [0.2, 0.3, 0.4, 0.5][z]! + direct * a;
  const outcome = uniform(foldIn(key, 2), rows).map((u, row) => +(u < rate(zone[row]!, isA[row]!)));
  const expectedOutcome = zone.map((z, row) => rate(z, 0) + direct * p[row]!);
  const probabilities = Float64Array.from({ length: 2 * rows }, (_, i) =>
    i % 2 === 0 ? p[i >> 1]! : 1 - p[i >> 1]!,
  );
  const meanOf = (a: number) => {
    const own = outcome.filter((_, row) => isA[row] === a);
    return own.reduce((sum, y) => sum + y, 0) / own.length;
  };
  return { outcome, expectedOutcome, probabilities, levels: ["A", "B"], truth: meanOf(1) - meanOf(0) };
}

const find = (rows: ReturnType<typeof unobservedClassDisparity>, method: string, name: string) =>
  rows.find((row) => row.method === method && row.class === name)!;

describe("unobservedClassDisparity", () => {
  it("finds the difference by weights when the outcome depends on the proxies alone, and thresholding does not", () => {
    const sample = draw(1, 20_000, 0);
    const found = unobservedClassDisparity({ ...sample, reference: "B" });
    const weighted = find(found, "weighted", "A");
    expect(Math.abs(weighted.difference! - sample.truth)).toBeLessThan(4 * weighted.differenceStdError!);
    const thresholded = find(found, "thresholded", "A");
    expect(thresholded.difference! - sample.truth).toBeGreaterThan(4 * thresholded.differenceStdError!);
  });

  it("covers the truth at its rate", () => {
    let inside = 0;
    const runs = 400;
    for (let seed = 0; seed < runs; seed++) {
      const sample = draw(seed, 500, 0);
      const { lower, upper } = find(unobservedClassDisparity(sample), "weighted", "A");
      // E[p · rate] / E[p] over the four zones.
      const truth = (0.1 * 0.2 + 0.4 * 0.3 + 0.6 * 0.4 + 0.9 * 0.5) / 2;
      inside += +(lower! <= truth && truth <= upper!);
    }
    // 95 % of 400, within three standard errors.
    expect(inside / runs).toBeGreaterThan(0.917);
    expect(inside / runs).toBeLessThan(0.983);
  });

  it("bounds the difference also when the outcome depends on the class", () => {
    for (const direct of [-0.15, 0, 0.3]) {
      const sample = draw(7, 20_000, direct);
      const found = unobservedClassDisparity({ ...sample, reference: "B" });
      const [low, high] = ["lower bound", "upper bound"].map((method) => find(found, method, "A"));
      expect(low!.difference!).toBeLessThan(sample.truth);
      expect(high!.difference!).toBeGreaterThan(sample.truth);
    }
  });

  it("keeps the weighted estimate of known expectations between the bounds, for any number of classes", () => {
    const row = fc.record({
      parts: fc.tuple(...Array.from({ length: 3 }, () => fc.double({ min: 0.01, max: 1, noNaN: true }))),
      q: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const probabilities = rows.flatMap(({ parts }) =>
          parts.map((part) => part / (parts[0]! + parts[1]! + parts[2]!)),
        );
        const levels = ["a", "b", "c"];
        const expectedOutcome = rows.map(({ q }) => q);
        const found = unobservedClassDisparity({
          outcome: rows.map(() => 1),
          probabilities,
          levels,
          expectedOutcome,
        });
        for (const [c, name] of levels.entries()) {
          const p = rows.map((_, index) => probabilities[3 * index + c]!);
          const mean =
            p.reduce((sum, own, index) => sum + own * expectedOutcome[index]!, 0) /
            p.reduce((sum, own) => sum + own, 0);
          expect(find(found, "lower bound", name).estimate!).toBeLessThanOrEqual(mean + 1e-12);
          expect(find(found, "upper bound", name).estimate!).toBeGreaterThanOrEqual(mean - 1e-12);
        }
      }),
    );
  });

  it("takes a weight as that many rows, and says nothing of a class that no row stands for", () => {
    const probabilities = [0.7, 0.3, 0, 0.2, 0.8, 0];
    const levels = ["a", "b", "none"];
    const weighted = unobservedClassDisparity({ outcome: [1, 0], probabilities, levels, weights: [2, 1] });
    const repeated = unobservedClassDisparity({
      outcome: [1, 1, 0],
      probabilities: [...probabilities.slice(0, 3), ...probabilities],
      levels,
    });
    for (const name of ["a", "b"])
      expect(find(weighted, "weighted", name).estimate).toBeCloseTo(
        find(repeated, "weighted", name).estimate!,
        12,
      );
    expect(find(weighted, "weighted", "none")).toMatchObject({
      estimate: null,
      lower: null,
      difference: null,
    });
  });

  const good = { outcome: [1, 0], probabilities: [0.5, 0.5, 1, 0], levels: ["a", "b"] };
  it.each([
    [{ outcome: [] }, "there are no rows"],
    [{ levels: ["a"] }, "'probabilities' holds 4 numbers, but 2 rows of 1 classes need 2"],
    [{ probabilities: [0.5, 0.4, 1, 0] }, "the probabilities of row 1 sum to 0.9, not to 1"],
    [{ probabilities: [1.5, -0.5, 1, 0] }, "'probabilities' holds 1.5 in row 1"],
    [{ reference: "c" }, "'reference' is 'c', which is not one of 'a', 'b'"],
    [{ outcome: [NaN, 0] }, "'outcome' is NaN in row 1"],
    [{ outcome: [2, 0], expectedOutcome: [0, 0] }, "the bounds want outcomes of 0 and 1, got 2 in row 1"],
    [{ expectedOutcome: [0] }, "'expectedOutcome' holds 1 numbers for 2 rows"],
  ])("refuses %j", (bad, reason) => {
    expect(() => unobservedClassDisparity({ ...good, ...bad })).toThrow(
      new InputError(`unobservedClassDisparity: ${reason}`),
    );
  });
});
