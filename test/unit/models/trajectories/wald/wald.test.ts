import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquareTails, normalTwoSided } from "../../../../../kernel-lib/src/compute/special/index.js";
import { InputError, type ResultDocument } from "../../../../../kernel-lib/src/contract/index.js";
import { invertSymmetric, multiplyVector } from "../../../../../kernel-lib/src/compute/linalg/index.js";
import {
  parameterName,
  type PredictorParameter,
} from "../../../../../kernel-lib/src/models/trajectories/prediction/predictor.js";
import {
  parameterNames,
  waldTest,
  type WaldHypothesis,
} from "../../../../../kernel-lib/src/models/trajectories/wald/wald.js";

type Named = Pick<PredictorParameter, "component" | "group" | "part" | "term">;

const curve = (group: number, ...terms: string[]): Named[] =>
  terms.map((term) => ({ component: "crimes", group, part: "curve", term }));
const three: Named[] = [
  ...curve(1, "Intercept", "Linear", "Quadratic"),
  ...curve(2, "Intercept", "Linear", "Quadratic"),
  ...curve(3, "Intercept", "Linear"),
  { component: "crimes", group: null, part: "sigma", term: "Sigma" },
  ...[2, 3].flatMap((group) =>
    ["Intercept", "age", "male"].map((term): Named => ({ component: null, group, part: "membership", term })),
  ),
];

/** A document as far as tests of hypotheses read it; its parameters are a known matrix away from θ. */
function documentOf(
  named: readonly Named[],
  {
    theta = named.map((_, j) => Math.sin(j + 1)),
    covariance = spread(named.length) as (number | null)[][],
    jacobian = identity(named.length),
    undetermined = -1,
  } = {},
): ResultDocument {
  const p = named.length;
  const parameters = named.map((each, i) => ({
    ...each,
    name: parameterName(each, "crimes"),
    estimate: jacobian[i]!.reduce((sum, value, j) => sum + value * theta[j]!, 0),
    stdError: i === undetermined ? null : 1,
  }));
  expect(covariance).toHaveLength(p);
  const predictor = {
    kind: "trajectories",
    level: 0.95,
    errors: "observed",
    theta,
    covariance,
    parameters,
    jacobian,
  };
  return { kind: "quetelet.result", model: "trajectories", predictor } as unknown as ResultDocument;
}

const identity = (p: number) =>
  Array.from({ length: p }, (_, i) => Array.from({ length: p }, (_, j) => +(i === j)));

/** A positive definite matrix without any pattern. */
function spread(p: number): number[][] {
  const root = Array.from({ length: p }, (_, i) =>
    Array.from({ length: p }, (_, j) => Math.cos(3 * i + 7 * j)),
  );
  return root.map((a, i) =>
    root.map((b, j) => a.reduce((sum, x, k) => sum + x * b[k]!, 0) + (i === j ? 1 : 0)),
  );
}

/** d′(RVR′)⁻¹d, written down as it stands. */
function byHand(document: ResultDocument, restrictions: number[][], values: number[]): number {
  const { parameters, covariance } = document.predictor as unknown as {
    parameters: PredictorParameter[];
    covariance: number[][];
  };
  const q = restrictions.length;
  const d = restrictions.map(
    (row, r) => row.reduce((s, w, j) => s + w * parameters[j]!.estimate, 0) - values[r]!,
  );
  const m = new Float64Array(q * q);
  restrictions.forEach((a, r) =>
    restrictions.forEach((b, s) => {
      a.forEach((x, i) => b.forEach((y, j) => (m[r * q + s]! += x * y * covariance[i]![j]!)));
    }),
  );
  const solved = multiplyVector(invertSymmetric(m, q)!, d, q, q);
  return d.reduce((sum, x, r) => sum + x * solved[r]!, 0);
}

const row = (weights: Record<number, number>) => three.map((_, j) => weights[j] ?? 0);

