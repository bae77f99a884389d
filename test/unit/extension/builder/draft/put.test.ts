import { describe, expect, it } from "vitest";
import { getAt, setAt } from "../../../../../extension/src/builder/draft/paths";
import { putColumns } from "../../../../../extension/src/builder/draft/put";
import { newSetName, renameSet } from "../../../../../extension/src/builder/draft/sets";
import { draft, streets } from "../support";

const columns = new Set(streets.columns.map(({ name }) => name));

describe("putColumns", () => {
  it("fills a place for one, adds to a place for many, and writes terms so that they are read", () => {
    const glm = draft({ model: "glm", outcome: "length", terms: ["density"] });
    expect(putColumns(glm, ["crimes"], "outcome", { columns }).config.outcome).toBe("crimes");
    expect(
      putColumns(glm, ["calls 311", "density", "log(length)"], "terms", { columns }).config.terms,
    ).toEqual(["density", "`calls 311`", "log(length)"]);
    const rest = putColumns(glm, ["density"], "outcome", { columns, from: "terms" });
    expect(rest.config).toEqual({ model: "glm", outcome: "density" });
  });

  it("keeps a candidate in one set", () => {
    const model = draft({ model: "risk-terrain", sets: { "a.b": ["alc_dis_50", "alc_kde_50"], b: [] } });
    expect(putColumns(model, ["alc_dis_50"], "sets.b", { columns, from: "sets.a.b" }).config.sets).toEqual({
      "a.b": ["alc_kde_50"],
      b: ["alc_dis_50"],
    });
    expect(putColumns(model, ["alc_dis_50", "alc_dis_100"], "sets", { columns }).config.sets).toEqual({
      "a.b": ["alc_kde_50"],
      b: [],
      alc_dis: ["alc_dis_50", "alc_dis_100"],
    });
  });
});

describe("sets", () => {
  it("are renamed in their place, and never to another's name", () => {
    expect(Object.keys(renameSet({ a: [], b: [], c: [] }, "b", "__proto__")!)).toEqual([
      "a",
      "__proto__",
      "c",
    ]);
    expect(renameSet({ a: [], b: [] }, "a", "b")).toBeNull();
    expect(newSetName({ set1: [], set2: [] }, [])).toBe("set3");
  });
});

describe("paths", () => {
  it("reach into lists and objects, and leave none empty that says nothing", () => {
    const config = { also: [{ outcome: "a" }], costs: { falsePositive: 2 }, dropout: { lags: 2 } };
    expect(getAt(config, "also[0].outcome")).toBe("a");
    expect(getAt(config, "also[4].outcome")).toBeUndefined();
    expect(getAt(config, "toString")).toBeUndefined();
    expect(setAt(config, "costs.falsePositive", undefined)).toEqual({
      also: [{ outcome: "a" }],
      dropout: { lags: 2 },
    });
    expect(setAt(config, "dropout.lags", undefined).dropout).toEqual({});
    expect(setAt(config, "also[0].order", [1, 2]).also[0]).toEqual({ outcome: "a", order: [1, 2] });
    expect(config.also[0]).toEqual({ outcome: "a" });
  });
});

it("takes names that every object has of its own for names", () => {
  const model = draft({ model: "risk-terrain", sets: {} });
  const put = putColumns(model, ["constructor_50", "constructor_100"], "sets", { columns });
  expect(put.config.sets).toEqual({ constructor: ["constructor_50", "constructor_100"] });
});
