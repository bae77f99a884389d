import fc from "fast-check";
import { expect, test } from "vitest";
import { areaUnderCurve } from "../../../kernel-lib/src/metrics/auc.js";

const row = fc.record({
  score: fc.integer({ min: 0, max: 5 }),
  label: fc.constantFrom(0, 1),
  weight: fc.integer({ min: 1, max: 3 }),
});

test("is the weighted share of pairs in the right order, ties counting half", () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 20 }), (rows) => {
      let [wins, pairs] = [0, 0];
      for (const a of rows.filter(({ label }) => label === 1)) {
        for (const b of rows.filter(({ label }) => label === 0)) {
          wins += a.weight * b.weight * (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0);
          pairs += a.weight * b.weight;
        }
      }
      const auc = areaUnderCurve(
        rows.map(({ score }) => score),
        rows.map(({ label }) => label),
        rows.map(({ weight }) => weight),
      );
      if (pairs === 0) expect(auc).toBeNaN();
      else expect(auc).toBeCloseTo(wins / pairs, 12);
    }),
  );
});
