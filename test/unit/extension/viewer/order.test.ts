import { expect, it } from "vitest";
import { orderedCharts, orderedStatistics, orderedTables } from "../../../../extension/src/viewer/order";
import { fixture } from "../support";

const sortKeys = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) as T;

it("is the library's own order after Jupyter has sorted the keys", () => {
  const result = fixture("negative-binomial");
  const saved = {
    ...result,
    fit: sortKeys(result.fit),
    charts: sortKeys(result.charts),
    tables: sortKeys(result.tables),
  };
  expect(Object.keys(saved.charts)).not.toEqual(Object.keys(result.charts));
  expect(orderedCharts(saved)).toEqual(Object.keys(result.charts));
  expect(orderedTables(saved)).toEqual(Object.keys(result.tables));
  expect(orderedStatistics(saved.fit)[0]).toEqual(["nObs", 1197]);
});

it("keeps what it does not know, after what it knows", () => {
  expect(orderedStatistics({ surprise: 1, aic: 2, absent: undefined })).toEqual([
    ["aic", 2],
    ["surprise", 1],
  ]);
});

it("puts first what readers of decoupled models ask first", () => {
  const named = (...names: string[]) => Object.fromEntries(names.map((name) => [name, {}]));
  const result = {
    ...fixture("negative-binomial"),
    model: "decoupled" as const,
    tables: named(
      "coefficients",
      "cohorts",
      "comparison",
      "frontier",
      "groups",
      "thresholds",
      "unheard",
    ) as never,
    charts: named("calibration", "cohorts", "frontier", "roc", "thresholds", "unheard") as never,
  };
  expect(orderedTables(result)).toEqual([
    "thresholds",
    "groups",
    "comparison",
    "frontier",
    "cohorts",
    "coefficients",
    "unheard",
  ]);
  expect(orderedCharts(result)).toEqual([
    "frontier",
    "thresholds",
    "roc",
    "calibration",
    "cohorts",
    "unheard",
  ]);
});
