import { describe, expect, it } from "vitest";
import { normal, randomKey, split, uniform } from "../../../../../kernel-lib/src/compute/random/index.js";
import { asTable } from "../../../../../kernel-lib/src/data/as-table.js";
import {
  coefficientsOf,
  fitLinearModel,
  predictLinearModel,
} from "../../../../../kernel-lib/src/models/decoupled/estimators/linear-model.js";
import { penalisedLoss } from "../../../../../kernel-lib/src/models/decoupled/estimators/penalised-loss.js";
import type { Target } from "../../../../../kernel-lib/src/models/decoupled/estimators/target.js";
import { applyPipeline, fitPipeline } from "../../../../../kernel-lib/src/models/decoupled/pipeline.js";
import { unwatched } from "../../../unwatched.js";

const run = { ...unwatched, cancelled: false };
const where = "decoupled";
const rows = 200;
const keys = split(randomKey(5), 5);
const [x, z, noise, u] = [
  normal(keys[0]!, rows),
  normal(keys[1]!, rows),
  normal(keys[2]!, rows),
  uniform(keys[3]!, rows),
];
const kind = Array.from(u, (value) => (value < 0.3 ? "a" : value < 0.7 ? "b" : "c"));
const table = asTable({ x, z: z.map((value) => 100 * value), kind }, "test");
const features = ["x", "z", "kind"];
const common = { features, where, run };
const two: Target = {
  kind: "classes",
  codes: Int32Array.from(x, (value, i) => (value + noise[i]! > 0 ? 1 : 0)),
  count: 2,
};
const three: Target = {
  kind: "classes",
  codes: Int32Array.from(x, (value, i) => (value + noise[i]! > 0.5 ? 2 : z[i]! > 0 ? 1 : 0)),
  count: 3,
};
const numbers: Target = { kind: "numbers", values: x.map((value, i) => 3 + 2 * value - z[i]! + noise[i]!) };

describe("the penalised loss", () => {
  it.each([
    ["two classes", two],
    ["three classes", three],
    ["numbers", numbers],
  ])("has the derivatives of finite differences (%s)", async (_, target) => {
    const design = applyPipeline(fitPipeline(table, features, { where }), table, where);
    const weights = u.map((value) => 0.5 + value);
    const { derivatives, blocks, width } = penalisedLoss(design, { target, weights, ridge: 0.7, run });
    const at = normal(keys[4]!, blocks * width).map((value) => value / 3);
    const { gradient, hessian } = await derivatives(at);
    const step = 1e-5;
    for (let j = 0; j < at.length; j++) {
      const moved = (by: number) => derivatives(at.map((value, i) => (i === j ? value + by : value)));
      const [up, down] = [await moved(step), await moved(-step)];
      expect((up.value - down.value) / (2 * step)).toBeCloseTo(gradient[j]!, 4);
      for (let i = 0; i < at.length; i++) {
        const slope = (up.gradient[i]! - down.gradient[i]!) / (2 * step);
        expect(Math.abs(slope - hessian[i * at.length + j]!)).toBeLessThan(1e-4);
      }
    }
  });
});

