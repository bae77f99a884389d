import { InputError } from "../../contract/index.js";
import { numbers } from "../../data/design/index.js";
import type { Table } from "../../data/table.js";

const where = "predict";

/** The level asked for, or the fit's own. @throws InputError unless it is between 0 and 1. */
export function checkLevel(level: number | undefined, own: number): number {
  const probability = level ?? own;
  if (probability > 0 && probability < 1) return probability;
  throw new InputError(`${where}: 'level' must be between 0 and 1, got ${probability}`);
}

/** Exposures of new rows; NaN where missing. @throws InputError for one that is not above 0. */
export function readExposure(table: Table, name: string): Float64Array {
  const values = numbers(table, name, { where, field: "exposure" });
  const row = values.findIndex((value) => value <= 0);
  if (row < 0) return values;
  throw new InputError(
    `${where}: the exposure '${name}' must be above 0, but is ${values[row]} in row ${row + 1}`,
  );
}
