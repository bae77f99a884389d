import { InputError } from "../../../contract/index.js";
import { applyDesign, numbers } from "../../../data/design/index.js";
import type { Table } from "../../../data/table.js";
import type { ParameterName } from "../component.js";
import { familyOf } from "../families/index.js";
import type { People } from "../people.js";
import { regressionComponent, type RegressionComponent } from "../regression-component.js";
import { curveMatrix } from "../reported.js";
import { distinctRows } from "./distinct-rows.js";
import type { CurveRecipe } from "./recipe.js";
import type { CurveDesigns, CurveRows, PredictorDesign } from "./rows.js";
import { powersNames, powersOf, timeColumns, timeNames } from "./time-columns.js";

const where = "trajectories";

/**
 * The curve of a recipe over the rows of some persons.
 * @param options.skip Rows of the table that this curve leaves out (1).
 * @param options.response Outcomes one a row of the table; the outcome's column when absent.
 */
export function curveComponent(
  recipe: CurveRecipe,
  table: Table,
  {
    people,
    skip,
    response,
  }: { people: Pick<People, "order" | "personRows">; skip?: Uint8Array | null; response?: Float64Array },
): RegressionComponent {
  const { order, personRows } = keepRows(people, skip ?? null);
  const { family, lower, upper, shared, unit } = recipe;
  const read = (name: string | null, field: string) =>
    name === null ? null : pick(numbers(table, name, { where, field }), order);
  const times = read(recipe.time, "time")!;
  const exposure = read(recipe.exposure, "exposure");
  const row = exposure?.findIndex((value) => !(value > 0)) ?? -1;
  if (row >= 0) {
    throw new InputError(
      `${where}: 'exposure' must be above 0, but '${recipe.exposure}' is ${exposure![row]} in row ${order[row]! + 1}`,
    );
  }
  const count = order.length;
  const offset = read(recipe.offset, "offset") ?? new Float64Array(count);
  const logExposure = exposure ? exposure.map(Math.log) : new Float64Array(count);
  const { designs, designOfRow } = makeDesigns(recipe, {
    times,
    offset,
    logExposure,
    covariates: covariatesOf(recipe, table, order),
  });
  const rows: CurveRows = {
    persons: personRows.length - 1,
    personRows,
    response: response ? pick(response, order) : read(recipe.outcome, "outcome")!,
    trials: read(recipe.trials, "trials"),
    designOfRow,
  };
  return regressionComponent({
    name: recipe.outcome,
    family: familyOf({ ...recipe, lower: lower ?? undefined, upper: upper ?? undefined }),
    rows,
    designs,
    names: recipe.orders.map((_, group) => parameterNames(recipe, group)),
    shared: shared ? 1 : 0,
    userMatrices: recipe.orders.map((_, group) => curveMatrix(recipe, group)),
    unit: family === "gaussian" || family === "censored-normal" ? unit : 1,
  });
}

/**
 * A recipe's designs at some times, each of them once and in their order, for nobody in particular: covariates at
 * their means, an exposure of 1 and no offset.
 */
export function designsAt(recipe: CurveRecipe, times: Float64Array): CurveDesigns {
  const nothing = new Float64Array(times.length);
  const covariates = recipe.covariateScale.map(() => nothing);
  return makeDesigns(recipe, { times, offset: nothing, logExposure: nothing, covariates }).designs;
}

/** Names of a group's parameters in the order of its family's predictors. */
export function parameterNames(recipe: CurveRecipe, group: number): Omit<ParameterName, "group">[] {
  const { predictors } = familyOf({ family: recipe.family, centre: 0, unit: 1 });
  const own = {
    curve: [...timeNames(recipe, group), ...recipe.covariateScale.map(({ name }) => name)],
    zero: powersNames(recipe.zeroOrders?.[group] ?? 0),
  };
  return predictors.flatMap((part): Omit<ParameterName, "group">[] =>
    part === "curve" || part === "zero"
      ? own[part].map((term) => ({ part, term }))
      : [{ part, term: part[0]!.toUpperCase() + part.slice(1) }],
  );
}

const pick = (values: Float64Array, order: Int32Array) => Float64Array.from(order, (row) => values[row]!);

/** The persons' rows without those to leave out (1). */
export function keepRows(
  { order, personRows }: Pick<People, "order" | "personRows">,
  skip: Uint8Array | null,
): Pick<People, "order" | "personRows"> {
  if (!skip) return { order, personRows };
  const kept = new Int32Array(personRows.length);
  for (let i = 0; i + 1 < personRows.length; i++) {
    let count = 0;
    for (let k = personRows[i]!; k < personRows[i + 1]!; k++) if (!skip[order[k]!]) count++;
    kept[i + 1] = kept[i]! + count;
  }
  return { order: order.filter((row) => !skip[row]), personRows: kept };
}

/** Scaled covariates of the rows, one array a column. */
function covariatesOf(recipe: CurveRecipe, table: Table, order: Int32Array): Float64Array[] {
  if (!recipe.covariates) return [];
  const { values, columns } = applyDesign(recipe.covariates, table, { where, field: "covariates" });
  return recipe.covariateScale.map(({ centre, scale }, k) =>
    Float64Array.from(order, (row) => (values[row * columns + 1 + k]! - centre) / scale),
  );
}

function makeDesigns(
  recipe: CurveRecipe,
  {
    times,
    offset,
    logExposure,
    covariates,
  }: { times: Float64Array; offset: Float64Array; logExposure: Float64Array; covariates: Float64Array[] },
): { designs: CurveDesigns; designOfRow: Int32Array } {
  const single = (values: Float64Array) => ({ values, columns: 1 });
  const { count, cellOfRow, firstRow } = distinctRows(
    times.length,
    [times, offset, logExposure, ...covariates].map(single),
  );
  const atCells = (values: Float64Array) => Float64Array.from(firstRow, (row) => values[row]!);
  const cellTimes = atCells(times);
  const cellCovariates = covariates.map(atCells);
  const { predictors } = familyOf({ family: recipe.family, centre: 0, unit: 1 });
  // Groups of one order share their columns.
  const made = new Map<string, PredictorDesign>();
  const once = (key: string, columns: () => Float64Array[]) => {
    let design = made.get(key);
    if (!design) made.set(key, (design = interleave(columns(), count)));
    return design;
  };
  const groups = recipe.orders.map((order, group) =>
    predictors.map((part) => {
      if (part === "curve")
        return once(`curve ${order}`, () => [...timeColumns(recipe, cellTimes, group), ...cellCovariates]);
      if (part !== "zero") return null;
      const zeroOrder = recipe.zeroOrders?.[group] ?? 0;
      return once(`zero ${zeroOrder}`, () => powersOf(recipe.timeScale, cellTimes, zeroOrder));
    }),
  );
  return {
    designs: { count, offset: atCells(offset), logExposure: atCells(logExposure), groups },
    designOfRow: cellOfRow,
  };
}

function interleave(columns: readonly Float64Array[], count: number): PredictorDesign {
  const width = columns.length;
  const values = new Float64Array(count * width);
  columns.forEach((column, k) => column.forEach((value, row) => (values[row * width + k] = value)));
  return { columns: width, values };
}
