import type { ParameterName } from "../component.js";
import { distinctRows } from "../curve/distinct-rows.js";
import type { Family } from "../families/index.js";
import { regressionComponent, type RegressionComponent } from "../regression-component.js";

export interface EquationOptions {
  name: string;
  part: Extract<ParameterName["part"], "dropout" | "later">;
  family: Family;
  groups: number;
  /** Rows sorted by person; a person may have none. */
  personRows: Int32Array;
  response: Float64Array;
  /** `Intercept` first. */
  terms: readonly string[];
  /** One array a term, one value a row. */
  columns: readonly Float64Array[];
  /** Groups have an intercept each and share all else. */
  sharedSlopes?: boolean;
  /** Natural size of the outcome, for normal ones. */
  unit?: number;
}

export type EquationComponent = Omit<RegressionComponent, "features" | "level">;

/**
 * A regression that hangs on the groups of another outcome. It has no say in the order of the groups, nor in the
 * first assignments of a search.
 */
export function equationComponent(options: EquationOptions): EquationComponent {
  const { name, part, family, groups, personRows, response, terms, columns } = options;
  const { sharedSlopes = false, unit = 1 } = options;
  const { count, cellOfRow, firstRow } = distinctRows(
    response.length,
    columns.map((values) => ({ values, columns: 1 })),
  );
  const width = terms.length;
  const values = new Float64Array(count * width);
  columns.forEach((column, k) => firstRow.forEach((row, cell) => (values[cell * width + k] = column[row]!)));
  const others = family.predictors.slice(1);
  const design = [{ values, columns: width }, ...others.map(() => null)];
  const names = [
    ...terms.map((term) => ({ part, term })),
    ...others.map((other) => ({ part: other, term: other[0]!.toUpperCase() + other.slice(1) })),
  ];
  const component = regressionComponent({
    name,
    family,
    rows: { persons: personRows.length - 1, personRows, response, trials: null, designOfRow: cellOfRow },
    designs: {
      count,
      offset: new Float64Array(count),
      logExposure: new Float64Array(count),
      groups: Array.from({ length: groups }, () => design),
    },
    names: Array.from({ length: groups }, () => names),
    shared: sharedSlopes ? width - 1 + others.length : 0,
    unit,
  });
  const sizes = columns.map((column, k) => (k === 0 ? 1 : spreadOf(column)));
  component.parameters.forEach(({ term }, place) => {
    const k = terms.indexOf(term);
    if (k > 0) component.units[place]! /= sizes[k]!;
  });
  return following(component);
}

function following(component: RegressionComponent): EquationComponent {
  const { features: _, level: __, ...rest } = component;
  return {
    ...rest,
    simulate: (...given) => following(component.simulate(...given) as RegressionComponent),
    withOutcomesOf: (other) => following(component.withOutcomesOf(other) as RegressionComponent),
    take: (persons) => following(component.take(persons) as RegressionComponent),
  };
}

function spreadOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return variance > 0 ? Math.sqrt(variance) : 1;
}
