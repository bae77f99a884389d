import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CurveRecipe } from "../../../../kernel-lib/src/models/trajectories/curve/recipe.js";
import { powersOf } from "../../../../kernel-lib/src/models/trajectories/curve/time-columns.js";
import { columnMatrix, curveMatrix } from "../../../../kernel-lib/src/models/trajectories/reported.js";

const recipe = (rest: Partial<CurveRecipe>): CurveRecipe => ({
  outcome: "y",
  family: "zip",
  time: "t",
  timeScale: { centre: 0, half: 1 },
  orders: [2],
  shape: { kind: "polynomial" },
  zeroOrders: null,
  covariates: null,
  covariateScale: [],
  exposure: null,
  offset: null,
  trials: null,
  lower: null,
  upper: null,
  shared: false,
  centre: 0,
  unit: 1,
  ...rest,
});

const apply = (matrix: Float64Array, vector: readonly number[]) =>
  vector.map((_, a) => vector.reduce((sum, value, b) => sum + matrix[a * vector.length + b]! * value, 0));

describe("coefficients in the user's units", () => {
  it("give the same curve and zero inflation at any time and covariate", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: 0.1, max: 40, noNaN: true }),
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 7, maxLength: 7 }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -10, max: 10, noNaN: true }),
        (centre, half, theta, scaled, w) => {
          const covariate = { name: "w", centre: 2, scale: 3 };
          const timeScale = { centre, half };
          const own = recipe({ orders: [3], zeroOrders: [1], covariateScale: [covariate], timeScale });
          const user = apply(curveMatrix(own, 0), theta);
          const t = centre + half * scaled;
          const inside = powersOf(timeScale, Float64Array.of(t), 3).map(([x]) => x!);
          const curve = inside.reduce((sum, x, k) => sum + x * theta[k]!, ((w - 2) / 3) * theta[4]!);
          const curveSaid = user[0]! + user[1]! * t + user[2]! * t ** 2 + user[3]! * t ** 3 + user[4]! * w;
          const zero = theta[5]! + theta[6]! * inside[1]!;
          const zeroSaid = user[5]! + user[6]! * t;
          // Powers of a time far from 0 cancel: the tolerance is their size.
          const size = [0, 1, 2, 3].reduce((sum, k) => sum + Math.abs(user[k]! * t ** k), 1);
          expect(Math.abs(curve - curveSaid)).toBeLessThan(1e-12 * size + 1e-9);
          expect(Math.abs(zero - zeroSaid)).toBeLessThan(1e-9 * (1 + Math.abs(user[6]! * t)));
        },
      ),
    );
  });

  it("are those of splines themselves", () => {
    const shape = { kind: "natural-spline", knots: [[3, 5]], boundary: [0, 9] } as const;
    const matrix = curveMatrix(
      recipe({ orders: [3], shape: { ...shape, knots: [[3, 5]], boundary: [0, 9] } }),
      0,
    );
    expect([...matrix]).toEqual(Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? 1 : 0)));
  });

  it("undo the scales of membership columns", () => {
    const matrix = columnMatrix([{ name: "age", centre: 30, scale: 10 }]);
    expect(apply(matrix, [0.5, 2])).toEqual([0.5 - 6, 0.2]);
  });
});