describe("a linear model", () => {
  it("does not depend on the units of a column, or on the order of rows", async () => {
    const one = await fitLinearModel(table, { target: two, weights: null }, common);
    const other = asTable({ x: x.map((value) => 5 - value / 7), z, kind }, "test");
    const two_ = await fitLinearModel(other, { target: two, weights: null }, common);
    const [p, q] = [predictLinearModel(one, table, where), predictLinearModel(two_, other, where)];
    p.forEach((value, i) => expect(value).toBeCloseTo(q[i]!, 9));
    const reversed = asTable(
      { x: x.slice().reverse(), z: z.map((v) => 100 * v).reverse(), kind: [...kind].reverse() },
      "test",
    );
    const target = { ...two, codes: (two as { codes: Int32Array }).codes.slice().reverse() } as Target;
    const three_ = await fitLinearModel(reversed, { target, weights: null }, common);
    one.coefficients[0]!.forEach((value, j) => expect(three_.coefficients[0]![j]).toBeCloseTo(value, 9));
  });

  it("takes a weight of 2 for two rows", async () => {
    const weights = Float64Array.from(x, (_, i) => (i < 50 ? 2 : 1));
    const doubled = Int32Array.from([...x.keys(), ...Array.from({ length: 50 }, (_, i) => i)]);
    const again = asTable(
      {
        x: doubled.reduce<number[]>((all, i) => [...all, x[i]!], []),
        z: Array.from(doubled, (i) => 100 * z[i]!),
        kind: Array.from(doubled, (i) => kind[i]!),
      },
      "test",
    );
    const codes = Int32Array.from(doubled, (i) => (two as { codes: Int32Array }).codes[i]!);
    const options = { ...common, penalty: "none" as const };
    const weighted = await fitLinearModel(table, { target: two, weights }, options);
    const repeated = await fitLinearModel(
      again,
      { target: { ...two, codes } as Target, weights: null },
      options,
    );
    const [a, b] = [coefficientsOf(weighted), coefficientsOf(repeated)];
    a.forEach(({ estimate, stdError }, j) => {
      expect(b[j]!.estimate).toBeCloseTo(estimate, 7);
      expect(b[j]!.stdError!).toBeCloseTo(stdError!, 7);
    });
  });

  it("without a penalty is least squares, with its standard errors", async () => {
    const model = await fitLinearModel(
      table,
      { target: numbers, weights: null },
      { ...common, penalty: "none" },
    );
    const fitted = predictLinearModel(model, table, where);
    const { values } = numbers as { values: Float64Array };
    // Residuals are at right angles to every column.
    for (const column of [x, z, x.map(() => 1), Float64Array.from(kind, (k) => (k === "b" ? 1 : 0))]) {
      const product = column.reduce((sum, value, i) => sum + value * (values[i]! - fitted[i]!), 0);
      expect(Math.abs(product)).toBeLessThan(1e-6);
    }
    const slope = coefficientsOf(model).find(({ term }) => term === "x")!;
    expect(Math.abs(slope.estimate - 2)).toBeLessThan(4 * slope.stdError!);
  });

  it("by the lasso meets the conditions of the optimum, and drops columns as the penalty grows", async () => {
    const design = applyPipeline(fitPipeline(table, features, { where }), table, where);
    const kept: number[] = [];
    const targets: Target[] = [two, three, numbers];
    for (const strength of [1, 10, 40, 1e4]) {
      for (const target of targets) {
        const model = await fitLinearModel(
          table,
          { target, weights: null },
          { ...common, penalty: "lasso", strength },
        );
        const loss = penalisedLoss(design, { target, weights: null, ridge: 0, run });
        const at = Float64Array.from(model.coefficients.flat());
        const { gradient } = await loss.derivatives(at);
        gradient.forEach((g, j) => {
          if (j % loss.width === 0) expect(Math.abs(g)).toBeLessThan(1e-4);
          else if (at[j] === 0) expect(Math.abs(g)).toBeLessThan(strength + 1e-4);
          else expect(g).toBeCloseTo(-Math.sign(at[j]!) * strength, 3);
        });
        if (target === two) kept.push(at.slice(1).filter((value) => value !== 0).length);
      }
    }
    expect(kept).toEqual([...kept].sort((a, b) => b - a));
    expect(kept.at(-1)).toBe(0);
  });

  it("says when the features tell the classes apart", async () => {
    const codes = Int32Array.from(x, (value) => (value > 0 ? 1 : 0));
    const data = { target: { kind: "classes" as const, codes, count: 2 }, weights: null };
    expect((await fitLinearModel(table, data, { ...common, penalty: "none" })).separated).toBe(true);
    expect((await fitLinearModel(table, data, common)).separated).toBe(false);
    const fine = await fitLinearModel(table, { target: two, weights: null }, { ...common, penalty: "none" });
    expect(fine.separated).toBe(false);
    expect(fine.converged).toBe(true);
  });

  it("gives probabilities that sum to 1", async () => {
    const model = await fitLinearModel(table, { target: three, weights: null }, common);
    const p = predictLinearModel(model, table, where);
    for (let i = 0; i < rows; i++) expect(p[3 * i]! + p[3 * i + 1]! + p[3 * i + 2]!).toBeCloseTo(1, 12);
  });
});
