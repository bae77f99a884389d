import { types } from "node:util";
import { type ArqueroTable, type ArrowTable, asTable, type TableLike } from "../../data/as-table.js";
import type { ArrowColumn } from "../../data/arrow-column.js";
import type { Column } from "../../data/table.js";

/** A table as it lies in memory: values of any kind, none of them converted or refused. */
export interface RawTable {
  rows: number;
  names: readonly string[];
  /** How many names there are; of a long list of rows that differ, at least how many. */
  columns: number;
  /** Reads a column's values by row. Throws where the person's own objects do. */
  reader(name: string): (row: number) => unknown;
  /** Arquero's and Arrow's tables never change, so what was found out of them stays true. */
  fixed: boolean;
}

/**
 * A value of the notebook seen as a table: of Arquero or Arrow, a list of row objects, or an object of columns of
 * equal length; null for anything else. Runs none of the person's code as far as that can be told: proxies are left
 * alone, and of objects only what is stored in them is read.
 */
export function rawTable(value: unknown): RawTable | null {
  if (!isObject(value)) return null;
  if (Array.isArray(value)) return fromRows(value);
  if (isArquero(value)) return fromArquero(value);
  if (isArrow(value)) return fromArrow(value);
  return fromColumns(value);
}

/** Rows at both ends that are looked at to tell a list of rows from other lists. */
const sampled = 20;
/** Rows whose names are counted: the list of tables is made after every cell, and must not hold the next one up. */
const mostCounted = 2000;

function fromRows(rows: unknown[]): RawTable | null {
  const ends = rows.length <= 2 * sampled ? rows : [...rows.slice(0, sampled), ...rows.slice(-sampled)];
  if (!ends.every(isRow) || !ends.some((row) => Object.keys(row).length > 0)) return null;
  const step = Math.ceil(rows.length / mostCounted);
  let names: string[] | null = null;
  return {
    rows: rows.length,
    get names() {
      return (names ??= namesIn(rows, 1));
    },
    get columns() {
      return namesIn(rows, step).length;
    },
    reader: (name) =>
      // What every object has under such a name is not a value of the table.
      name in Object.prototype
        ? (row) => (Object.hasOwn(rows[row] as object, name) ? (rows[row] as Row)[name] : undefined)
        : (row) => (rows[row] as Row | null | undefined)?.[name],
    fixed: false,
  };
}

function namesIn(rows: readonly unknown[], step: number): string[] {
  const names = new Set<string>();
  for (let at = 0; at < rows.length; at += step) {
    const row = rows[at];
    if (isObject(row)) for (const name in row) names.add(name);
  }
  return [...names];
}

type Row = Record<string, unknown>;

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !types.isProxy(value);

/** An object, but no list, date or the like, all of whose fields are stored values. */
const isRow = (row: unknown): row is Row =>
  isObject(row) &&
  !isBuiltIn(row) &&
  Object.values(Object.getOwnPropertyDescriptors(row)).every((field) => "value" in field);

/** By what the engine knows of it: to ask for its name may run a getter. */
const isBuiltIn = (value: object) =>
  Array.isArray(value) ||
  Symbol.toStringTag in value ||
  types.isDate(value) ||
  types.isRegExp(value) ||
  types.isNativeError(value) ||
  types.isBoxedPrimitive(value);

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Another realm's Object.prototype, as of vm contexts, is not ours, but has no prototype either.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function fromColumns(columns: object): RawTable | null {
  if (!isPlain(columns)) return null;
  const fields = Object.entries(Object.getOwnPropertyDescriptors(columns)).filter(
    ([, { enumerable }]) => enumerable,
  );
  const stored = new Map(fields.map(([name, { value }]) => [name, value as unknown]));
  const lists = [...stored.values()];
  if (lists.length === 0 || !lists.every(isList)) return null;
  const rows = lists[0]!.length;
  if (rows === 0 || lists.some(({ length }) => length !== rows)) return null;
  return {
    rows,
    names: [...stored.keys()],
    columns: stored.size,
    reader(name) {
      const values = stored.get(name) as ArrayLike<unknown>;
      return (row) => values[row];
    },
    fixed: false,
  };
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  isObject(value) && (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView)));

const isArquero = (value: object): value is ArqueroTable =>
  ["numRows", "columnNames", "column"].every((name) => typeof stored(value, name) === "function");

function isArrow(value: object): value is ArrowTable {
  if (typeof stored(value, "getChildAt") !== "function") return false;
  const schema = stored(value, "schema");
  // Last, for Arrow's own count of rows is a getter.
  return (
    isObject(schema) &&
    Array.isArray(stored(schema, "fields")) &&
    typeof (value as ArrowTable).numRows === "number"
  );
}

/** What an object or its classes hold under a name; undefined where a getter would have to be run to know. */
function stored(value: object, name: string): unknown {
  for (let owner: unknown = value; isObject(owner); owner = Object.getPrototypeOf(owner)) {
    const field = Object.getOwnPropertyDescriptor(owner, name);
    if (field) return field.value;
  }
  return undefined;
}

function fromArquero(table: ArqueroTable): RawTable {
  const order = table.isFiltered() || table.isOrdered() ? table.indices() : null;
  return {
    rows: table.numRows(),
    names: table.columnNames(),
    columns: table.columnNames().length,
    reader(name) {
      const column = table.column(name)!;
      if (isArrowColumn(column)) return arrowReader(table, name);
      const at =
        Array.isArray(column) || ArrayBuffer.isView(column)
          ? (row: number) => (column as ArrayLike<unknown>)[row]
          : (row: number) => (column as { at(row: number): unknown }).at(row);
      return order ? (row) => at(order[row]!) : at;
    },
    fixed: true,
  };
}

function fromArrow(table: ArrowTable): RawTable {
  return {
    rows: table.numRows,
    names: table.schema.fields.map(({ name }) => name),
    columns: table.schema.fields.length,
    reader: (name) => arrowReader(table, name),
    fixed: true,
  };
}

function isArrowColumn(column: object): column is ArrowColumn {
  const { type, data } = column as Partial<ArrowColumn>;
  return typeof type?.typeId === "number" && Array.isArray(data);
}

const boolean = 6;

/** Arrow's dates, decimals and large integers mean what the models take them for; so do these. */
function arrowReader(table: ArqueroTable | ArrowTable, name: string): (row: number) => unknown {
  const column = asTable(table as TableLike, "workspace").column(name)!;
  return "schema" in table && typeOf(table as ArrowTable, name) === boolean
    ? (row) => asBoolean(valueIn(column, row))
    : (row) => valueIn(column, row);
}

function typeOf(table: ArrowTable, name: string): number | undefined {
  const index = table.schema.fields.findIndex((field) => field.name === name);
  return (table.getChildAt(index) as Partial<ArrowColumn> | null)?.type?.typeId;
}

const asBoolean = (value: unknown) =>
  typeof value === "number" && !Number.isNaN(value) ? value === 1 : null;

function valueIn(column: Column, row: number): unknown {
  switch (column.kind) {
    case "number":
      return column.values[row];
    case "text":
      return column.codes[row]! < 0 ? null : column.levels[column.codes[row]!];
    case "date":
      return Number.isNaN(column.values[row]) ? null : new Date(column.values[row]!);
  }
}
