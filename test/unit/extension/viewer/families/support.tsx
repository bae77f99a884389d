import { act, render } from "@testing-library/react";
import fc from "fast-check";
import type { ChartSpec, ResultDocument } from "quetelet/contract";
import { checkChart } from "quetelet/contract";
import React, { type ComponentType } from "react";
import { expect } from "vitest";
import { compileChart } from "../../../../../extension/src/chart/compile";
import { paper } from "../../../../../extension/src/chart/theme";
import { TranslationProvider } from "../../../../../extension/src/ui/translation";
import type { FamilyViewProps } from "../../../../../extension/src/viewer/families/family";
import { trans } from "../../support";

/** What React and the charts ask of a page that jsdom lacks; nothing is in sight there, so no chart is drawn. */
export function preparePage(): void {
  const observer = class {
    observe() {}
    disconnect() {}
  };
  Object.assign(globalThis, {
    IS_REACT_ACT_ENVIRONMENT: true,
    IntersectionObserver: observer,
    ResizeObserver: observer,
  });
}

export function showView(View: ComponentType<FamilyViewProps>, result: ResultDocument): void {
  act(() => {
    render(
      <TranslationProvider value={trans}>
        <View result={result} source="test" />
      </TranslationProvider>,
    );
  });
}

/** The chart is one that the viewer takes, and Vega-Lite can compile. */
export function expectDrawable(spec: ChartSpec): void {
  const check = checkChart(spec);
  expect(check.ok).toBe(true);
  if (check.ok) compileChart(check.chart, { theme: paper, width: 500 });
}

/** Two charts of which one can follow the other with other rows alone. */
export function expectSameShape(a: ChartSpec, b: ChartSpec): void {
  const shape = (spec: ChartSpec) => {
    const check = checkChart(spec);
    return check.ok ? { ...check.chart.spec, datasets: null } : null;
  };
  expect(shape(b)).toEqual(shape(a));
}

const cell = fc.oneof(
  fc.constant(null),
  fc.double(),
  fc.integer({ min: -3, max: 40 }),
  fc.string(),
  fc.constantFrom("1 2 x", "", "0", "optimal", "NaN", "-1"),
);

/** A document of which some cells, columns and details are not what its writer would have put there. */
export function spoiled(result: ResultDocument, seed: fc.GeneratorValue): ResultDocument {
  const pick = <T,>(values: T[]): T | undefined =>
    values[seed(fc.nat, { max: Math.max(0, values.length - 1) })];
  const copy = structuredClone(result);
  for (let k = 0; k < 12; k++) {
    const table = pick(Object.values(copy.tables));
    const row = table && pick(table.rows);
    const column = table && pick(table.columns);
    if (row && column) row[column.name] = seed(() => cell);
    const details = pick(Object.values(copy.details ?? {}));
    const values = details && pick(Object.values(details));
    if (values) values[seed(fc.nat, { max: values.length })] = seed(() => cell);
  }
  const dropped = pick([...Object.keys(copy.tables), ""]);
  if (dropped !== undefined && seed(fc.boolean)) delete copy.tables[dropped];
  if (seed(fc.boolean)) delete copy.details;
  if (seed(fc.boolean)) copy.config = seed(fc.anything) as ResultDocument["config"];
  return copy;
}
