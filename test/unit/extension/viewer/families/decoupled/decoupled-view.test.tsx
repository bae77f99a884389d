// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { cohortTable } from "../../../../../../extension/src/viewer/families/decoupled/cohort-table";
import DecoupledView from "../../../../../../extension/src/viewer/families/decoupled/decoupled-view";
import { frontierChart } from "../../../../../../extension/src/viewer/families/decoupled/frontier-chart";
import { insideOf } from "../../../../../../extension/src/viewer/families/decoupled/lambda-control";
import { ratesOf } from "../../../../../../extension/src/viewer/families/decoupled/rates";
import { ratesChart } from "../../../../../../extension/src/viewer/families/decoupled/rates-chart";
import {
  pointAt,
  readFrontier,
} from "../../../../../../extension/src/viewer/families/decoupled/read-frontier";
import { changeWords, pointWords } from "../../../../../../extension/src/viewer/families/decoupled/words";
import { fixture, trans } from "../../../support";
import { expectDrawable, expectSameShape, preparePage, showView, spoiled } from "../support";

beforeAll(preparePage);
afterEach(cleanup);

describe("reading the trade-off", () => {
  const result = fixture("decoupled");
  const view = readFrontier(result)!;

  it("takes the points in order, and finds the one in use", () => {
    const rows = result.tables.frontier!.rows.filter(({ set }) => set === "optimal");
    expect(view.points).toHaveLength(rows.length);
    expect(view.beside.length).toBe(result.tables.frontier!.rows.length - rows.length);
    expect(view.points.includes(view.inUse)).toBe(true);
    expect(view.lambda).toBe(0.6);
    expect(view.inUse.lambdaLow).toBeLessThanOrEqual(0.6);
    expect(view.inUse.lambdaHigh).toBeGreaterThanOrEqual(0.6);
    expect(view.inUse.thresholds).toEqual(result.tables.thresholds!.rows.map(({ threshold }) => threshold));
  });

  it("makes the rates of the table from the counts", () => {
    result.tables.thresholds!.rows.forEach((row, k) => {
      const rates = ratesOf(view.inUse.chosenOn[k]);
      for (const name of ["selectionRate", "truePositiveRate", "falsePositiveRate", "precision"] as const) {
        expect(rates[name]).toBeCloseTo(row[name] as number, 9);
      }
      expect(rates.accuracy).toBeCloseTo(1 - (row.errorRate as number), 9);
    });
    for (const point of view.points) {
      const wrong = point.chosenOn.reduce((sum, each) => sum + (1 - ratesOf(each).accuracy!) * each!.rows, 0);
      expect(wrong / 240).toBeCloseTo(point.error!, 9);
      expect(pointAt(view.points, insideOf(point))).toBe(view.points.indexOf(point));
    }
  });

  it("goes without counts, and without a trade-off", () => {
    const { details: _, ...old } = fixture("decoupled");
    const bare = readFrontier(old)!;
    expect(bare.points).toHaveLength(view.points.length);
    expect(bare.points[0]!.chosenOn.every((counts) => counts === null)).toBe(true);
    const plain = readFrontier(fixture("decoupled-plain"))!;
    expect([plain.points.length, plain.lambda]).toEqual([0, null]);
    expect(ratesOf(plain.inUse.chosenOn[0]).selectionRate).toBeGreaterThan(0);
    expect(readFrontier(fixture("decoupled-wages"))).toBeNull();
  });

  it("keeps apart thresholds in use that the curve does not hold", () => {
    const greedy = fixture("decoupled");
    greedy.tables.thresholds!.rows[0]!.threshold = 0.123;
    const read = readFrontier(greedy)!;
    expect(read.points.includes(read.inUse)).toBe(false);
    expect(read.inUse.thresholds[0]).toBe(0.123);
  });

  it("never fails, whatever a document holds", () => {
    fc.assert(
      fc.property(fc.gen(), (seed) => {
        const read = readFrontier(spoiled(fixture("decoupled"), seed));
        if (!read) return;
        for (const set of [...read.points, read.inUse]) {
          changeWords(read, set, trans);
          cohortTable(read, { current: set, of: "heldOut" }, trans);
          frontierChart(read, set, trans);
          for (const counts of set.chosenOn) {
            for (const rate of Object.values(ratesOf(counts))) expect(rate).not.toBeNaN();
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("charts", () => {
  const view = readFrontier(fixture("decoupled"))!;
  const [first, last] = [view.points[0]!, view.points.at(-1)!];

  it("can be drawn, and follow λ with other rows alone", () => {
    expectDrawable(frontierChart(view, first, trans));
    expectSameShape(frontierChart(view, first, trans), frontierChart(view, last, trans));
    const rates = (current: typeof first) => ratesChart(view.cohorts, { current, inUse: view.inUse }, trans);
    expectDrawable(rates(first));
    expectSameShape(rates(first), rates(last));
  });
});

describe("words", () => {
  const view = readFrontier(fixture("decoupled"))!;

  it("say what changes against the thresholds in use", () => {
    const last = view.points.at(-1)!;
    const change = last.chosenOn[0]!.selected - view.inUse.chosenOn[0]!.selected;
    expect(changeWords(view, last, trans)[0]).toContain(
      change === 0 ? "as many" : `${Math.abs(change)} ${change > 0 ? "more" : "fewer"}`,
    );
    expect(pointWords(view, last, trans)).toMatch(
      new RegExp(
        `^Set ${view.points.length} of ${view.points.length}, the best for every λ from .* to 1: error 0`,
      ),
    );
  });
});

describe("the view", () => {
  const cells = () =>
    within(screen.getByRole("table", { name: "Thresholds by cohort" }))
      .getAllByRole("row")
      .map((row) => row.textContent);

  it("moves thresholds and rates with λ, by slider, number and step", () => {
    showView(DecoupledView, fixture("decoupled"));
    expect(screen.getByText("These are the thresholds in use.")).toBeDefined();
    const start = cells();
    const slider = screen.getByRole<HTMLInputElement>("slider", { name: "λ, weight of the error" });
    fireEvent.change(slider, { target: { value: "1" } });
    expect(cells()).not.toEqual(start);
    expect(screen.getByText(/^Set (\d) of \1/)).toBeDefined();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "More accurate set" }).disabled).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: "Fairer set" }));
    const number = screen.getByRole<HTMLInputElement>("spinbutton", { name: "λ as a number" });
    expect(Number(number.value)).toBeLessThan(1);
    fireEvent.change(number, { target: { value: "0" } });
    expect(screen.getByText(/^Set 1 of/)).toBeDefined();
    fireEvent.change(number, { target: { value: "" } });
    expect(screen.getByText(/^Set 1 of/)).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "Back to λ in use, 0.6" }));
    expect(cells()).toEqual(start);
  });

  it("counts on the rows held out when asked to", () => {
    showView(DecoupledView, fixture("decoupled"));
    const before = cells();
    fireEvent.click(screen.getByRole("radio", { name: "Rows held out" }));
    expect(cells()).not.toEqual(before);
    expect(screen.getByText(/had no part in the choice; in folds/)).toBeDefined();
  });

  it("shows thresholds alone where there is no trade-off, and models where there are no thresholds", () => {
    showView(DecoupledView, fixture("decoupled-plain"));
    expect(screen.queryByRole("slider")).toBeNull();
    expect(screen.getByText(/no trade-off to move along/)).toBeDefined();
    expect(cells()).toHaveLength(4);
    cleanup();
    showView(DecoupledView, fixture("decoupled-wages"));
    expect(screen.getByRole("table", { name: "What decoupling bought" })).toBeDefined();
    expect(screen.getByText(/each cohort has a model and no threshold/)).toBeDefined();
  });
});
