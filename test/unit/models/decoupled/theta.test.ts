import { describe, expect, it } from "vitest";
import type { Target } from "../../../../kernel-lib/src/models/decoupled/estimators/target.js";
import { chooseTheta, thetaFolds } from "../../../../kernel-lib/src/models/decoupled/theta.js";

const classes = (codes: number[], count = 2): Target => ({
  kind: "classes",
  codes: Int32Array.from(codes),
  count,
});
const alternating = (rows: number, rare = 0): Target =>
  classes(Array.from({ length: rows }, (_, i) => (rare > 0 ? (i < rare ? 1 : 0) : i % 2)));
const common = { name: "small", where: "decoupled" };
const perfect = (target: Target) => async (_: Int32Array, rows: Int32Array) =>
  Float64Array.from(rows, (row) => (target.kind === "classes" ? target.codes[row]! : target.values[row]!));

describe("folds of the cross-validation of theta", () => {
  it("are the most of 3, 4 and 5 that leave enough rows a fold and a row of the rarest class", () => {
    expect(thetaFolds(alternating(100))).toBe(5);
    expect(thetaFolds(alternating(99))).toBe(4);
    expect(thetaFolds(alternating(79))).toBe(3);
    expect(thetaFolds(alternating(59))).toBe(null);
    expect(thetaFolds(alternating(59), 10)).toBe(5);
    expect(thetaFolds(alternating(100, 4))).toBe(4);
    expect(thetaFolds(alternating(100, 2))).toBe(null);
    expect(thetaFolds(alternating(100, 100))).toBe(null);
    expect(thetaFolds({ kind: "numbers", values: new Float64Array(61) })).toBe(3);
  });
});

describe("theta", () => {
  it("is the one given, without any training, where there is no choice", async () => {
    const predict = () => Promise.reject(new Error("trained"));
    const choice = await chooseTheta({ ...common, thetas: [0.3], target: alternating(10), predict });
    expect(choice).toMatchObject({ theta: 0.3, how: "given", folds: null });
  });

  it("has the best mean AUC; only a strictly better one replaces an earlier one", async () => {
    const target = alternating(100);
    const tried: number[][] = [];
    const choice = await chooseTheta({
      ...common,
      thetas: [0.2, 0.4, 0.6, 0.8],
      target,
      async predict(train, rows, theta) {
        tried.push([theta, train.length, rows.length]);
        expect([...train, ...rows].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
        const right = await perfect(target)(train, rows);
        return theta === 0.4 || theta === 0.8 ? right : right.map((value) => -value);
      },
    });
    expect(tried.length).toBe(20);
    expect(tried[0]).toEqual([0.2, 80, 20]);
    expect(choice.theta).toBe(0.4);
    expect(choice.scores.map(({ score }) => score)).toEqual([0, 1, 0, 1]);
  });

  it("has the least squared error in a regression", async () => {
    const target: Target = { kind: "numbers", values: Float64Array.from({ length: 60 }, (_, i) => i) };
    const choice = await chooseTheta({
      ...common,
      thetas: [0.2, 0.4, 0.6],
      target,
      predict: async (train, rows, theta) =>
        (await perfect(target)(train, rows)).map((value) => value + Math.abs(theta - 0.4)),
    });
    expect(choice.theta).toBe(0.4);
    expect(choice.folds).toBe(3);
    expect(choice.scores[0]!.score).toBeCloseTo(0.04, 12);
  });

  it("is judged by the mean AUC of each class against the others where there are several", async () => {
    const target = classes(
      Array.from({ length: 90 }, (_, i) => i % 3),
      3,
    );
    const choice = await chooseTheta({
      ...common,
      thetas: [0, 1],
      target,
      predict: async (_, rows, theta) =>
        Float64Array.from({ length: rows.length * 3 }, (_, at) =>
          theta === 1 && at % 3 === rows[Math.floor(at / 3)]! % 3 ? 0.8 : 0.1,
        ),
    });
    expect(choice.scores.map(({ score }) => score)).toEqual([0.5, 1]);
    expect(choice.theta).toBe(1);
  });

  it("is the default where the cohort is too small, or an error", async () => {
    const target = alternating(59);
    const options = { ...common, thetas: [0.2, 0.4], target, predict: perfect(target) };
    expect(await chooseTheta({ ...options, defaultTheta: 0.7 })).toMatchObject({
      theta: 0.7,
      how: "default",
    });
    await expect(chooseTheta(options)).rejects.toThrow(
      "decoupled: cohort 'small' is too small to choose 'theta' by cross-validation, for which 3 folds of 20 rows",
    );
  });
});
