import { defaultMissing } from "../../data/read/csv.js";
import type { Fields } from "../../data/read/scan-csv.js";
import { tallyFields } from "../../data/read/tally-fields.js";
import { type Describable, mostDistinct } from "./describe.js";

/** A delimited text as it can be described: sooner than its columns could be typed. */
export function textTable(fields: Fields): Describable {
  const columns = tallyFields(fields, { missing: defaultMissing, most: mostDistinct });
  return {
    rows: fields.rows,
    names: fields.names,
    reader(name) {
      const column = columns.get(name)!;
      return "counts" in column ? column : (row) => column[row];
    },
  };
}
