import { describe, expect, it } from "vitest";
import { coefficientTable } from "../../../../extension/src/compare/coefficient-table";
import { trans } from "../support";
import { compared, result, table } from "./support";

const terms = (rows: Parameters<typeof table>[0]) => ({ coefficients: table(rows) });
const options = { baseline: 0, trans };

describe("coefficients side by side", () => {
  const all = compared(
    result({
      tables: terms([
        { term: "rm", estimate: 4, stdError: 0.5 },
        { term: "dis", estimate: 1, stdError: 0.2 },
      ]),
    }),
    result({
      tables: terms([
        { term: "dis", estimate: 3, stdError: 0.1 },
        { term: "chas", estimate: 7, stdError: 1 },
      ]),
    }),
  );

  it("are joined by term, in the order in which they come", () => {
    expect(coefficientTable(all, options)!.rows.map(({ term }) => term)).toEqual(["rm", "dis", "chas"]);
    expect(coefficientTable(all, options)!.rows[1]).toMatchObject({
      "A estimate": 1,
      "B SE": 0.1,
      "B - A": 2,
    });
    expect(coefficientTable(all, options)!.rows[2]).toMatchObject({ "A estimate": null, "B - A": null });
  });

  it("say that overlapping intervals are no test", () => {
    expect(coefficientTable(all, options)!.notes?.[0]).toMatch(/overlap is not a test/);
  });

  it("have a column of ratios only where there are some", () => {
    const names = (at: typeof all) => coefficientTable(at, options)!.columns.map(({ name }) => name);
    expect(names(all)).toEqual(["term", "A estimate", "A SE", "B estimate", "B SE", "B - A"]);
    const rates = result({ tables: terms([{ term: "rm", estimate: 0.7, stdError: 0.1, ratio: 2 }]) });
    expect(names(compared(result(), rates))).toContain("B ratio");
  });

  it("are not subtracted on different scales", () => {
    const config = { model: "glm", family: "poisson" };
    const poisson = result({ model: "glm", config, tables: all[1]!.result.tables });
    const mixed = coefficientTable(compared(all[0]!.result, poisson), options)!;
    expect(mixed.columns.map(({ name }) => name)).not.toContain("B - A");
    expect(mixed.notes?.join(" ")).toContain("B: on another scale than A");
  });

  it("keep groups and cohorts apart", () => {
    const groups = terms([
      { group: 1, part: "curve", term: "Linear", estimate: 1 },
      { group: 2, part: "curve", term: "Linear", estimate: 2 },
    ]);
    const trajectories = result({ model: "trajectories", tables: groups });
    const joined = coefficientTable(compared(trajectories, trajectories), options)!;
    expect(joined.rows.map(({ term }) => term)).toEqual([
      "Linear (group 1, curve)",
      "Linear (group 2, curve)",
    ]);
    expect(joined.notes?.join(" ")).toContain("matched by their number");
  });

  it("need two results that have some", () => {
    expect(coefficientTable(compared(result(), result({ tables: {} })), options)).toBe(null);
  });
});
