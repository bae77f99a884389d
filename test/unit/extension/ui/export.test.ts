import fc from "fast-check";
import Papa from "papaparse";
import type { ResultTable } from "quetelet/contract";
import { expect, it } from "vitest";
import { fileName, toCsv, toTsv } from "../../../../extension/src/ui/export";

const table = (rows: ResultTable["rows"]): ResultTable => ({
  columns: [
    { name: "term", label: "Term", type: "text" },
    { name: "estimate", type: "number" },
  ],
  rows,
});

it("writes raw numbers and leaves missing values empty", () => {
  const text = toCsv(
    table([
      { term: "x", estimate: -0.1234567890123 },
      { term: "y", estimate: null },
    ]),
  );
  expect(text).toBe("term,estimate\r\nx,-0.1234567890123\r\ny,\r\n");
});

it("keeps spreadsheets from running a stranger's text", () => {
  for (const term of ["=1+1", "+x", "-x", "@SUM(A1)", "\tx"]) {
    expect(toCsv(table([{ term, estimate: 1 }])).split("\r\n")[1]).toMatch(/^"?'/);
    expect(toTsv(table([{ term, estimate: 1 }])).split("\n")[1]).toMatch(/^'/);
  }
});

it("writes CSV that reads back as it was", () => {
  const plain = fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text));
  const row = fc.record({ term: plain, estimate: fc.double({ noNaN: true, noDefaultInfinity: true }) });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), (rows) => {
      const { data } = Papa.parse<string[]>(toCsv(table(rows)).slice(0, -2), {
        newline: "\r\n",
        delimiter: ",",
      });
      expect(data.slice(1)).toEqual(rows.map(({ term, estimate }) => [term, String(estimate)]));
    }),
  );
});

it("puts one row on each line of tab-separated values", () => {
  const lines = toTsv(table([{ term: "a\tb\nc", estimate: 1 }])).split("\n");
  expect(lines).toEqual(["term\testimate", "a b c\t1", ""]);
});

it("names files by what every system takes", () => {
  expect(fileName(["glm-TotalCrime", "Coefficients"], "csv")).toBe("glm-totalcrime-coefficients.csv");
  expect(fileName(["../../étude"], "svg")).toBe("e-tude.svg");
  expect(fileName(["…"], "png")).toBe("result.png");
});
