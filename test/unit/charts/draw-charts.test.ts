import { expect, test } from "vitest";
import { drawCharts } from "../../../kernel-lib/src/charts/draw-charts.js";
import { chart } from "../../../kernel-lib/src/charts/spec.js";

const good = () => chart({ title: "A", description: "A chart." }, { mark: "point" });
const bad = () => {
  throw new RangeError("too much");
};

test("a chart that fails is named, and the others are made", () => {
  const failures: [string, unknown][] = [];
  const charts = drawCharts(
    { one: good, two: bad, three: () => null, four: false, five: good },
    (...failure) => failures.push(failure),
  );
  expect(Object.keys(charts)).toEqual(["one", "five"]);
  expect(failures).toEqual([["two", new RangeError("too much")]]);
});

test("nobody told, a failure is thrown", () => {
  expect(() => drawCharts({ one: bad })).toThrow(RangeError);
});