describe("waldTest", () => {
  const document = documentOf(three);

  it("of one parameter is the square of its z", () => {
    const test = waldTest(document, { zero: "Quadratic", group: 2 });
    const z = Math.sin(6) / Math.sqrt(spread(three.length)[5]![5]!);
    expect(test.statistic).toBeCloseTo(z * z, 12);
    expect(test.df).toBe(1);
    expect(test.pValue).toBeCloseTo(normalTwoSided(z), 12);
    expect(test.restrictions).toEqual([
      {
        restriction: "Quadratic[2] = 0",
        estimate: Math.sin(6),
        stdError: expect.closeTo(Math.sqrt(spread(three.length)[5]![5]!), 12),
      },
    ]);
    expect(test.hypothesis).toBe("Quadratic is 0 in group 2");
    expect(test.errors).toBe("observed");
  });

  const forms: [WaldHypothesis, number[][], number[], string][] = [
    [
      { equal: "Linear" },
      [row({ 4: 1, 1: -1 }), row({ 7: 1, 1: -1 })],
      [0, 0],
      "Linear is the same in groups 1, 2 and 3",
    ],
    [
      { equal: ["Linear", "Quadratic"], groups: [2, 1] },
      [row({ 1: 1, 4: -1 }), row({ 2: 1, 5: -1 })],
      [0, 0],
      "Linear and Quadratic are the same in groups 2 and 1",
    ],
    [
      { equal: "curve", groups: [1, 3] },
      [row({ 6: 1, 0: -1 }), row({ 7: 1, 1: -1 }), row({ 2: 1 })],
      [0, 0, 0],
      "The whole curve is the same in groups 1 and 3",
    ],
    [
      { equal: "shape", groups: [1, 2] },
      [row({ 4: 1, 1: -1 }), row({ 5: 1, 2: -1 })],
      [0, 0],
      "The shape of the curve (all terms but the intercept) is the same in groups 1 and 2",
    ],
    [
      { zero: "highest order" },
      [row({ 2: 1 }), row({ 5: 1 }), row({ 7: 1 })],
      [0, 0, 0],
      "The highest-order term is 0 in groups 1, 2 and 3",
    ],
    [
      { zero: ["Linear"], group: [1, 3] },
      [row({ 1: 1 }), row({ 7: 1 })],
      [0, 0],
      "Linear is 0 in groups 1 and 3",
    ],
    [{ zero: "Sigma", part: "sigma" }, [row({ 8: 1 })], [0], "Sigma is 0"],
    [{ membership: "age" }, [row({ 10: 1 }), row({ 13: 1 })], [0, 0], "Membership does not depend on age"],
    [
      { membership: "all" },
      [row({ 10: 1 }), row({ 11: 1 }), row({ 13: 1 }), row({ 14: 1 })],
      [0, 0, 0, 0],
      "Membership does not depend on age and male",
    ],
    [
      { linear: [{ "Linear[1]": 2, "Linear[2]": -1 }, { Sigma: 1 }], value: [0.5, 1] },
      [row({ 1: 2, 4: -1 }), row({ 8: 1 })],
      [0.5, 1],
      "2 Linear[1] − Linear[2] = 0.5 and Sigma = 1",
    ],
    [
      { linear: { "membership:age[2]": 1, "membership:age[3]": -1 } },
      [row({ 10: 1, 13: -1 })],
      [0],
      "membership:age[2] − membership:age[3] = 0",
    ],
  ];
  it.each(forms)("%o is the statistic of its restrictions", (hypothesis, restrictions, values, words) => {
    const test = waldTest(document, hypothesis);
    const expected = byHand(document, restrictions, values);
    expect(test.statistic).toBeCloseTo(expected, 9);
    expect(test.df).toBe(restrictions.length);
    expect(test.pValue).toBeCloseTo(chiSquareTails(expected, restrictions.length)[1], 10);
    expect(test.hypothesis).toBe(words);
  });

  it("does not depend on the units of time", () => {
    // Calendar years: t = 2000 + 10 s, so that b_user = A b with A the inverse of a shift and a stretch.
    const [shift, stretch] = [2000, 10];
    const block = [
      [1, -shift / stretch, (shift / stretch) ** 2],
      [0, 1 / stretch, (-2 * shift) / stretch ** 2],
      [0, 0, 1 / stretch ** 2],
    ];
    const two = three.slice(0, 6);
    const jacobian = identity(6).map((line, i) =>
      line.map((_, j) => (Math.floor(i / 3) === Math.floor(j / 3) ? block[i % 3]![j % 3]! : 0)),
    );
    const scaled = waldTest(documentOf(two), { equal: "curve" });
    const calendar = waldTest(documentOf(two, { jacobian }), { equal: "curve" });
    expect(calendar.statistic / scaled.statistic).toBeCloseTo(1, 6);
    expect(calendar.df).toBe(3);
    const quadratics = [two, two].map((_, i) =>
      waldTest(documentOf(two, i === 0 ? {} : { jacobian }), { equal: "Quadratic" }),
    );
    expect(quadratics[1]!.statistic).toBeCloseTo(quadratics[0]!.statistic, 9);
    // The slope at year 0 is another quantity than the slope at year 2000.
    expect(waldTest(documentOf(two, { jacobian }), { equal: "Linear" }).statistic).not.toBeCloseTo(
      waldTest(documentOf(two), { equal: "Linear" }).statistic,
      3,
    );
  });

  it("does not depend on which group the others are compared with", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3], { minLength: 3 }), (groups) => {
        const test = waldTest(document, { equal: "Linear", groups });
        expect(test.statistic).toBeCloseTo(waldTest(document, { equal: "Linear" }).statistic, 9);
      }),
    );
  });

  it("takes the part and the outcome that are named", () => {
    const other: Named[] = [
      ...curve(1, "Intercept", "Linear"),
      ...curve(2, "Intercept", "Linear"),
      { component: "crimes", group: 1, part: "zero", term: "Intercept" },
      { component: "crimes", group: 2, part: "zero", term: "Intercept" },
      ...[1, 2].map((group): Named => ({ component: "drinks", group, part: "curve", term: "Linear" })),
      ...[1, 2].map((group): Named => ({ component: "later", group, part: "later", term: "Intercept" })),
    ];
    const document = documentOf(other);
    expect(parameterNames(document)).toEqual([
      ...["Intercept[1]", "Linear[1]", "Intercept[2]", "Linear[2]", "zero:Intercept[1]", "zero:Intercept[2]"],
      ...["drinks:Linear[1]", "drinks:Linear[2]", "later:Intercept[1]", "later:Intercept[2]"],
    ]);
    const said = (hypothesis: WaldHypothesis) =>
      waldTest(document, hypothesis).restrictions.map((r) => r.restriction);
    expect(said({ equal: "Intercept", part: "zero" })).toEqual(["zero:Intercept[2] − zero:Intercept[1] = 0"]);
    expect(said({ equal: "Linear", outcome: "drinks" })).toEqual(["drinks:Linear[2] − drinks:Linear[1] = 0"]);
    expect(said({ equal: "Intercept", part: "later" })).toEqual([
      "later:Intercept[2] − later:Intercept[1] = 0",
    ]);
    expect(said({ equal: "Linear" })).toEqual(["Linear[2] − Linear[1] = 0"]);
  });

  const refused: [unknown, string][] = [
    [undefined, `a hypothesis is an object such as { equal: "Linear" }, got undefined`],
    [{}, "a hypothesis has exactly one of 'equal', 'zero', 'membership' and 'linear', got none"],
    [{ equal: "Linear", zero: "Linear" }, "exactly one of"],
    [{ equal: "Linear", group: 1 }, "unknown field 'group' beside 'equal' (did you mean 'groups'?)"],
    [{ equal: "Lineer" }, "'equal' names 'Lineer', which is no term here (did you mean 'Linear'?)"],
    [{ equal: [] }, "'equal' is empty; name at least one term"],
    [{ equal: ["Linear", "Linear"] }, "'equal' names 'Linear' twice"],
    [{ equal: "Linear", groups: [2] }, "'equal' needs at least two groups to compare"],
    [{ equal: "Linear", groups: [1, 4] }, "'groups' holds 4, but the groups are 1, 2 and 3"],
    [{ equal: "Linear", groups: [1, 1] }, "'groups' holds group 1 twice"],
    [{ equal: "Quadratic" }, "group 3 has no term 'Quadratic' to compare"],
    [{ equal: "Sigma", part: "sigma" }, "'equal' needs at least two groups to compare"],
    [{ zero: "Quadratic", group: 3 }, "group 3 has no term 'Quadratic' to test"],
    [{ zero: "Linear", part: "dropout" }, "the fit has no part 'dropout'; it has curve, sigma, membership"],
    [
      { zero: "Linear", outcome: "crime" },
      "'outcome' is 'crime', which has no curves in this fit (did you mean 'crimes'?)",
    ],
    [{ membership: "ages" }, "'membership' names 'ages', which is no term here (did you mean 'age'?)"],
    [{ linear: [] }, "'linear' is empty"],
    [
      { linear: { "Linear(1)": 1 } },
      "'linear' names parameter 'Linear(1)', which the fit does not have (did you mean 'Linear[1]'?); parameterNames(fit) lists them",
    ],
    [{ linear: { "Linear[1]": "1" } }, "the weight of 'Linear[1]' must be a number, got '1'"],
    [{ linear: { "Linear[1]": 0 } }, "'linear' gives every parameter the weight 0"],
    [
      { linear: { "Linear[1]": 1 }, value: [1, 2] },
      "'value' must have one number for each of the 1 combinations, got 2",
    ],
    [{ linear: { "Linear[1]": 1 }, value: NaN }, "'value' must be a number, got NaN"],
    [
      { linear: [{ "Linear[1]": 1 }, { "Linear[1]": 2 }], value: [0, 1] },
      "the restriction '2 Linear[1] = 1' says again, or contradicts, what those before it say",
    ],
  ];
  it.each(refused)("refuses %o", (hypothesis, message) => {
    expect(() => waldTest(document, hypothesis as WaldHypothesis)).toThrow(InputError);
    expect(() => waldTest(document, hypothesis as WaldHypothesis)).toThrow(message);
  });

  it("tests nothing about a parameter that the data do not determine", () => {
    const covariance = spread(three.length).map((row, i) =>
      row.map((value, j) => (i === 4 || j === 4 ? null : value)),
    );
    const separated = documentOf(three, { undetermined: 4, covariance });
    expect(() => waldTest(separated, { equal: "Linear" })).toThrow(
      "waldTest: the data do not determine 'Linear[2]', so nothing about it can be tested",
    );
    const others: WaldHypothesis = { equal: "Linear", groups: [1, 3] };
    expect(waldTest(separated, others)).toEqual(waldTest(document, others));
  });

  it("refuses the documents of other models and damaged ones", () => {
    const glm = { model: "glm", predictor: { kind: "linear" } } as unknown as ResultDocument;
    expect(() => waldTest(glm, { equal: "Linear" })).toThrow("'predictor' is not of a trajectory fit");
    expect(() => waldTest({} as ResultDocument, { equal: "Linear" })).toThrow("'predictor' is missing");
    const { predictor } = document as unknown as { predictor: Record<string, unknown> };
    for (const [field, value] of [
      ["theta", ["1"]],
      ["covariance", [[1]]],
      ["jacobian", null],
      ["parameters", [{}]],
      ["level", 1],
      ["errors", "robust"],
    ] as const) {
      const damaged = {
        ...document,
        predictor: { ...predictor, [field]: value },
      } as unknown as ResultDocument;
      expect(() => waldTest(damaged, { equal: "Linear" })).toThrow(InputError);
    }
  });
});
