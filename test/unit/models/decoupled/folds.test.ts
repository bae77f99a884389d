import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomKey } from "../../../../kernel-lib/src/compute/random/index.js";
import {
  consecutiveFolds,
  holdOut,
  shuffledFolds,
  stratifiedFolds,
} from "../../../../kernel-lib/src/models/decoupled/folds.js";

describe("unshuffled folds", () => {
  const y = [2, 0, 1, 1, 0, 2, 2, 2, 1, 0, 0, 1, 2, 2, 0, 1, 1, 0, 2, 2, 1, 1, 2];
  // sklearn.model_selection.StratifiedKFold, scikit-learn 1.9
  it.each([
    [3, [0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 1, 2, 1, 1, 2, 2, 2, 2, 2, 2]],
    [4, [0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 2, 1, 1, 2, 2, 2, 2, 3, 2, 3, 3, 3, 3]],
    [5, [0, 0, 0, 0, 1, 0, 1, 1, 1, 2, 3, 1, 2, 2, 4, 2, 2, 4, 3, 3, 3, 4, 4]],
  ])("of %s are scikit-learn's", (folds, expected) => {
    expect([...stratifiedFolds(y, folds)]).toEqual(expected);
  });

  it("of numbers are consecutive, the first ones longer", () => {
    expect([...consecutiveFolds(7, 3)]).toEqual([0, 0, 0, 1, 1, 2, 2]);
  });
});

describe("shuffled folds", () => {
  const strata = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 60 });

  it("share out every stratum and all rows evenly, and repeat by key", () => {
    fc.assert(
      fc.property(strata, fc.integer({ min: 2, max: 6 }), (each, folds) => {
        const codes = Int32Array.from(each);
        const fold = shuffledFolds(randomKey(3), codes, folds);
        for (const stratum of new Set(each)) {
          const counts = new Int32Array(folds);
          fold.forEach((f, row) => codes[row] === stratum && counts[f]!++);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
        expect(shuffledFolds(randomKey(3), codes, folds)).toEqual(fold);
      }),
    );
  });

  it("hold out a share of every stratum, and never all of it", () => {
    const codes = Int32Array.from({ length: 103 }, (_, i) => (i < 80 ? 0 : i < 102 ? 1 : 2));
    const held = holdOut(randomKey(1), codes, 0.25);
    const count = (stratum: number) =>
      held.filter((flag, row) => flag === 1 && codes[row] === stratum).length;
    expect([count(0), count(1), count(2)]).toEqual([20, 6, 0]);
  });
});
