import fc from "fast-check";
import { InputError } from "quetelet/contract";
import { describe, expect, it } from "vitest";
import { changeModel, configFor, draftOf, newDraft } from "../../../../../extension/src/builder/draft";
import { problemsOf } from "../../../../../extension/src/builder/draft/problems";
import { defaultPreferences } from "../../../../../extension/src/preferences";
import { draft, models, told } from "../support";

const tables = [
  { kind: "variable" as const, name: "streets", rows: 3, columns: 2 },
  { kind: "file" as const, name: "streets.csv", rows: null, columns: null },
];

describe("newDraft", () => {
  it("writes preferences that differ from what the model takes anyway", () => {
    expect(newDraft("glm", defaultPreferences).config).toEqual({ model: "glm" });
    const preferences = { ...defaultPreferences, engine: "tfjs" as const, threads: 4, level: 0.9 };
    expect(newDraft("glm", preferences).config).toEqual({
      model: "glm",
      engine: "tfjs",
      threads: 4,
      level: 0.9,
    });
  });
});

describe("draftOf", () => {
  it("finds the table as a fit does: a file, a data set, a variable", () => {
    const config = { model: "ols", outcome: "y", terms: ["x"] };
    expect(draftOf({ ...config, data: "streets" }, tables).source).toMatchObject({
      kind: "variable",
      name: "streets",
    });
    const both = [...tables, { kind: "file" as const, name: "streets", rows: 1, columns: 1 }];
    expect(draftOf({ ...config, data: "streets" }, both).source!.kind).toBe("file");
  });

  it("finds the table of the kind that the config says, and of no other", () => {
    const kinds = ["file", "dataset", "variable"] as const;
    const all = kinds.map((kind) => ({ kind, name: "streets", rows: 1, columns: 1 }));
    const config = { model: "ols", data: "streets", outcome: "y", terms: ["x"], seed: 1 };
    for (const kind of kinds) {
      const said = { ...config, dataKind: kind };
      const opened = draftOf(said, all);
      expect(opened.source!.kind).toBe(kind);
      expect(opened.config).not.toHaveProperty("dataKind");
      expect(configFor(opened)).toEqual(said);
      const gone = draftOf(said, all.filter((table) => table.kind !== kind)); // prettier-ignore
      expect(gone.source).toBeNull();
      expect(configFor(gone)).toEqual(said);
      expect(problemsOf(gone, null)[0]!.message).toMatch(
        { file: /no file called/, dataset: /no data set called/, variable: /run the cell that makes it/ }[
          kind
        ],
      );
    }
    // A file needs no kind; another table has one, lest a file of its name be taken for it later.
    expect(configFor(draftOf(config, all))).toEqual(config);
    for (const kind of ["dataset", "variable"] as const) {
      const found = draftOf(config, all.filter((table) => table.kind === kind)); // prettier-ignore
      expect(configFor(found)).toEqual({ ...config, dataKind: kind });
    }
    expect(draftOf({ ...config, dataKind: "odd" }, all).source).toBeNull();
  });

  it("loses no field, whatever signs its name holds", () => {
    const config = { model: "ols", outcome: "y", terms: ["x"], "a.b": 1, "c[0]": 2 };
    expect(configFor(draftOf(config, tables))).toMatchObject(config);
  });

  it("keeps data that are nowhere, and tells so", () => {
    const opened = draftOf({ model: "ols", outcome: "y", terms: ["x"], data: "gone.csv" }, tables);
    expect(opened.source).toBeNull();
    expect(configFor(opened)).toMatchObject({ data: "gone.csv" });
    expect(told({ ...opened.config, data: "gone.csv" })).not.toEqual([]);
  });

  it("keeps what it does not know, and refuses what is no config", () => {
    const opened = draftOf({ model: "ols", outcome: "y", terms: ["x"], fancy: 3, level: "high" }, tables);
    expect(configFor(opened)).toMatchObject({ fancy: 3, level: "high" });
    const problems = told(opened.config).join("\n");
    expect(problems).toMatch(/fancy: Unknown field 'fancy'/);
    expect(problems).toMatch(/level: 'level' must be a number, got 'high'/);
    expect(() => draftOf([], tables)).toThrow(InputError);
    expect(() => draftOf({ model: "gml" }, tables)).toThrow(/did you mean 'glm'/);
  });

  it("opens what configFor saved as the same config", () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string({ minLength: 1 })));
    const fields = fc.dictionary(
      fc.constantFrom("outcome", "terms", "level", "weights", "odd", "groups"),
      value,
    );
    fc.assert(
      fc.property(fc.constantFrom(...models), fields, (model, config) => {
        const once = configFor(draft({ model, ...config }));
        expect(
          configFor(draftOf(once, [{ kind: "file", name: "streets.csv", rows: 1, columns: 1 }])),
        ).toEqual(once);
      }),
    );
  });
});

