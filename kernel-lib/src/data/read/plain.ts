import type { Column } from "../table.js";
import type { PlainColumn } from "./type-fields.js";

/** A typed column as Arquero keeps it. */
export function plainColumn(column: Column): PlainColumn {
  switch (column.kind) {
    case "number":
      return column.values;
    case "date":
      return Array.from(column.values, (time) => (Number.isNaN(time) ? null : new Date(time)));
    case "text":
      return Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code]!));
  }
}
