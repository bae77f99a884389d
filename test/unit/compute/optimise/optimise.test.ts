import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lbfgs, newton, projectedNewton } from "../../../../kernel-lib/src/compute/optimise/index.js";

/** Rosenbrock's valley: minimum 0 at (1, 1). */
const rosenbrock = {
  derivatives([x, y]: Float64Array) {
    const a = y! - x! * x!;
    return {
      value: 100 * a * a + (1 - x!) ** 2,
      gradient: Float64Array.of(-400 * x! * a - 2 * (1 - x!), 200 * a),
      hessian: Float64Array.of(1200 * x! * x! - 400 * y! + 2, -400 * x!, -400 * x!, 200),
    };
  },
  gradient(x: Float64Array) {
    return this.derivatives(x);
  },
};

/** Σ cᵢ(e^xᵢ − aᵢxᵢ): minimum at log aᵢ, and overflow not far off, as a count model has it. */
const exponential = (a: number[], c: number[]) => ({
  derivatives(x: Float64Array) {
    const n = x.length;
    const hessian = new Float64Array(n * n);
    x.forEach((v, i) => (hessian[i * n + i] = c[i]! * Math.exp(v)));
    return {
      value: x.reduce((sum, v, i) => sum + c[i]! * (Math.exp(v) - a[i]! * v), 0),
      gradient: x.map((v, i) => c[i]! * (Math.exp(v) - a[i]!)),
      hessian,
    };
  },
  value(x: Float64Array) {
    return this.derivatives(x).value;
  },
});

describe("newton", () => {
  it("finds the bottom of Rosenbrock's valley, through indefinite Hessians", async () => {
    for (const start of [
      [-1.2, 1],
      [0, 5],
      [3, -4],
      [0.1, 0.4],
    ]) {
      const { x, reason, value } = await newton(rosenbrock, { start: Float64Array.from(start) });
      expect(reason).toBe("converged");
      expect(value).toBeLessThan(1e-18);
      expect(x[0]).toBeCloseTo(1, 9);
      expect(x[1]).toBeCloseTo(1, 9);
    }
  });

  it("comes back from steps that overflow", async () => {
    const { x, reason } = await newton(exponential([1e-4, 1e3, 5], [1, 2, 1e6]), {
      start: Float64Array.of(-20, -15, -30),
    });
    expect(reason).toBe("converged");
    [1e-4, 1e3, 5].forEach((a, i) => expect(x[i]).toBeCloseTo(Math.log(a), 6));
  });

  it("says why it stopped", async () => {
    const start = Float64Array.of(-1.2, 1);
    const limited = await newton(rosenbrock, { start, maxIterations: 2 });
    expect(limited).toMatchObject({ reason: "max-iterations", iterations: 2 });
    const stopped = await newton(rosenbrock, { start, onStep: ({ iteration }) => iteration < 3 });
    expect(stopped).toMatchObject({ reason: "interrupted", iterations: 3 });
    const nowhere = await newton(
      { derivatives: () => ({ value: NaN, gradient: new Float64Array(1), hessian: new Float64Array(1) }) },
      { start: Float64Array.of(0) },
    );
    expect(nowhere.reason).toBe("not-finite");
  });

  it("may trust its last step", async () => {
    const problem = exponential([2, 3], [1, 1]);
    const start = Float64Array.of(0, 0);
    const careful = await newton(problem, { start });
    const trusting = await newton(problem, { start, trustLastStepBelow: 1e-4 });
    expect(trusting.iterations).toBeLessThanOrEqual(careful.iterations);
    expect(trusting.x[1]).toBeCloseTo(Math.log(3), 7);
  });
});

describe("projectedNewton", () => {
  it("meets the conditions of Karush, Kuhn and Tucker", async () => {
    const row = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 4, maxLength: 8 }), row, async (rows, target) => {
        // ½|Ax − b|² + ½|x|², the first coordinate free, the others ≥ 0
        const b = rows.map((_, i) => target[i % 4]! + i);
        const residual = (x: Float64Array) =>
          rows.map((r, i) => r.reduce((s, v, j) => s + v * x[j]!, -b[i]!));
        const problem = {
          derivatives(x: Float64Array) {
            const r = residual(x);
            const hessian = new Float64Array(16);
            for (let i = 0; i < 4; i++) {
              for (let j = 0; j < 4; j++) {
                hessian[4 * i + j] = rows.reduce((s, v) => s + v[i]! * v[j]!, i === j ? 1 : 0);
              }
            }
            return {
              value: 0.5 * (r.reduce((s, v) => s + v * v, 0) + x.reduce((s, v) => s + v * v, 0)),
              gradient: x.map((v, j) => v + rows.reduce((s, row, i) => s + row[j]! * r[i]!, 0)),
              hessian,
            };
          },
        };
        const lower = [-Infinity, 0, 0, 0];
        const { x, gradient, reason } = await projectedNewton(problem, {
          start: Float64Array.of(0, 1, 1, 1),
          lower,
        });
        expect(reason).toBe("converged");
        x.forEach((v, i) => {
          expect(v).toBeGreaterThanOrEqual(lower[i]!);
          if (v > lower[i]!) expect(Math.abs(gradient[i]!)).toBeLessThan(1e-7);
          // A bound that only just holds has a gradient of zero, but for rounding.
          else expect(gradient[i]!).toBeGreaterThan(-1e-12);
        });
      }),
    );
  });

  it("rests on the bound where the free minimum lies beyond it", async () => {
    const { x, active, reason } = await projectedNewton(exponential([0.5, 3], [1, 1]), {
      start: Float64Array.of(2, 2),
      lower: [0, 0],
    });
    expect(reason).toBe("converged");
    expect(x[0]).toBe(0);
    expect(x[1]).toBeCloseTo(Math.log(3), 9);
    expect([...active]).toEqual([1, 0]);
  });
});

describe("lbfgs", () => {
  it("finds the bottom of Rosenbrock's valley", async () => {
    const { x, reason } = await lbfgs(rosenbrock, { start: Float64Array.of(-1.2, 1), tolerance: 1e-10 });
    expect(reason).toBe("converged");
    expect(x[0]).toBeCloseTo(1, 8);
  });

  it("agrees with Newton's method on an ill-scaled problem", async () => {
    const problem = exponential([0.3, 20, 7, 1], [1, 1e3, 10, 0.1]);
    const start = Float64Array.of(1, 1, 1, 1);
    const one = await newton(problem, { start });
    const two = await lbfgs({ gradient: (x) => problem.derivatives(x) }, { start, tolerance: 1e-12 });
    expect(two.reason).toBe("converged");
    one.x.forEach((v, i) => expect(two.x[i]).toBeCloseTo(v, 6));
  });

  it("stops when told", async () => {
    const stopped = await lbfgs(rosenbrock, { start: Float64Array.of(-1.2, 1), onStep: () => false });
    expect(stopped).toMatchObject({ reason: "interrupted", iterations: 1 });
  });
});