describe("configFor", () => {
  it("leaves out what the model takes anyway, and always tells the seed", () => {
    const config = {
      model: "risk-terrain",
      sets: { a: ["b"] },
      outcome: "y",
      method: "exact",
      iterations: { burnIn: 10000, pruned: 5 },
    } as const;
    expect(JSON.stringify(configFor(draft(config)))).toBe(
      '{"model":"risk-terrain","data":"streets.csv","outcome":"y","sets":{"a":["b"]},"iterations":{"pruned":5},"seed":1}',
    );
  });

  it("keeps an equation that is asked for by being there", () => {
    const config = { model: "trajectories", id: "i", time: "t", outcome: "y", dropout: { lags: 1 } } as const;
    expect(configFor(draft(config))).toMatchObject({ dropout: {} });
  });
});

describe("the kind of a table that was chosen", () => {
  it.each([
    ["variable", { data: "streets", dataKind: "variable" }],
    ["dataset", { data: "streets", dataKind: "dataset" }],
    ["file", { data: "streets" }],
  ] as const)("is saved with a %s so that it is found again", (kind, saved) => {
    const config = { model: "ols" as const, outcome: "y" };
    const { model: _, outcome: __, seed: ___, ...rest } = configFor({ config, source: { kind, name: "streets" } }) as Record<string, unknown>; // prettier-ignore
    expect(rest).toEqual(saved);
  });
});

describe("changeModel", () => {
  it("keeps the parts that columns can play in the other model", () => {
    const glm = draft({
      model: "glm",
      outcome: "crimes",
      terms: ["`calls 311`", "log(length)"],
      family: "poisson",
      weights: "w",
      level: 0.9,
    });
    const forest = changeModel(glm, "random-forest");
    expect(forest.config).toEqual({
      model: "random-forest",
      outcome: "crimes",
      features: ["calls 311"],
      weights: "w",
      level: 0.9,
    });
    expect(changeModel(forest, "decoupled").config).toMatchObject({
      label: "crimes",
      features: ["calls 311"],
    });
    expect(changeModel(forest, "glm").config).toMatchObject({ outcome: "crimes", terms: ["`calls 311`"] });
    expect(changeModel(glm, "risk-terrain").config).toMatchObject({ family: "poisson" });
  });

  it("leaves behind what the other model would refuse", () => {
    const glm = draft({ model: "glm", outcome: "y", terms: ["x"], family: "binomial", errors: "HC1" });
    expect(changeModel(glm, "trajectories").config).toEqual({
      model: "trajectories",
      outcome: "y",
      family: "binomial",
    });
    expect(changeModel(glm, "risk-terrain").config).toEqual({ model: "risk-terrain", outcome: "y" });
    const course = draft({ model: "trajectories", outcome: "y", covariates: ["x"], groups: [2, 3] });
    expect(changeModel(course, "hierarchical-forest").config).toEqual({
      model: "hierarchical-forest",
      outcome: "y",
    });
  });
});
