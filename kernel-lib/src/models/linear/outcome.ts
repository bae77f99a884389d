import { InputError, type GlmFamily } from "../../contract/index.js";
import { numbers } from "../../data/design/index.js";
import type { Table } from "../../data/table.js";

export interface Outcome {
  values: Float64Array;
  levels: [string, string] | null;
}

/** Reads the outcome as numbers; text of two values becomes 0 and 1 for the binomial family. NaN is missing. */
export function readOutcome(table: Table, name: string, family: GlmFamily, where: string): Outcome {
  const column = table.column(name);
  if (family !== "binomial" || column?.kind !== "text") {
    return { values: numbers(table, name, { where, field: "outcome" }), levels: null };
  }
  const seen = new Uint8Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) seen[code] = 1;
  const levels = column.levels.filter((_, code) => seen[code]);
  if (levels.length !== 2) {
    const some = levels.slice(0, 4).map((level) => `'${level}'`);
    throw new InputError(
      `${where}: a binomial outcome has two values, but '${name}' has ${levels.length} (${some.join(", ")}${levels.length > 4 ? ", …" : ""})`,
    );
  }
  const one = column.levels.indexOf(levels[1]!);
  const values = Float64Array.from(column.codes, (code) => (code < 0 ? NaN : code === one ? 1 : 0));
  return { values, levels: [levels[0]!, levels[1]!] };
}

/** Refuses outcomes that the family cannot have; `rowOf` gives the table's row for messages. */
export function checkOutcome(
  values: Float64Array,
  {
    name,
    family,
    weighted,
    where,
    rowOf,
  }: {
    name: string;
    family: GlmFamily;
    weighted: boolean;
    where: string;
    rowOf: (index: number) => number;
  },
): void {
  const refuse = (text: string) => new InputError(`${where}: ${text}`);
  const at = (index: number) => `${values[index]} in row ${rowOf(index) + 1}`;
  if (family === "poisson" || family === "negative-binomial") {
    const negative = values.findIndex((y) => y < 0);
    if (negative >= 0) throw refuse(`a ${family} outcome counts, but '${name}' is negative: ${at(negative)}`);
    const fraction = values.findIndex((y) => !Number.isInteger(y));
    if (fraction >= 0)
      throw refuse(`a ${family} outcome counts, but '${name}' is not whole: ${at(fraction)}`);
    if (values.every((y) => y === 0)) {
      throw refuse(`the outcome '${name}' is 0 in every row, so no rate can be estimated`);
    }
    return;
  }
  if (family === "binomial") {
    const outside = values.findIndex((y) => !(weighted ? y >= 0 && y <= 1 : y === 0 || y === 1));
    if (outside >= 0) {
      throw refuse(
        weighted
          ? `a binomial outcome is 0, 1 or a share of the trials in 'weights', but '${name}' is ${at(outside)}`
          : `a binomial outcome is 0 or 1, but '${name}' is ${at(outside)} (for shares, give the trials as 'weights')`,
      );
    }
  }
  const first = values[0]!;
  const constant = values.every((y) => y === first);
  if (constant && !(family === "binomial" && first > 0 && first < 1)) {
    throw refuse(`the outcome '${name}' is ${first} in every row, so there is nothing to explain`);
  }
}
