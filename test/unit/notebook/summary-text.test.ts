import { describe, expect, test } from "vitest";
import { notesOf, summaryText, textTable, wrap } from "../../../kernel-lib/src/notebook/summary-text.js";
import { glmDocument } from "../charts/fixtures.js";

test("a Poisson fit reads as from a statistics program", () => {
  const document = glmDocument("poisson");
  document.warnings = [
    {
      code: "overdispersion",
      message:
        "The Pearson statistic is 12.2 times its degrees of freedom: the counts vary more than a Poisson's; try the negative binomial.",
    },
  ];
  document.tables.coefficients!.notes = ["Theta is not estimated."];
  expect(summaryText(document)).toBe(
    `                  Poisson regression (log link): Days
========================================================================
Outcome:                         Days         Log-likelihood: -1,142.592
Model:                   glm, poisson         AIC:             2,299.184
Std. errors:                classical         BIC:             2,320.070
Observations:                     146         Deviance:        1,696.707
Parameters:                         7         Null deviance:   2,073.533
Status:                     converged
Engine:       fused on cpu (1 thread)
Fitted:          2026-11-21 10:00 UTC
Time:                          0.01 s
========================================================================
Term       Estimate  Std. error        z   P>|z|  95 % lower  95 % upper
------------------------------------------------------------------------
Intercept    2.7154     0.06468   41.980  <0.001      2.5886      2.8422
Eth[T.N]    -0.5336     0.04188  -12.740  <0.001     -0.6157     -0.4515
Sex[T.M]     0.1616     0.04253    3.799  <0.001      0.0782      0.2450
Age[T.F1]   -0.3339     0.07009   -4.764  <0.001     -0.4713     -0.1965
Age[T.F2]    0.2578     0.06242    4.131  <0.001      0.1355      0.3802
Age[T.F3]    0.4277     0.06769    6.319  <0.001      0.2950      0.5604
Lrn[T.SL]    0.3489     0.05204    6.705  <0.001      0.2469      0.4509
========================================================================
Notes:
[1] Theta is not estimated.
[2] The Pearson statistic is 12.2 times its degrees of freedom: the
    counts vary more than a Poisson's; try the negative binomial.`,
  );
});

test("the model, its errors, weights and offset are named", () => {
  const document = glmDocument("negative-binomial");
  Object.assign(document.config, {
    errors: "cluster",
    cluster: "school",
    exposure: "weeks",
    weights: "w",
    offset: "log(area)",
  });
  const text = summaryText(document);
  expect(text).toMatch(/Negative binomial regression \(log link\): Days/);
  expect(text).toMatch(/Std\. errors: +clustered by school /);
  expect(text).toMatch(/Weights: +w /);
  expect(text).toMatch(/Exposure: +weeks /);
  expect(text).toMatch(/Offset: +log\(area\)\n/);
});

test("statistics no label knows are printed under their own names, nulls as a dash", () => {
  const document = glmDocument();
  document.fit = { nObs: 5, logLik: null, someMse: 1.5 };
  const text = summaryText(document);
  expect(text).toMatch(/Log-likelihood: +–\n/);
  expect(text).toMatch(/Some mse: +1\.5000/);
});

test("a fit that did not converge says so first", () => {
  const document = glmDocument();
  document.status = "interrupted";
  document.warnings = [{ code: "x", message: "Later." }];
  expect(notesOf(document)).toEqual([
    "The fit was interrupted; these are the estimates it had reached.",
    "Later.",
  ]);
});

test("no table, no rows, no statistics: still a summary", () => {
  const document = glmDocument();
  document.tables = {};
  document.fit = {};
  expect(summaryText(document)).toContain("Poisson regression");
  document.tables = { coefficients: { columns: [], rows: [] } };
  expect(summaryText(document)).toContain("Poisson regression");
});

describe("textTable", () => {
  test("keeps the decimal points of a column below each other, and far smaller numbers apart", () => {
    const rows = [1, 0.25, -100, 0, 1e-9, 1e12, null].map((x) => ({ x }));
    const lines = textTable({ columns: [{ name: "x", type: "number" }], rows });
    expect(lines.map((line) => line.trim())).toEqual([
      "x",
      "1.0000",
      "0.2500",
      "-100.0000",
      "0.0000",
      "1.000e-9",
      "1.000e+12",
      "–",
    ]);
  });

  test("writes each type in its own way", () => {
    const columns = (["text", "integer", "p-value", "percent", "boolean"] as const).map((type) => ({
      name: type,
      type,
    }));
    const rows = [{ text: "a", integer: 20319, "p-value": 0.0004, percent: 0.123, boolean: true }];
    expect(textTable({ columns, rows })[1]!.split(/ {2,}/)).toEqual([
      "a",
      "20,319",
      "<0.001",
      "12.3 %",
      "true",
    ]);
  });

  test("says how many rows it left out", () => {
    const lines = textTable(
      { columns: [{ name: "x", type: "integer" }], rows: [{ x: 1 }, { x: 2 }, { x: 3 }] },
      { most: 1 },
    );
    expect(lines).toEqual(["x", "1", "… and 2 more rows"]);
  });

  test("clips names that would push the numbers off the page", () => {
    const lines = textTable({ columns: [{ name: "term", type: "text" }], rows: [{ term: "x".repeat(80) }] });
    expect(lines[1]).toBe(`${"x".repeat(35)}…`);
  });
});

test("wrapped notes hang below their number", () => {
  expect(wrap("[1] one two three", 12)).toEqual(["[1] one two", "    three"]);
});

test("nothing in a stranger's document moves the terminal or turns its lines", () => {
  const evil = "a\u001b]0;owned\u0007\u009b2J\r\nb\u202ec\u2066";
  const document = glmDocument("poisson", [[evil, 1, 1]]);
  Object.assign(document.config, { outcome: evil });
  document.provenance.device = evil;
  document.warnings = [{ code: "x", message: evil }];
  document.fit = { [evil]: 1 };
  expect(summaryText(document)).not.toMatch(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
  );
  expect(textTable(document.tables.coefficients!)).toHaveLength(2);
  expect(textTable(document.tables.coefficients!)[1]).not.toMatch(/[\u0000-\u001f]/);
});

test("of a table of 300,000 rows the first are printed, and the rest are counted", () => {
  const rows = Array.from({ length: 300_000 }, (_, i): [string, number, number] => [`x${i}`, i, 1]);
  const text = summaryText(glmDocument("poisson", rows));
  expect(text).toContain("\nx199 ");
  expect(text).not.toContain("\nx200 ");
  expect(text).toContain("… and 299800 more rows");
});
