import { type ColumnTable, table as makeTable } from "arquero";
import { didYouMean, InputError } from "../contract/index.js";
import { asTable, type TableLike } from "../data/as-table.js";
import { numbers } from "../data/design/index.js";
import type { Column, Table } from "../data/table.js";

/** Columns of one variable, one a wave: their names in order of time, or a pattern whose `*` stands for a number. */
export type WaveColumns = string | readonly string[];

export interface ToLongOptions {
  /** Column that names the person; when absent, the rows are numbered from 1 in a column `id`. */
  id?: string;
  /**
   * Columns of the outcome, such as `"Y*"` or `["spring", "autumn"]`, which become the column `outcome`; or several
   * variables by the names they shall have: `{ crimes: "age*", drinks: "drinks_*" }`. Pattern `"Y*"` takes Y1, Y2 …
   * Y10 in the order of their numbers, and no other column.
   */
  outcome: WaveColumns | Readonly<Record<string, WaveColumns>>;
  /** Columns that vary over time beside the outcome, by the names they shall have: `{ gang: "gang_*" }`. */
  covariates?: Readonly<Record<string, WaveColumns>>;
  /**
   * Times of the waves: numbers, or columns that hold each person's own times (`"T*"`). When absent, what `*` stands
   * for in the names of the outcome's columns, or 1, 2, 3 … for a list of columns.
   */
  time?: readonly number[] | WaveColumns;
  /** Name of the column of times. Default `time`. */
  timeName?: string;
  /** Columns of the person, copied to each of its rows. Default none. */
  keep?: readonly string[];
  /** Whether a wave in which every outcome is missing gives no row. Default `drop`. */
  missing?: "drop" | "keep";
}

const where = "toLong";
const optionNames = ["id", "outcome", "covariates", "time", "timeName", "keep", "missing"];
const refuse = (text: string) => new InputError(`${where}: ${text}`);

/**
 * Turns a wide table, one row a person with a column for each wave, into the long one that `trajectories` takes: one
 * row a person and wave, sorted as the persons stand and by wave, with the columns `id`, `time`, the outcomes, the
 * covariates and what is kept.
 *
 * @throws InputError when a column is absent, is named twice or holds text; when variables have different waves; or
 *   when a person has no id or two rows.
 * @example
 * const long = toLong(await readTable("to1adj.csv"), { id: "id", outcome: { crimes: "age*" }, timeName: "age" });
 * const longer = toLong(wide, { id: "Id", outcome: { y: "Y*" }, time: "T*", covariates: { w: "W*" }, keep: ["X1"] });
 */
export function toLong(wide: TableLike, options: ToLongOptions): ColumnTable {
  const table = asTable(wide, where);
  const unknown = Object.keys(options).find((name) => !optionNames.includes(name));
  if (unknown !== undefined) {
    throw refuse(
      `unknown option '${unknown}'${didYouMean(unknown, optionNames)}; known options are ${optionNames.join(", ")}`,
    );
  }
  const { id, covariates = {}, timeName = "time", keep = [], missing = "drop" } = options;
  if (missing !== "drop" && missing !== "keep") {
    throw refuse(`'missing' must be 'drop' or 'keep', got '${missing as string}'`);
  }
  const persons = table.rows;
  const ids = id === undefined ? null : columnNamed(table, id, "id");
  if (ids) checkIds(ids, id!);

  const read = (field: string, columns: WaveColumns) => readWaves(table, columns, field);
  const outcomes = isRecord(options.outcome)
    ? Object.entries(options.outcome).map(([name, columns]) => ({
        name,
        ...read(`outcome.${name}`, columns),
      }))
    : [{ name: "outcome", ...read("outcome", options.outcome) }];
  if (outcomes.length === 0) throw refuse("'outcome' names no variable");
  const others = Object.entries(covariates).map(([name, columns]) => ({
    name,
    ...read(`covariates.${name}`, columns),
  }));
  const [first] = outcomes as [(typeof outcomes)[number]];
  for (const variable of [...outcomes, ...others]) checkSameWaves(variable, first);
  const times = readTimes(table, options.time, first);
  checkNames([id ?? "id", timeName, ...outcomes.map(nameOf), ...others.map(nameOf), ...keep]);

  const person: number[] = [];
  const wave: number[] = [];
  for (let i = 0; i < persons; i++) {
    for (let w = 0; w < first.columns.length; w++) {
      if (missing === "drop" && outcomes.every(({ columns }) => Number.isNaN(columns[w]![i]))) continue;
      person.push(i);
      wave.push(w);
    }
  }
  if (person.length === 0) throw refuse("the outcome is missing everywhere");
  const spread = (values: (i: number, w: number) => number) =>
    Float64Array.from(person, (i, row) => values(i, wave[row]!));
  return makeTable({
    [id ?? "id"]: ids ? copy(ids, person) : Float64Array.from(person, (i) => i + 1),
    [timeName]: spread(times),
    ...Object.fromEntries(
      [...outcomes, ...others].map(({ name, columns }) => [name, spread((i, w) => columns[w]![i]!)]),
    ),
    ...Object.fromEntries(keep.map((name) => [name, copy(columnNamed(table, name, "keep"), person)])),
  });
}

/** Columns of one variable in order of its waves. */
interface Waves {
  field: string;
  /** As the person wrote it, for messages. */
  text: string;
  columns: Float64Array[];
  /** What `*` stood for in each; null for a list of columns. */
  numbers: number[] | null;
}

