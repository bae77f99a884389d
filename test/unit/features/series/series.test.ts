import { table } from "arquero";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../../kernel-lib/src/contract/index.js";
import { dailySeries, splitByTime, withLags } from "../../../../kernel-lib/src/features/series/index.js";

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const events = table({
  when: [
    new Date("2014-03-30T09:00:00Z"),
    new Date("2014-03-30T23:59:59Z"),
    new Date("2014-04-02T00:00:00Z"),
    new Date("2014-04-02T12:00:00Z"),
    new Date("2014-04-02T13:00:00Z"),
  ],
  race: ["Black", "White", "Black", null, "Black"],
  age: [20, 40, 30, NaN, 31],
});

describe("dailySeries", () => {
  it("counts the events of each day, their shares and means, and names the quarter", () => {
    const days = dailySeries(events, { date: "when", shares: ["race"], means: ["age"], empty: "zero" });
    expect(days.objects()).toEqual(
      [
        ["2014-03-30", 2, 0.5, 0.5, 30, "Q1", 0],
        ["2014-03-31", 0, 0.5, 0.5, 30, "Q1", 0],
        ["2014-04-01", 0, 0.5, 0.5, 30, "Q2", 1],
        ["2014-04-02", 3, 1, 0, 30.5, "Q2", 1],
      ].map(([date, count, black, white, age, quarter, q2]) => ({
        date: day(date as string),
        count,
        race_Black: black,
        race_White: white,
        mean_age: age,
        quarter,
        Q2: q2,
        Q3: 0,
        Q4: 0,
      })),
    );
  });

  it("keeps every event, whatever the moments", () => {
    const moment = fc.date({ min: new Date(0), max: new Date("1974-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1, maxLength: 50 }), (moments) => {
        const days = dailySeries({ when: moments }, { date: "when", empty: "zero" });
        const counts = [...(days.array("count") as Float64Array)];
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(moments.length);
        expect(counts[0]).toBeGreaterThan(0);
        expect(counts.at(-1)).toBeGreaterThan(0);
      }),
    );
  });

  it.each([
    [
      { date: "when" },
      'dailySeries: there are no events on 2014-03-31, and on 1 more day; empty: "zero" counts 0 there',
    ],
    [
      { date: "whem" },
      "dailySeries: 'date' names column 'whem', which the table does not have (did you mean 'when'?)",
    ],
    [
      { date: "race" },
      `dailySeries: 'date' needs dates, but column 'race' holds text; write them as 2019-12-31, or read the column with types: { "race": "date" }`,
    ],
    [
      { date: "when", empty: "zero", means: ["race"] },
      "dailySeries: 'means' needs numbers, but column 'race' holds text",
    ],
    [
      { date: "when", empty: "zero", shares: ["when"] },
      "dailySeries: 'shares' needs categories, but column 'when' holds dates",
    ],
  ])("refuses %j", (options, message) => {
    expect(() => dailySeries(events, options as never)).toThrow(new InputError(message));
  });

  it("refuses a row without a date, and no rows", () => {
    expect(() => dailySeries({ when: [day("2014-01-01"), null] }, { date: "when" })).toThrow(
      new InputError("dailySeries: column 'when' has no date in row 2; drop the rows without one"),
    );
    expect(() => dailySeries({ when: [] }, { date: "when" })).toThrow(InputError);
  });
});

describe("withLags", () => {
  const dates = ["2014-01-03", "2014-01-01", "2014-01-02", "2014-01-05", "2014-01-06"].map(day);
  const series = table({ date: dates, count: [3, 1, 2, 5, 6], note: ["c", "a", "b", "e", "f"] });

  it("looks back by date, leaves out days without a day before, and sorts by time", () => {
    expect(withLags(series, { columns: ["count"] }).objects()).toEqual([
      { date: day("2014-01-02"), count: 2, note: "b", count_lag1: 1 },
      { date: day("2014-01-03"), count: 3, note: "c", count_lag1: 2 },
      { date: day("2014-01-06"), count: 6, note: "f", count_lag1: 5 },
    ]);
    expect(withLags(series, { columns: ["count"], lags: [1, 2] }).objects()).toEqual([
      { date: day("2014-01-03"), count: 3, note: "c", count_lag1: 2, count_lag2: 1 },
    ]);
  });

  it.each([
    [{ columns: ["count"], lags: 0 }, "withLags: 'lags' must be whole numbers of at least 1, got 0"],
    [
      { columns: ["count"], lags: 9 },
      "withLags: no day of the table has the days before it that 'lags' asks for",
    ],
    [{ columns: ["note"] }, /^withLags: 'columns' needs numbers, but column 'note' holds text/],
  ])("refuses %j", (options, message) => {
    expect(() => withLags(series, options)).toThrow(message);
  });

  it("refuses a day that stands twice", () => {
    const twice = { date: [dates[0]!, dates[0]!], count: [1, 2] };
    expect(() => withLags(twice, { columns: ["count"] })).toThrow(
      new InputError("withLags: 2014-01-03 stands in rows 1 and 2"),
    );
  });
});

describe("splitByTime", () => {
  const dates = Array.from({ length: 10 }, (_, index) =>
    day(`2014-01-${String(10 - index).padStart(2, "0")}`),
  );
  const series = table({ date: dates, n: dates.map((_, index) => index) });

  it("cuts at a day or at a share of the days, and keeps days whole", () => {
    const { train, test } = splitByTime(series, { at: "2014-01-08" });
    expect([train.numRows(), test.numRows()]).toEqual([7, 3]);
    expect(Math.max(...(train.array("date") as Date[]).map(Number))).toBeLessThan(+day("2014-01-08"));
    const share = splitByTime(series.concat(series), { at: 0.75 });
    expect([share.train.numRows(), share.test.numRows()]).toEqual([16, 4]);
  });

  it.each([
    ["soon", "splitByTime: 'at' is 'soon', which is no day; write 2014-01-01"],
    [1.5, "splitByTime: 'at' must be a day, or a share between 0 and 1, got 1.5"],
    ["2013-01-01", "splitByTime: 'at' is 2013-01-01, which leaves no rows to train with"],
    ["2015-01-01", "splitByTime: 'at' is 2015-01-01, which leaves no rows to test with"],
  ])("refuses %s", (at, message) => {
    expect(() => splitByTime(series, { at })).toThrow(new InputError(message));
  });
});
