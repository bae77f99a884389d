import type { JsonObject } from "quetelet/contract";
import { printedName } from "../../chart/printed";

/** A name as Vega-Lite can put it between double quotes, which it does as it stands. */
export const asTitle = (name: string): string =>
  name.replace(/["\\\s]/g, (sign) => (/\s/.test(sign) ? " " : "'"));

/** A line of a tooltip: a number in a format, or without one a name. */
export const line = (field: string, title: string, format?: string): JsonObject => ({
  field,
  title: asTitle(title),
  type: format === undefined ? "nominal" : "quantitative",
  ...(format !== undefined && { format }),
});

/** A line of a tooltip with a number as tables print it; the rows have passed through `printed`. */
export const numberLine = (field: string, title: string): JsonObject => line(printedName(field), title);
