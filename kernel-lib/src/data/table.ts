/** Numbers in Float64; NaN is a missing value. Booleans are 0 and 1. */
export interface NumberColumn {
  kind: "number";
  values: Float64Array;
}

/** Text as codes into sorted levels; code -1 is a missing value. */
export interface TextColumn {
  kind: "text";
  codes: Int32Array;
  /** Distinct values in ascending order of UTF-16 code units, so the order never depends on the locale. */
  levels: string[];
}

/** Moments as milliseconds since 1970-01-01 UTC; NaN is a missing value. */
export interface DateColumn {
  kind: "date";
  values: Float64Array;
}

export type Column = NumberColumn | TextColumn | DateColumn;

/** What the models see of any table: named, typed columns of equal length. */
export interface Table {
  readonly rows: number;
  readonly columnNames: readonly string[];
  /** The column, typed on first use and kept; undefined when the table has none of that name. */
  column(name: string): Column | undefined;
}