function readWaves(table: Table, given: WaveColumns, field: string): Waves {
  const place = { where, field };
  if (typeof given !== "string") {
    if (!Array.isArray(given) || given.length === 0)
      throw refuse(`'${field}' must be a pattern such as "Y*", or a list of columns`);
    const twice = given.find((name, index) => given.indexOf(name) < index);
    if (twice !== undefined) throw refuse(`'${field}' names column '${twice}' twice`);
    const columns = given.map((name: string) => numbers(table, name, place));
    return { field, text: `${columns.length} columns`, columns, numbers: null };
  }
  if (given.split("*").length !== 2) {
    throw refuse(
      `'${field}' must be a pattern with one '*' for the number of the wave, or a list of columns, got '${given}'`,
    );
  }
  const found = matches(table, given);
  if (found.length === 0) {
    throw refuse(
      `no column matches the pattern '${given}' in '${field}', where '*' stands for a number; the columns are ${list(table.columnNames)}`,
    );
  }
  found.sort((a, b) => a.number - b.number);
  found.forEach(({ number, name }, index) => {
    const before = found[index - 1];
    if (before?.number === number) {
      throw refuse(
        `the pattern '${given}' in '${field}' takes both '${before.name}' and '${name}' as wave ${number}`,
      );
    }
  });
  return {
    field,
    text: `'${given}'`,
    columns: found.map(({ name }) => numbers(table, name, place)),
    numbers: found.map(({ number }) => number),
  };
}

function matches(table: Table, pattern: string): { name: string; number: number }[] {
  const [before, after] = pattern.split("*") as [string, string];
  return table.columnNames.flatMap((name) => {
    if (!name.startsWith(before) || !name.endsWith(after)) return [];
    const middle = name.slice(before.length, name.length - after.length);
    return /^-?\d+(\.\d+)?$/.test(middle) ? [{ name, number: Number(middle) }] : [];
  });
}

function checkSameWaves(variable: Waves, first: Waves): void {
  if (variable.numbers && first.numbers) {
    const extra = variable.numbers.find((number) => !first.numbers!.includes(number));
    const lost = first.numbers.find((number) => !variable.numbers!.includes(number));
    if (extra === undefined && lost === undefined) return;
    const [has, lacks] = extra === undefined ? [first, variable] : [variable, first];
    throw refuse(
      `${has.text} in '${has.field}' has a wave ${extra ?? lost}, and ${lacks.text} in '${lacks.field}' has none`,
    );
  }
  if (variable.columns.length === first.columns.length) return;
  throw refuse(
    `'${variable.field}' has ${variable.columns.length} waves and '${first.field}' has ${first.columns.length}`,
  );
}

function readTimes(
  table: Table,
  time: ToLongOptions["time"],
  first: Waves,
): (person: number, wave: number) => number {
  if (time === undefined) {
    const known = first.numbers ?? first.columns.map((_, wave) => wave + 1);
    return (_, wave) => known[wave]!;
  }
  if (Array.isArray(time) && time.some((each) => typeof each === "number")) {
    const given = time as readonly number[];
    if (given.length !== first.columns.length) {
      throw refuse(`'time' has ${given.length} numbers for ${first.columns.length} waves`);
    }
    const wrong = given.find((value) => !Number.isFinite(value));
    if (wrong !== undefined) throw refuse(`'time' must hold finite numbers, got ${String(wrong)}`);
    const twice = given.find((value, index) => given.indexOf(value) < index);
    if (twice !== undefined) throw refuse(`'time' has ${twice} twice`);
    return (_, wave) => given[wave]!;
  }
  const waves = readWaves(table, time as WaveColumns, "time");
  checkSameWaves(waves, first);
  return (person, wave) => waves.columns[wave]![person]!;
}

function checkIds(column: Column, name: string): void {
  const known = new Map<string | number, number>();
  const size = column.kind === "text" ? column.codes.length : column.values.length;
  for (let row = 0; row < size; row++) {
    const value = column.kind === "text" ? column.levels[column.codes[row]!] : column.values[row]!;
    if (value === undefined || Number.isNaN(value))
      throw refuse(`'id' names column '${name}', which is missing in row ${row + 1}`);
    const before = known.get(value);
    if (before !== undefined) {
      throw refuse(
        `'id' names column '${name}', which is '${value}' in rows ${before + 1} and ${row + 1}; a wide table has one row a person`,
      );
    }
    known.set(value, row);
  }
}

function checkNames(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw refuse(`two columns of the long table would be named '${twice}'`);
}

function columnNamed(table: Table, name: string, field: string): Column {
  const column = table.column(name);
  if (column) return column;
  throw refuse(
    `'${field}' names column '${name}', which the table does not have${didYouMean(name, table.columnNames)}`,
  );
}

/** The values of a column at the persons of the rows, missing ones as null where they are no numbers. */
function copy(column: Column, person: readonly number[]): ArrayLike<unknown> {
  switch (column.kind) {
    case "number":
      return Float64Array.from(person, (i) => column.values[i]!);
    case "text":
      return person.map((i) => column.levels[column.codes[i]!] ?? null);
    case "date":
      return person.map((i) => (Number.isNaN(column.values[i]) ? null : new Date(column.values[i]!)));
  }
}

const nameOf = ({ name }: { name: string }) => name;

const isRecord = (value: ToLongOptions["outcome"]): value is Readonly<Record<string, WaveColumns>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const list = (names: readonly string[]) =>
  names.length > 12 ? `${names.slice(0, 12).join(", ")} …` : names.join(", ");
