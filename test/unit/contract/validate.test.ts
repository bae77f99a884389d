import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  configProblems,
  InputError,
  modelNames,
  validateConfig,
} from "../../../kernel-lib/src/contract/index.js";

const good = { model: "glm", outcome: "crime", terms: ["bars"] };
const message = (config: unknown) => {
  try {
    validateConfig(config);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  return "accepted";
};

describe("validateConfig", () => {
  it("returns a good config unchanged", () => {
    expect(validateConfig(good)).toBe(good);
    expect(modelNames).toContain("ols");
  });

  it("says in one sentence what is wrong, with the nearest known name", () => {
    expect(message({ ...good, familly: "poisson" })).toMatch(
      /^glm: unknown field 'familly' \(did you mean 'family'\?\); known fields are /,
    );
    expect(message({ ...good, family: "poison" })).toBe(
      "glm: 'family' must be one of 'gaussian', 'poisson', 'negative-binomial', 'binomial', got 'poison' (did you mean 'poisson'?)",
    );
    expect(message({ model: "glm", terms: ["x"] })).toBe("glm: 'outcome' is missing; a glm config needs it");
    expect(message({ model: "ols", outcome: "y", terms: [] })).toBe(
      "ols: 'terms' must hold at least 1 entry, got []",
    );
    expect(message({ model: "risk-terrain", outcome: "y", sets: {} })).toBe(
      "riskTerrain: 'sets' must hold at least 1 entry, got {}",
    );
    expect(message({ model: "ols", outcome: "y", terms: ["a", 3] })).toBe(
      "ols: 'terms[1]' must be a string, got 3",
    );
    expect(message({ ...good, level: 95 })).toBe("glm: 'level' must be < 1, got 95");
    expect(message({ ...good, seed: 1.5 })).toBe("glm: 'seed' must be an integer, got 1.5");
    expect(message({ ...good, seed: 1e300 })).toBe("glm: 'seed' must be <= 9007199254740991, got 1e+300");
    expect(message({ outcome: "y" })).toMatch(/^config: 'model' is missing; known models are /);
    expect(message({ model: "gml" })).toMatch(/^config: 'model' is 'gml' \(did you mean 'glm'\?\)/);
    expect(message([])).toBe("config: a config is a JSON object, got a list");
  });

  it("refuses an option of the GLMs in an OLS", () => {
    expect(message({ model: "ols", outcome: "y", terms: ["x"], family: "poisson" })).toMatch(
      /^ols: unknown field 'family'/,
    );
  });

  it("never throws anything but an InputError of one line", () => {
    const anything = fc.anything({ withBigInt: false, withDate: true, withTypedArray: true });
    const nearly = fc.record(
      {
        model: fc.constantFrom("glm", "ols"),
        outcome: anything,
        terms: anything,
        level: anything,
        extra: anything,
      },
      { requiredKeys: ["model"] },
    );
    fc.assert(
      fc.property(fc.oneof(anything, nearly), (config) => {
        expect(message(config)).not.toMatch(/\n/);
      }),
    );
  });
});

describe("configProblems", () => {
  it("tells everything that is wrong, each by its path, as validateConfig says it", () => {
    const config = {
      model: "trajectories",
      id: "person",
      famly: "zip",
      level: 2,
      also: [{ order: "x" }],
      dropout: { lags: 3 },
    };
    const problems = configProblems(config);
    expect(problems.map(({ field, kind }) => [field, kind])).toEqual([
      ["famly", "unknown"],
      ["outcome", "missing"],
      ["time", "missing"],
      ["also[0].outcome", "missing"],
      ["level", "wrong"],
      ["also[0].order", "wrong"],
      ["dropout.lags", "wrong"],
    ]);
    expect(message(config)).toBe(`trajectories: ${problems[0]!.message}`);
    expect(problems[6]!.message).toBe("'dropout.lags' must be <= 2, got 3");
  });

  it("is empty for a good config, and says one thing of what meets no alternative", () => {
    expect(configProblems(good)).toEqual([]);
    const cohorts = { definitions: { young: [["age", "<>", 25]] } };
    expect(configProblems({ model: "decoupled", label: "y", cohorts })).toHaveLength(1);
    expect(configProblems({ model: "risk-terrain", outcome: "y", sets: { "a/b": [1] } })[0]!.field).toBe(
      "sets.a/b[0]",
    );
  });

  it("agrees with validateConfig on what is good", () => {
    const value = fc.anything();
    const config = fc.record({
      model: fc.constantFrom(...modelNames),
      outcome: value,
      terms: value,
      groups: value,
    });
    fc.assert(
      fc.property(config, (each) => {
        expect(configProblems(each).length === 0).toBe(message(each) === "accepted");
      }),
    );
  });
});
