import { describe, expect, it } from "vitest";
import { fitTable, printStatistic } from "../../../../extension/src/compare/fit-table";
import { trans } from "../support";
import { compared, result } from "./support";

const all = compared(
  result({ fit: { nObs: 100, aic: 210, bic: 220, rSquared: 0.5 } }),
  result({ fit: { nObs: 100, aic: 200.5, bic: 225 } }),
  result({ fit: { nObs: 100, aic: 200.5, bic: null } }),
);
const options = { baseline: 0, comparable: true, trans };
const row = (name: string, table = fitTable(all, options)) => table.rows.find(({ key }) => key === name)!;

describe("statistics side by side", () => {
  it("are subtracted from the baseline's", () => {
    expect(row("aic")).toMatchObject({ A: 210, B: 200.5, C: 200.5, "B - A": -9.5, "C - A": -9.5 });
    expect(row("aic", fitTable(all, { ...options, baseline: 1 }))).toMatchObject({
      "A - B": 9.5,
      "C - B": 0,
    });
  });

  it("mark the lowest criterion, more than one where they tie, and none of the counts", () => {
    expect(row("aic").lowest).toBe("B, C");
    expect(row("bic").lowest).toBe("A");
    expect(row("nObs").lowest).toBeUndefined();
    expect(row("rSquared").lowest).toBeUndefined();
  });

  it("mark nothing where they cannot be compared, and say so", () => {
    const table = fitTable(all, { ...options, comparable: false });
    expect(table.columns.map(({ name }) => name)).not.toContain("lowest");
    expect(table.notes?.join(" ")).toContain("No lowest AIC or BIC is marked");
  });

  it("leave empty what one of them lacks", () => {
    expect(row("rSquared")).toMatchObject({ A: 0.5, B: null, "B - A": null });
    expect(row("bic")).toMatchObject({ C: null, "C - A": null });
  });

  it("give least squares the error that forests have", () => {
    const forest = result({ model: "random-forest", fit: { nObs: 506, oobMse: 11 } });
    const table = fitTable(compared(result(), forest), options);
    const { fit } = result();
    expect(row("meanSquaredError", table).A).toBeCloseTo(fit.deviance! / fit.nObs!, 10);
    expect(row("oobMse", table)).toMatchObject({ A: null, B: 11 });
    const weighted = fitTable(compared(result({ config: { weights: "w" } }), forest), options);
    expect(weighted.rows.map(({ key }) => key)).not.toContain("meanSquaredError");
  });
});

it("prints each statistic its own way", () => {
  const number = { name: "A", type: "number" } as const;
  expect(printStatistic(506, number, { key: "nObs" })).toBe("506");
  expect(printStatistic(0.0001, number, { key: "fPValue" })).toBe("<0.001");
  expect(printStatistic(-9.5, number, { key: "aic" })).toBe("−9.500");
  expect(printStatistic(null, { name: "lowest", type: "text" }, { key: "nObs" })).toBe("");
});
