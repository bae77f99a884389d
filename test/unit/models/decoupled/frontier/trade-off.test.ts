import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tradeOff } from "../../../../../kernel-lib/src/models/decoupled/frontier/index.js";
import { cohorts, everyThresholds, losses, lossesByRow, run } from "../thresholds/enumerate.js";

describe("tradeOff()", () => {
  test("has every corner of the lower hull of all sets of thresholds, and nothing else", async () => {
    const property = fc.asyncProperty(
      cohorts(3, 9, 12),
      fc.constantFrom(...losses),
      fc.constantFrom("published" as const, "as-coded" as const),
      async (list, loss, scaling) => {
        const options = { loss, scaling };
        const { points, certified } = await tradeOff(list, { ...options, run });
        expect(certified).toBe(true);
        const hull = lowerHull(
          [...everyThresholds(list)].map((thresholds) => lossesByRow(list, thresholds, options)),
        );
        expect(points).toHaveLength(hull.length);
        points.forEach((point, index) => {
          expect(point.error).toBeCloseTo(hull[index]!.error, 11);
          expect(point.fairness).toBeCloseTo(hull[index]!.fairness, 11);
          const own = lossesByRow(list, point.thresholds, options);
          expect(own.error).toBeCloseTo(point.error, 12);
          expect(own.fairness).toBeCloseTo(point.fairness, 12);
        });
        expect(points[0]!.lambdaLow).toBe(0);
        expect(points.at(-1)!.lambdaHigh).toBe(1);
        points.slice(1).forEach((point, index) => {
          const before = points[index]!;
          const lambda = point.lambdaLow;
          expect(before.lambdaHigh).toBe(lambda);
          expect(lambda).toBeGreaterThan(before.lambdaLow);
          const value = ({ error, fairness }: typeof point) => lambda * error + (1 - lambda) * fairness;
          expect(value(before)).toBeCloseTo(value(point), 12);
        });
      },
    );
    await fc.assert(property, { numRuns: 120 });
  });

  const ramp = (name: string, shift: number) => {
    const scores = Float64Array.from({ length: 40 }, (_, i) => ((i * 17) % 41) / 41);
    const labels = Uint8Array.from(scores, (score, i) => (((i * 29) % 37) / 37 < score + shift ? 1 : 0));
    return { name, scores, labels };
  };
  const list = [ramp("a", 0.2), ramp("b", -0.3)];
  const others = [ramp("a", 0.1), ramp("b", -0.2)];

  test("judges each set on held-out rows, and marks those that another beats there", async () => {
    const options = { loss: "demographic-parity", scaling: "published" } as const;
    const candidates = [{ name: "one for all", thresholds: [0.9, 0.1] }];
    const { points, candidates: beside } = await tradeOff(list, {
      ...options,
      heldOut: others,
      candidates,
      run,
    });
    const sets = [...points, ...beside];
    for (const set of sets) {
      const held = lossesByRow(others, set.thresholds, options);
      expect(set.heldOut!.error).toBeCloseTo(held.error, 12);
      expect(set.heldOut!.fairness).toBeCloseTo(held.fairness, 12);
      const beaten = sets.some(({ heldOut }) => {
        const [e, f] = [heldOut!.error - set.heldOut!.error, heldOut!.fairness - set.heldOut!.fairness];
        return e <= 0 && f <= 0 && (e < 0 || f < 0);
      });
      expect(set.dominated).toBe(beaten);
    }
    expect(beside[0]).toMatchObject({ name: "one for all", dominated: true });
  });

  test("does not dominate its own corners where there are no held-out rows", async () => {
    const { points } = await tradeOff(list, { loss: "demographic-parity", run });
    expect(points.length).toBeGreaterThan(2);
    expect(points.some(({ dominated }) => dominated)).toBe(false);
    expect(points.every(({ heldOut }) => heldOut === null)).toBe(true);
  });

  test("keeps what it has when the run is cancelled, and says that it is not all", async () => {
    let reports = 0;
    const cancelling = {
      ...run,
      report: () => void reports++,
      get cancelled() {
        return reports > 3;
      },
    };
    const { points, certified } = await tradeOff(list, { loss: "demographic-parity", run: cancelling });
    expect(certified).toBe(false);
    expect(points.length).toBeGreaterThan(0);
  });

  test("refuses held-out rows of other cohorts, and thresholds of another number", async () => {
    const loss = "demographic-parity";
    await expect(tradeOff(list, { loss, heldOut: [others[1]!, others[0]!], run })).rejects.toThrow(
      "tradeOff: 'heldOut' must have the same cohorts in the same order as 'cohorts'",
    );
    const candidates = [{ name: "one", thresholds: [0.5] }];
    await expect(tradeOff(list, { loss, candidates, run })).rejects.toThrow(
      "there are 2 cohorts, but 'thresholds' has 1",
    );
  });
});

interface Losses {
  error: number;
  fairness: number;
}

/** Corners of the lower left convex hull, from the least unfair to the one of least error. */
function lowerHull(all: Losses[]): Losses[] {
  const tolerance = 1e-11;
  const sorted = all.sort((a, b) =>
    Math.abs(a.fairness - b.fairness) > tolerance ? a.fairness - b.fairness : a.error - b.error,
  );
  const hull: Losses[] = [];
  for (const point of sorted) {
    if (hull.length > 0 && point.error >= hull.at(-1)!.error - tolerance) continue;
    while (hull.length > 1) {
      const [a, b] = [hull.at(-2)!, hull.at(-1)!];
      const turn =
        (b.fairness - a.fairness) * (point.error - a.error) -
        (b.error - a.error) * (point.fairness - a.fairness);
      if (turn > tolerance) break;
      hull.pop();
    }
    hull.push(point);
  }
  return hull;
}
