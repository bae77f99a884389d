// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { coverageWords } from "../../../../../../extension/src/viewer/families/forest/coverage";
import { distributionChart } from "../../../../../../extension/src/viewer/families/forest/distribution-chart";
import { explainCode } from "../../../../../../extension/src/viewer/families/forest/explain-code";
import ForestView from "../../../../../../extension/src/viewer/families/forest/forest-view";
import {
  heaviestOf,
  type NumberOutcome,
  readExplained,
} from "../../../../../../extension/src/viewer/families/forest/read-explained";
import { fixture, trans } from "../../../support";
import { expectDrawable, expectSameShape, preparePage, showView, spoiled } from "../support";

beforeAll(preparePage);
afterEach(cleanup);

describe("reading explanations", () => {
  it("takes each row with its class, its outcome and what weighs in it", () => {
    const result = fixture("forest");
    const explained = readExplained(result);
    const rows = result.tables.explained!.rows;
    expect(explained.map(({ row, why }) => [row, why])).toEqual(rows.map(({ row, why }) => [row, why]));
    const [first] = explained as [(typeof explained)[0]];
    expect(first.classes.map(({ name }) => name)).toEqual([
      "P(cohort = north)",
      "P(cohort = south)",
      "P(cohort = west)",
    ]);
    expect((first.outcome as NumberOutcome).fitted).toBe(rows[0]!.fitted);
    expect(first.distribution.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 4);
    expect(heaviestOf(result, first.row)!.rows[0]!.row).toBe(first.row);
    expect(heaviestOf(result, 100_000)).toBeNull();
  });

  it("reads classes too", () => {
    const [first] = readExplained(fixture("forest-classes"));
    expect(first!.outcome.kind).toBe("classes");
    expect(first!.distribution).toEqual([]);
    expect(first!.outcome).toMatchObject({ probabilities: [{ name: "P(0)" }, { name: "P(1)" }] });
  });

  it("never fails, whatever a document holds", () => {
    fc.assert(
      fc.property(fc.constantFrom("forest" as const, "forest-classes" as const), fc.gen(), (name, seed) => {
        const result = spoiled(fixture(name), seed);
        coverageWords(result, trans);
        for (const { row, outcome, distribution } of readExplained(result)) {
          heaviestOf(result, row);
          explainCode(result, row);
          if (outcome.kind === "number") {
            distributionChart(distribution, outcome, { title: "t", description: "d", outcome: "y", trans });
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("the distribution", () => {
  it("can be drawn, of few outcomes and of many", () => {
    const { outcome, distribution } = readExplained(fixture("forest"))[0]!;
    const chart = (steps: typeof distribution) =>
      distributionChart(steps, outcome as NumberOutcome, {
        title: "t",
        description: "d",
        outcome: 'a "y"',
        trans,
      });
    expectDrawable(chart(distribution));
    const single = [
      { from: 1, to: 1, weight: 0.5 },
      { from: 2, to: 2, weight: 0.5 },
    ];
    expectDrawable(chart(single));
    expectSameShape(chart(distribution), chart(single));
    expectDrawable(chart([]));
  });
});

describe("coverage in words", () => {
  it("tells what was asked for, what was held, and the group that fares worst", () => {
    const result = fixture("forest");
    const own = result.tables.intervals!.rows.filter(
      ({ model, group }) => model === "estimated class" && group !== "(all)",
    );
    const worst = own.reduce((a, b) => ((b.coverage as number) < (a.coverage as number) ? b : a));
    const words = coverageWords(result, trans);
    expect(words[0]).toContain("90.0 %");
    expect(words[1]).toContain(`least for ${String(worst.group)}`);
    expect(words[2]).toMatch(/^Calibrated intervals hold/);
  });
});

describe("the view", () => {
  it("explains a row that is chosen, and gives code for any", () => {
    const result = fixture("forest");
    showView(ForestView, result);
    expect(screen.getByRole("region", { name: "Coverage by group" })).toBeDefined();
    fireEvent.click(screen.getByRole("radio", { name: /highest prediction/ }));
    const row = result.tables.explained!.rows.find(({ why }) => /highest prediction/.test(String(why)))!;
    const panel = screen.getByRole("region", { name: `Row ${String(row.row)}` });
    expect(panel.textContent).toContain("What the proxies say of cohort");
    expect(within(panel).getByRole("table").textContent).toContain("Training row");
    expect(screen.getByText(`explainOutcome(fit, table, ${(row.row as number) - 1})`)).toBeDefined();
    const field = screen.getByRole("spinbutton", { name: "Row number, from 1" });
    fireEvent.change(field, { target: { value: "7" } });
    expect(screen.getByText("explainOutcome(fit, table, 6)")).toBeDefined();
    expect(screen.getByText(/For row 7, run this in the notebook/)).toBeDefined();
    expect(screen.queryByRole("region", { name: /^Row/ })).toBeNull();
    fireEvent.change(field, { target: { value: "9999" } });
    expect(screen.queryByText(/explainOutcome/)).toBeNull();
  });

  it("shows probabilities of classes, and accuracy for coverage", () => {
    showView(ForestView, fixture("forest-classes"));
    expect(screen.getByRole("region", { name: "Accuracy by group" })).toBeDefined();
    expect(screen.getByRole("group", { name: "Predicted probabilities" })).toBeDefined();
    expect(screen.getByText(/fit\.predict\(table\.slice/)).toBeDefined();
  });

  it("shows coverage alone of an older document", () => {
    const { details: _, ...old } = fixture("forest");
    delete old.tables.explained;
    showView(ForestView, old);
    expect(screen.getByRole("region", { name: "Coverage by group" })).toBeDefined();
    expect(screen.queryByRole("region", { name: "One prediction explained" })).toBeNull();
  });
});
