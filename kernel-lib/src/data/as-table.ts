import { InputError } from "../contract/index.js";
import { type ArrowColumn, typeArrowColumn } from "./arrow-column.js";
import type { Column, Table } from "./table.js";
import { typeValues } from "./type-values.js";

/** A table of Arquero, of any version and from any copy of the library. */
export interface ArqueroTable {
  numRows(): number;
  columnNames(): string[];
  column(name: string): ArrayLike<unknown> | { length: number; at(row: number): unknown } | undefined;
  indices(): ArrayLike<number>;
  isFiltered(): boolean;
  isOrdered(): boolean;
}

/** A table of Apache Arrow (`apache-arrow`) or of Flechette. */
export interface ArrowTable {
  numRows: number;
  schema: { fields: readonly { name: string }[] };
  getChildAt(index: number): unknown;
}

/** One object a row; a key that a row lacks is a missing value there. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

/** One array a column, all of one length. */
export type Columns = Readonly<Record<string, ArrayLike<unknown>>>;

/** Everything the models take as a table. */
export type TableLike = Table | ArqueroTable | ArrowTable | Rows | Columns;

// Arquero and Arrow tables do not change, so what was typed once serves every later fit.
const known = new WeakMap<object, Table>();

/**
 * Reads anything table-like as named, typed columns of one length: our own `Table`, a table of Arquero or
 * Arrow, an array of row objects, or an object of arrays. A column is typed when it is first asked for;
 * a Float64Array is used as it is, without a copy. Filters and orders of an Arquero table are respected.
 *
 * @param where Name that error messages begin with, e.g. `glm`.
 * @throws InputError when it is none of these, has no columns or rows, or has columns of unequal length
 *   or of the same name.
 */
export function asTable(like: TableLike, where: string): Table {
  if (isTable(like)) return like;
  if (typeof like !== "object" || like === null) {
    throw new InputError(
      `${where}: the table must be an Arquero or Arrow table, an array of row objects or an object of columns, got ${describe(like)}`,
    );
  }
  if (typeof (like as { then?: unknown }).then === "function") {
    throw new InputError(`${where}: the table is still a promise; write 'await' before what makes it`);
  }
  const before = known.get(like);
  if (before) return before;
  if (isArquero(like)) return keep(like, fromArquero(like, where));
  if (isArrow(like)) return keep(like, fromArrow(like, where));
  return Array.isArray(like) ? fromRows(like as Rows, where) : fromColumns(like as Columns, where);
}

function keep(like: object, table: Table): Table {
  known.set(like, table);
  return table;
}

function fromArquero(like: ArqueroTable, where: string): Table {
  const order = like.isFiltered() || like.isOrdered() ? like.indices() : null;
  return tableOf(like.numRows(), like.columnNames(), where, (name) => {
    const column = like.column(name)!;
    if (isArrowColumn(column)) return typeArrowColumn(column, order, { where, name });
    return typeArray(column, order, where, name);
  });
}

function fromArrow(like: ArrowTable, where: string): Table {
  const names = like.schema.fields.map(({ name }) => name);
  return tableOf(like.numRows, names, where, (name) =>
    typeArrowColumn(like.getChildAt(names.indexOf(name)) as ArrowColumn, null, { where, name }),
  );
}

function fromRows(rows: Rows, where: string): Table {
  const names = new Set<string>();
  rows.forEach((row, index) => {
    if (typeof row !== "object" || row === null || Array.isArray(row)) {
      throw new InputError(`${where}: row ${index + 1} of the table must be an object, got ${describe(row)}`);
    }
    for (const name of Object.keys(row)) names.add(name);
  });
  if (rows.length === 0) throw noRows(where);
  return tableOf(rows.length, [...names], where, (name) =>
    typeValues(rows.length, (row) => rows[row]![name], { where, name }),
  );
}

function fromColumns(columns: Columns, where: string): Table {
  const names = Object.keys(columns);
  for (const name of names) {
    const column: unknown = columns[name];
    if (!isArrayLike(column)) {
      throw new InputError(
        `${where}: column '${name}' of the table must be an array, got ${describe(column)}`,
      );
    }
    const [first, length] = [names[0]!, columns[names[0]!]!.length];
    if (column.length !== length) {
      throw new InputError(
        `${where}: the table's columns differ in length: '${first}' has ${length} rows and '${name}' has ${column.length}`,
      );
    }
  }
  const rows = names.length > 0 ? columns[names[0]!]!.length : 0;
  return tableOf(rows, names, where, (name) => typeArray(columns[name]!, null, where, name));
}

function tableOf(
  rows: number,
  names: readonly string[],
  where: string,
  type: (name: string) => Column,
): Table {
  if (names.length === 0) throw new InputError(`${where}: the table has no columns`);
  if (rows === 0) throw noRows(where);
  const known = new Set<string>();
  for (const name of names) {
    if (known.has(name)) throw new InputError(`${where}: the table has two columns named '${name}'`);
    known.add(name);
  }
  const typed = new Map<string, Column>();
  return {
    rows,
    columnNames: Object.freeze([...names]),
    column(name) {
      if (!known.has(name)) return undefined;
      let column = typed.get(name);
      if (!column) typed.set(name, (column = type(name)));
      return column;
    },
  };
}

type Values = ArrayLike<unknown> | { length: number; at(row: number): unknown };

function typeArray(values: Values, order: ArrayLike<number> | null, where: string, name: string): Column {
  if (order === null) {
    if (values instanceof Float64Array) return { kind: "number", values };
    if (ArrayBuffer.isView(values) && isNumeric(values)) {
      return { kind: "number", values: Float64Array.from(values) };
    }
  }
  const at =
    Array.isArray(values) || ArrayBuffer.isView(values)
      ? indexed(values as ArrayLike<unknown>)
      : reader(values);
  return order === null
    ? typeValues(values.length, at, { where, name })
    : typeValues(order.length, (row) => at(order[row]!), { where, name });
}

const indexed = (values: ArrayLike<unknown>) => (row: number) => values[row];

function reader(values: Values): (row: number) => unknown {
  return "at" in values && typeof values.at === "function"
    ? (row) => values.at(row)
    : indexed(values as ArrayLike<unknown>);
}

const isNumeric = (view: object): view is ArrayLike<number> & ArrayBufferView =>
  !(view instanceof DataView || view instanceof BigInt64Array || view instanceof BigUint64Array);

const isArrayLike = (value: unknown): value is ArrayLike<unknown> =>
  typeof value === "object" &&
  value !== null &&
  !(value instanceof DataView) &&
  Number.isInteger((value as { length?: unknown }).length);

function isTable(like: unknown): like is Table {
  const { rows, columnNames, column } = (like ?? {}) as Partial<Table>;
  return typeof rows === "number" && Array.isArray(columnNames) && typeof column === "function";
}

function isArquero(like: object): like is ArqueroTable {
  const { numRows, columnNames, column } = like as Partial<ArqueroTable>;
  return typeof numRows === "function" && typeof columnNames === "function" && typeof column === "function";
}

function isArrow(like: object): like is ArrowTable {
  const { numRows, schema, getChildAt } = like as Partial<ArrowTable>;
  return typeof numRows === "number" && Array.isArray(schema?.fields) && typeof getChildAt === "function";
}

function isArrowColumn(column: object): column is ArrowColumn {
  const { type, data } = column as Partial<ArrowColumn>;
  return typeof type?.typeId === "number" && Array.isArray(data);
}

const noRows = (where: string) => new InputError(`${where}: the table has no rows`);

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "string" ? `the text '${value.slice(0, 40)}'` : `a value of type ${typeof value}`;
}
