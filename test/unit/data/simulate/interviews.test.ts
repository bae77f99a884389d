import { describe, expect, it } from "vitest";
import { InputError } from "../../../../kernel-lib/src/contract/index.js";
import { simulateInterviews } from "../../../../kernel-lib/src/data/simulate/interviews.js";

describe("simulateInterviews", () => {
  const { interviews, truth } = simulateInterviews({ records: 60_000, seed: 4 });
  const column = (name: string) => interviews.array(name) as string[];

  it("has the paper's columns, 233 reasons of six kinds, and thousands of descriptions", () => {
    expect(interviews.columnNames()).toEqual(
      "date sex street district city priors race complexion clothing reason".split(" "),
    );
    const reasons = new Set(column("reason"));
    expect(reasons.size).toBe(233);
    expect(new Set(Object.keys(truth.kindOfReason))).toEqual(reasons);
    expect(new Set(Object.values(truth.kindOfReason)).size).toBe(6);
    expect(new Set(column("clothing")).size).toBeGreaterThan(10_000);
  });

  it("draws race by street, as the truth has it", () => {
    const [street, race] = [column("street"), column("race")];
    const rows = truth.streets.objects() as Record<string, number | string>[];
    let off = 0;
    let expectedOff = 0;
    for (const row of rows) {
      const own = race.filter((_, index) => street[index] === row["street"]);
      const share = row["Black"] as number;
      off += own.reduce((sum, one) => sum + +(one === "Black"), 0) - own.length * share;
      expectedOff += own.length * share * (1 - share);
    }
    expect(Math.abs(off)).toBeLessThan(4 * Math.sqrt(expectedOff));
  });

  it("stops Black people more often for drugs, by the odds ratio asked for", () => {
    const oddsOf = (disparity: number) => {
      const { interviews: table, truth: known } = simulateInterviews({ records: 60_000, disparity, seed: 5 });
      const drugs = (table.array("reason") as string[]).map((text) => known.kindOfReason[text] === "drugs");
      const black = (table.array("race") as string[]).map((race) => race === "Black");
      const odds = (group: boolean) => {
        const own = drugs.filter((_, row) => black[row] === group);
        const share = own.filter(Boolean).length / own.length;
        return share / (1 - share);
      };
      return Math.log(odds(true) / odds(false));
    };
    // A standard error of about 0.02, and a little that districts add.
    expect(Math.abs(oddsOf(0))).toBeLessThan(0.1);
    expect(Math.abs(oddsOf(1) - 1)).toBeLessThan(0.1);
  });

  it("spreads the records over the days in the proportions of the truth", () => {
    const counts = new Float64Array(731);
    for (const date of interviews.array("date") as Date[])
      counts[(+date - Date.UTC(2012, 0, 1)) / 86_400_000]!++;
    expect(truth.dailyMean.reduce((sum, mean) => sum + mean, 0)).toBeCloseTo(60_000, 6);
    const chi = counts.reduce(
      (sum, count, day) => sum + (count - truth.dailyMean[day]!) ** 2 / truth.dailyMean[day]!,
      0,
    );
    // 730 degrees of freedom: 730 ± 4 √(2 · 730).
    expect(Math.abs(chi - 730)).toBeLessThan(4 * Math.sqrt(1460));
  });

  it("repeats with its seed", () => {
    const once = simulateInterviews({ records: 50, seed: 9 }).interviews.objects();
    expect(simulateInterviews({ records: 50, seed: 9 }).interviews.objects()).toEqual(once);
    expect(simulateInterviews({ records: 50, seed: 10 }).interviews.objects()).not.toEqual(once);
  });

  it.each([
    [{ records: 0 }, "simulateInterviews: 'records' must be a whole number of at least 1, got 0"],
    [{ days: 1.5 }, "simulateInterviews: 'days' must be a whole number of at least 1, got 1.5"],
    [{ disparity: NaN }, "simulateInterviews: 'disparity' must be a finite number, got NaN"],
    [{ from: "soon" }, "simulateInterviews: 'from' must be a day such as 2012-01-01, got 'soon'"],
  ])("refuses %j", (options, message) => {
    expect(() => simulateInterviews(options)).toThrow(new InputError(message));
  });
});
