import { describe, expect, it } from "vitest";
import type { ResultDocument } from "../../../../kernel-lib/src/contract/index.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import {
  type DecoupledOptions,
  predictByCohort,
  predictDecoupled,
} from "../../../../kernel-lib/src/models/decoupled/index.js";
import { pack, unpack } from "../../../../kernel-lib/src/models/forest/pack.js";
import { applicants, bySex, estimate, features } from "./hiring.js";

const data = applicants(300);
const table = asTable(data, "test");
const common = { label: "hired", features, cohorts: bySex, bootstraps: 0, select: "training" as const };
const saved = (document: ResultDocument) => JSON.parse(JSON.stringify(document)) as ResultDocument;
const fit = async (options: Partial<DecoupledOptions> = {}, columns: object = data) =>
  await estimate(columns as typeof data, { ...common, ...options } as DecoupledOptions);

describe("predictions", () => {
  it.each(["logistic", "tree", "forest", "boosted"] as const)(
    "of %s models are those of the fit, from a saved document too",
    async (estimator) => {
      const { document, details } = await fit({ estimator, estimatorOptions: { trees: 5 } });
      const out = predictDecoupled(saved(document), table);
      expect(out.columnNames()).toEqual(["cohort", "fitted", "probability", "threshold"]);
      expect(Float64Array.from(out.array("probability") as number[])).toEqual(details.chosenOn.scores);
      const { thresholds } = details.thresholds!;
      data.sex.forEach((sex, row) => {
        expect(out.get("cohort", row)).toBe(sex);
        const isHired = (out.get("probability", row) as number) >= thresholds[sex === "F" ? 0 : 1]!;
        expect(out.get("fitted", row)).toBe(isHired ? "yes" : "no");
      });
    },
  );

  it.each(["logistic", "tree", "forest", "boosted"] as const)(
    "of several classes by %s sum to 1",
    async (estimator) => {
      const { document, details } = await fit({ label: "level", estimator, estimatorOptions: { trees: 5 } });
      const out = predictDecoupled(saved(document), table);
      expect(out.columnNames()).toEqual([
        "cohort",
        "fitted",
        "probability[high]",
        "probability[low]",
        "probability[middle]",
      ]);
      for (let row = 0; row < 300; row++) {
        const p = ["high", "low", "middle"].map((level) => out.get(`probability[${level}]`, row) as number);
        expect(p[0]! + p[1]! + p[2]!).toBeCloseTo(1, 9);
        expect(out.get("fitted", row)).toBe(["high", "low", "middle"][p.indexOf(Math.max(...p))]);
        p.forEach((value, k) => expect(value).toBe(details.chosenOn.scores[3 * row + k]));
      }
    },
  );

  it.each(["linear", "tree", "forest", "boosted"] as const)(
    "of numbers by %s are numbers",
    async (estimator) => {
      const { document, details } = await fit({ label: "wage", estimator, estimatorOptions: { trees: 5 } });
      const out = predictDecoupled(saved(document), table);
      expect(out.columnNames()).toEqual(["cohort", "fitted"]);
      expect(Float64Array.from(out.array("fitted") as number[])).toEqual(details.chosenOn.scores);
    },
  );

  it("are split by cohort with the rows they come from", async () => {
    const { document } = await fit();
    const joined = predictDecoupled(document, table);
    const split = predictByCohort(document, table);
    expect(Object.keys(split)).toEqual(["F", "M"]);
    expect(split["F"]!.numRows() + split["M"]!.numRows()).toBe(300);
    for (const [cohort, part] of Object.entries(split)) {
      for (let i = 0; i < part.numRows(); i++) {
        const row = (part.get("row", i) as number) - 1;
        expect(data.sex[row]).toBe(cohort);
        expect(part.get("probability", i)).toBe(joined.get("probability", row));
      }
    }
    const women = asTable(
      Object.fromEntries(
        Object.entries(data).map(([name, values]) => [name, [values[data.sex.indexOf("F")]]]),
      ),
      "test",
    );
    expect(Object.keys(predictByCohort(document, women))).toEqual(["F"]);
  });

  it("go by the other features where a text is new, and say which", async () => {
    for (const estimator of ["logistic", "boosted"] as const) {
      const { document } = await fit({ estimator });
      const later = asTable({ sex: ["F", "M"], skill: [0.5, 0.5], school: ["west", "north"] }, "test");
      const out = predictDecoupled(saved(document), later);
      expect(out.array("unseen")).toEqual(["school", null]);
      expect(out.get("probability", 0)).toBeGreaterThan(0);
      expect(out.get("probability", 0)).toBeLessThan(1);
    }
  });

  it("know a text only from the cohort's own rows", async () => {
    const school = data.school.map((name, row) =>
      data.sex[row] === "F" && row % 3 === 0 ? "convent" : name,
    );
    const { document } = await fit({}, { ...data, school });
    const later = asTable({ sex: ["F", "M"], skill: [0, 0], school: ["convent", "convent"] }, "test");
    expect(predictDecoupled(document, later).array("unseen")).toEqual([null, "school"]);
  });

  it("refuse an infinite feature, by its row in the table", async () => {
    for (const estimator of ["logistic", "tree"] as const) {
      const { document } = await fit({ estimator });
      const later = asTable({ sex: ["M", "F"], skill: [0, -Infinity], school: ["north", "north"] }, "test");
      expect(() => predictDecoupled(document, later)).toThrow(
        "predict: 'features' needs finite numbers, but column 'skill' holds -Infinity in row 2",
      );
    }
  });

  it("fill in missing features, and know missing cohort levels that the fit knew", async () => {
    const sex = data.sex.map((value, row) => (row % 3 === 0 ? null : value));
    const { document } = await fit({}, { ...data, sex });
    const later = asTable({ sex: [null, "F"], skill: [1, NaN], school: ["north", null] }, "test");
    const out = predictDecoupled(saved(document), later);
    expect(out.array("cohort")).toEqual(["sex missing", "F"]);
    expect((out.array("probability") as number[]).every((p) => p > 0 && p < 1)).toBe(true);
  });

  it("refuse a row in no cohort or in two, naming it", async () => {
    const { document } = await fit();
    const strangers = asTable({ sex: ["F", "X"], skill: [1, 1], school: ["north", "north"] }, "test");
    expect(() => predictDecoupled(document, strangers)).toThrow(
      "predict: row 2 is in no cohort: 'sex' is 'X'",
    );
    const missing = asTable({ sex: [null, "F"], skill: [1, 1], school: ["north", "north"] }, "test");
    expect(() => predictDecoupled(document, missing)).toThrow(
      "predict: row 1 is in no cohort: 'sex' is missing",
    );
    const definitions = { low: ["skill", "<", 0], high: ["skill", ">=", 0], odd: ["school", "==", "odd"] };
    const odd = data.school.map((name, row) => (row % 5 === 0 ? "odd" : name));
    const skill = data.skill.map((value, row) => (row % 5 === 0 ? NaN : value));
    const other = await fit(
      { cohorts: { definitions } as never, minCohortSize: 10 },
      { ...data, school: odd, skill },
    );
    const both = asTable({ skill: [1, NaN], school: ["odd", "odd"] }, "test");
    expect(() => predictDecoupled(other.document, both)).toThrow(
      "predict: row 1 is in two cohorts, 'high' and 'odd'",
    );
  });

  it("of merged cohorts find all of their combinations", async () => {
    const { document } = await fit({ cohorts: { columns: ["region"] }, minCohortShare: 0.2 });
    const out = predictDecoupled(saved(document), table);
    data.region.forEach((region, row) => expect(out.get("cohort", row)).toBe(region === "A" ? "A" : "C"));
  });

  it("of ready-made scores need the column of scores", async () => {
    const score = data.skill.map((s) => 1 / (1 + Math.exp(-s)));
    const { document, details } = await fit({ score: "score", features: undefined }, { ...data, score });
    const later = asTable({ sex: ["F", "M"], score: [0.5, 0.5] }, "test");
    const out = predictDecoupled(saved(document), later);
    expect(Array.from(out.array("threshold") as number[])).toEqual(details.thresholds!.thresholds);
    expect(() => predictDecoupled(document, table)).toThrow(
      "'score' names column 'score', which the table does not have",
    );
    const bad = asTable({ sex: ["F"], score: [1.5] }, "test");
    expect(() => predictDecoupled(document, bad)).toThrow("column 'score' is 1.5 in row 1");
    const none = asTable({ sex: ["F", "F"], score: [0.5, NaN] }, "test");
    expect(() => predictDecoupled(document, none)).toThrow("column 'score' is missing in row 2");
  });

  it("of a model that knows one class, or not all, keep to those it knows", async () => {
    const level = data.level.map((value, row) =>
      data.sex[row] === "M" && value === "high" ? "middle" : value,
    );
    const { document } = await fit({ label: "level", minorityRate: 0 }, { ...data, level });
    expect(document.warnings.map(({ code }) => code)).toContain("class-absent");
    const out = predictDecoupled(saved(document), table);
    data.sex.forEach((sex, row) => sex === "M" && expect(out.get("probability[high]", row)).toBe(0));
    const hired = data.hired.map((value, row) => (data.sex[row] === "M" ? "yes" : value));
    const one = await fit({ minorityRate: 0 }, { ...data, hired });
    const always = predictDecoupled(saved(one.document), table);
    data.sex.forEach((sex, row) => sex === "M" && expect(always.get("probability", row)).toBe(1));
  });

  it("need a predictor that is whole", async () => {
    const { document } = await fit({ estimator: "boosted", estimatorOptions: { trees: 3 } });
    const broken = (change: (predictor: Record<string, never>) => unknown) => {
      const copy = saved(document);
      change(copy.predictor as Record<string, never>);
      return () => predictDecoupled(copy, table);
    };
    const { predictor: _, ...without } = saved(document);
    expect(() => predictDecoupled(without as ResultDocument, table)).toThrow("'predictor' is missing");
    expect(broken((p) => ((p as Record<string, unknown>)["kind"] = "glm"))).toThrow(
      "not of decoupled models",
    );
    const changes: ((p: Record<string, unknown>) => void)[] = [
      (p) => (p["levels"] = ["yes"]),
      (p) => (p["thresholds"] = [0.5]),
      (p) => (p["recipe"] = { kind: "columns", columns: ["sex"], cohorts: [{ name: "F" }] }),
      (p) => (p["trained"] = []),
      (p) => (p["label"] = 3),
      (p) => (p["score"] = 3),
    ];
    for (const change of changes)
      expect(broken(change as never)).toThrow("predict: the result document cannot predict");
    // Trees that would walk out of their arrays, or for ever.
    const trees = (p: Record<string, unknown>) =>
      (p["trained"] as { model: { trees: Record<string, unknown> } }[])[0]!.model.trees;
    for (const name of ["child", "feature", "nodeStart", "leafStart"]) {
      const far = Int32Array.from(unpack(trees(saved(document).predictor!)[name], "Int32Array", "test"));
      far[0] = 1e9;
      expect(broken((p) => (trees(p)[name] = pack(far)))).toThrow(
        "predict: the result document cannot predict",
      );
    }
    const round = Int32Array.from(unpack(trees(saved(document).predictor!)["child"], "Int32Array", "test"));
    round[0] = 0;
    expect(broken((p) => (trees(p)["child"] = pack(round)))).toThrow("cannot predict");
    expect(broken((p) => (trees(p)["child"] = { type: "Int32Array", length: 3, data: "AA" }))).toThrow(
      "damaged",
    );
  });
});
