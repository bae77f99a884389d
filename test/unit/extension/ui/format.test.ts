import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { defaultPreferences, preferences } from "../../../../extension/src/preferences";
import {
  formatCell,
  formatNumber,
  formatPValue,
  formatRatio,
  formatSeconds,
  formatStatistic,
  formatValue,
  fractionLength,
  plainNumber,
} from "../../../../extension/src/ui/format";

describe("formatNumber", () => {
  it.each([
    [0, "0"],
    [1, "1.000"],
    [-0.123456, "−0.1235"],
    [12.3456, "12.35"],
    [-31234.567, "−31,234.57"],
    [0.00051234, "0.0005123"],
    [0.00001234, "1.234e−5"],
    [4.2e12, "4.200e+12"],
  ])("prints %d as %s", (value, printed) => expect(formatNumber(value)).toBe(printed));

  it("keeps at least three and a half digits of any number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
        const back = Number(formatNumber(value).replaceAll(",", "").replaceAll("−", "-"));
        expect(Math.abs(back - value)).toBeLessThanOrEqual(6e-4 * Math.abs(value));
      }),
    );
  });
});

describe("plainNumber", () => {
  afterEach(() => preferences.set(defaultPreferences));

  it.each([
    [4, 12_345, "12,345"],
    [2, 137, "137"],
    [4, 1e-12, "1e−12"],
    [4, -1.50004e-7, "−1.5e−7"],
    [4, 2.5, "2.5"],
    [4, 1e12, "1e+12"],
    [4, 0, "0"],
  ])("prints with %i digits %d as %s", (digits, value, printed) => {
    preferences.set({ ...defaultPreferences, digits });
    expect(plainNumber(value)).toBe(printed);
  });

  it("is the number of the tables", () => {
    const read = (text: string) => Number(text.replaceAll(",", "").replaceAll("−", "-"));
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e300, max: 1e300 }),
        fc.integer({ min: 1, max: 15 }),
        (value, digits) => {
          preferences.set({ ...defaultPreferences, digits });
          expect(read(plainNumber(value))).toBe(read(formatNumber(value)));
        },
      ),
    );
  });
});

describe("preferred digits", () => {
  afterEach(() => preferences.set(defaultPreferences));

  it.each([
    [2, ["0.12", "12.3", "1.2e−5", "0"]],
    [3, ["0.123", "12.35", "1.23e−5", "0"]],
    [6, ["0.123457", "12.3457", "1.23457e−5", "0"]],
  ])("prints %i of them", (digits, printed) => {
    preferences.set({ ...defaultPreferences, digits });
    expect(Number(plainNumber(Math.PI))).toBe(Number(Math.PI.toPrecision(digits)));
    expect([0.1234567, 12.34567, 1.234567e-5, 0].map(formatNumber)).toEqual(printed);
    expect(formatStatistic("aic", 0.1234567)).toBe(printed[0]);
  });

  it("stay within what a number has, whatever a settings file says", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), fc.double(), (value, digits) => {
        preferences.set({ ...defaultPreferences, digits });
        expect(formatNumber(value).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("formatCell", () => {
  it("prints missing values as a dash", () => {
    expect(formatCell(null, "number")).toBe("—");
    expect(formatCell(undefined, "text")).toBe("—");
  });

  it("prints each type its own way", () => {
    expect(formatCell(12345, "integer")).toBe("12,345");
    expect(formatCell(0.2345, "percent")).toBe("23.5 %");
    expect(formatCell(true, "boolean")).toBe("yes");
    expect(formatCell("Eth[T.N]", "text")).toBe("Eth[T.N]");
    expect(formatCell("n/a", "number")).toBe("n/a");
  });
});

it("tells of ratios far from one the order of magnitude alone", () => {
  expect([6.611e-17, 0.00012344, 0.8, 1.0375, 1234.56, 3.2e22, 0].map(formatRatio)).toEqual([
    "7e−17",
    "0.0001234",
    "0.8000",
    "1.038",
    "1,235",
    "3e+22",
    "0",
  ]);
  expect(formatValue(6.611e-17, { name: "ratioLower", type: "number" })).toBe("7e−17");
  expect(formatValue(6.611e-17, { name: "estimate", type: "number" })).toBe("6.611e−17");
  expect(formatValue(null, { name: "ratio", type: "number" })).toBe("—");
});

it("never prints a small p-value as zero", () => {
  expect(formatPValue(0)).toBe("<0.001");
  expect(formatPValue(0.00099)).toBe("<0.001");
  expect(formatPValue(0.001)).toBe("0.001");
  expect(formatPValue(0.0424)).toBe("0.042");
});

it("prints fit statistics as counts, p-values or numbers", () => {
  expect(formatStatistic("nObs", 18920)).toBe("18,920");
  expect(formatStatistic("logLik", -31234.567)).toBe("−31,234.57");
  expect(formatStatistic("fPValue", 1e-40)).toBe("<0.001");
  expect(formatStatistic("theta", null)).toBe("—");
});

it("prints durations as a person says them", () => {
  expect(formatSeconds(0.0421)).toBe("0.042 s");
  expect(formatSeconds(12.34)).toBe("12.3 s");
  expect(formatSeconds(200)).toBe("3 min 20 s");
  expect(formatSeconds(3600 * 2 + 60)).toBe("2 h 1 min");
});

it("counts what stands from the decimal point on", () => {
  expect(fractionLength("−12.35")).toBe(3);
  expect(fractionLength("1.234e−5")).toBe(7);
  expect(fractionLength("1,200")).toBe(0);
});
