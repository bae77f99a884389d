import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readResult } from "../../../../extension/src/viewer/read-result";
import { fixture } from "../support";

const minimal = { kind: "quetelet.result", version: 1, model: "ols", status: "converged" };

describe("readResult", () => {
  it.each(["ols", "negative-binomial"] as const)("reads what the library writes: %s", (name) => {
    const document = fixture(name);
    expect(readResult(document)).toEqual({ ok: true, result: document });
    expect(readResult(JSON.stringify(document))).toEqual({ ok: true, result: document });
  });

  it("takes absent parts as empty", () => {
    const read = readResult(minimal);
    expect(read).toMatchObject({ ok: true, result: { warnings: [], tables: {}, charts: {}, fit: {} } });
  });

  it("says what kind of document it was not given", () => {
    expect(readResult('{"kind": "quetelet.res')).toEqual({ ok: false, problem: { kind: "not-json" } });
    expect(readResult([])).toEqual({ ok: false, problem: { kind: "not-a-result" } });
    expect(readResult(undefined)).toEqual({ ok: false, problem: { kind: "not-a-result" } });
    expect(readResult({ ...minimal, version: 2 })).toEqual({
      ok: false,
      problem: { kind: "version", version: "2" },
    });
  });

  it.each([
    [{ status: 3 }, "status", "text"],
    [{ fit: { aic: "12" } }, "fit.aic", "a number or null"],
    [{ warnings: {} }, "warnings", "a list"],
    [{ warnings: [{ code: "x" }] }, "warnings[0].message", "text"],
    [
      { tables: { a: { columns: [{ name: "x" }], rows: [{ x: {} }] } } },
      "tables.a.rows[0].x",
      "text, a number",
    ],
    [{ tables: { a: { columns: [], rows: [null] } } }, "tables.a.rows[0]", "an object"],
    [{ charts: { a: "chart" } }, "charts.a", "an object"],
    [{ provenance: { versions: [] } }, "provenance.versions", "an object"],
  ])("names the part that is malformed: %j", (part, where, expected) => {
    const read = readResult({ ...minimal, ...part });
    expect(read).toMatchObject({ ok: false, problem: { kind: "malformed", where } });
    expect(!read.ok && read.problem.kind === "malformed" && read.problem.expected).toContain(expected);
  });

  it("does not take a column's value from the prototype", () => {
    const table = { columns: [{ name: "toString", type: "text" }], rows: [{}] };
    const read = readResult({ ...minimal, tables: { table } });
    expect(read.ok && read.result.tables.table?.rows[0]?.toString).toBe(null);
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.anything(), fc.dictionary(fc.string(), fc.jsonValue()), (anything, parts) => {
        expect(readResult(anything)).toHaveProperty("ok");
        expect(readResult({ ...minimal, ...parts })).toHaveProperty("ok");
      }),
    );
  });

  it("never throws when one part of a good document is replaced", () => {
    const paths = ["config", "warnings", "provenance", "fit", "tables", "charts", "model", "status"];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 4 }), (path, value) => {
        const read = readResult({ ...fixture("ols"), [path]: value });
        if (!read.ok && read.problem.kind === "malformed") expect(read.problem.where).toContain(path);
      }),
      { numRuns: 40 },
    );
  });
});
