import { describe, expect, it } from "vitest";
import { tableOf } from "../../../../extension/src/chart/chart-data";
import { printed, printedName } from "../../../../extension/src/chart/printed";

describe("printed", () => {
  const rows = [
    { group: 1, mean: 12_345, lower: 1e-12 },
    { group: 2, mean: 0.5, lower: null },
  ];

  it("puts the text of numbers beside them, as tables print them", () => {
    const texts = printed(rows, "mean", "lower").map((row) => [
      row[printedName("mean")],
      row[printedName("lower")],
    ]);
    expect(texts).toEqual([
      ["12,345", "1e−12"],
      ["0.5", "—"],
    ]);
  });

  it("is no part of the data below a chart", () => {
    expect(tableOf(printed(rows, "mean", "lower"))).toEqual(tableOf(rows));
  });
});
