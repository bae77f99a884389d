import type { Described, Cells, Family } from "../families/index.js";
import { distinctRows } from "./distinct-rows.js";

/** Rows of a curve in the order of persons. */
export interface CurveRows {
  persons: number;
  /** Rows of person i are personRows[i] … personRows[i + 1] − 1; a person may have none. */
  personRows: Int32Array;
  response: Float64Array;
  trials: Float64Array | null;
  /** Number of each row's distinct design row. */
  designOfRow: Int32Array;
}

/** Distinct design rows of a curve, with each group's columns. */
export interface CurveDesigns {
  count: number;
  offset: Float64Array;
  logExposure: Float64Array;
  /** For each group, the columns of each of its predictors; null for a predictor that is one number. */
  groups: readonly (readonly (PredictorDesign | null)[])[];
}

/** Columns of one predictor, one row a cell, row-major. */
export interface PredictorDesign {
  columns: number;
  values: Float64Array;
}

/** Rows and cells as a family sees them. */
export interface FamilyRows extends Described {
  cells: Cells;
  cellOfRow: Int32Array;
  /** The design row of each cell; null when they are the same. */
  designOfCell: Int32Array | null;
  /** Σ of the constants of each person's rows. */
  personConstants: Float64Array;
}

/** Describes rows for a family; cells are design rows, or design rows and outcomes where the family needs that. */
export function describeRows(family: Family, rows: CurveRows, designs: CurveDesigns): FamilyRows {
  const { response, designOfRow, persons, personRows } = rows;
  const described = family.describe(rows);
  const personConstants = new Float64Array(persons);
  for (let i = 0; i < persons; i++) {
    for (let row = personRows[i]!; row < personRows[i + 1]!; row++)
      personConstants[i]! += described.constants[row]!;
  }
  if (!family.outcomeInCell) {
    const present = presentIn(described.statistics, designOfRow, family.statistics, designs.count);
    const cells = { ...designs, outcome: null, present };
    return { ...described, personConstants, cells, cellOfRow: designOfRow, designOfCell: null };
  }
  const { count, cellOfRow, firstRow } = distinctRows(response.length, [
    { values: Float64Array.from(designOfRow), columns: 1 },
    { values: response, columns: 1 },
  ]);
  const designOfCell = Int32Array.from(firstRow, (row) => designOfRow[row]!);
  const pick = (values: Float64Array) => Float64Array.from(designOfCell, (design) => values[design]!);
  const cells = {
    count,
    offset: pick(designs.offset),
    logExposure: pick(designs.logExposure),
    outcome: Float64Array.from(firstRow, (row) => response[row]!),
  };
  return { ...described, personConstants, cells, cellOfRow, designOfCell };
}

function presentIn(
  statistics: Float64Array,
  cellOfRow: Int32Array,
  width: number,
  count: number,
): Uint8Array {
  const present = new Uint8Array(count * width);
  for (let row = 0; row < cellOfRow.length; row++) {
    for (let k = 0; k < width; k++) {
      if (statistics[row * width + k] !== 0) present[cellOfRow[row]! * width + k] = 1;
    }
  }
  return present;
}

/** The same designs with a row for each cell. */
export function spreadDesigns(designs: CurveDesigns, designOfCell: Int32Array): CurveDesigns["groups"] {
  const spread = new Map<Float64Array, Float64Array>();
  return designs.groups.map((predictors) =>
    predictors.map((design) => {
      if (!design) return null;
      let values = spread.get(design.values);
      if (!values) {
        const { columns } = design;
        values = new Float64Array(designOfCell.length * columns);
        for (let cell = 0; cell < designOfCell.length; cell++) {
          const from = designOfCell[cell]! * columns;
          for (let k = 0; k < columns; k++) values[cell * columns + k] = design.values[from + k]!;
        }
        spread.set(design.values, values);
      }
      return { columns: design.columns, values };
    }),
  );
}
