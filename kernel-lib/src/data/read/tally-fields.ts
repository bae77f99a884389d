import { parseDate } from "./parse-date.js";
import type { Fields } from "./scan-csv.js";
import { TextReader } from "./text-reader.js";
import { booleans, readDates, readNumbers } from "./type-fields.js";

/** Different values with their counts, in the order in which they came, and how many fields are missing. */
export interface Tally {
  missing: number;
  counts: [value: string | boolean | Date, times: number][];
}

/**
 * The columns as `typeFields` types them, without a value a row where a count of each different value says the same: a
 * text column takes most of the time to read. Of more than `most` different texts the tally holds the first ones.
 */
export function tallyFields(
  fields: Fields,
  { missing, most }: { missing: ReadonlySet<string>; most: number },
): Map<string, Float64Array | (Date | null)[] | Tally> {
  const readers = fields.names.map((_, column) => new TextReader(fields, column, missing, undefined));
  const numbers = readNumbers(fields, readers);
  return new Map(
    readers.map((reader, column) => {
      const found = numbers.get(reader)!;
      return [
        fields.names[column]!,
        typeof found === "number" ? tallyColumn(reader, fields.rows, most) : found,
      ];
    }),
  );
}

function tallyColumn(reader: TextReader, rows: number, most: number): (Date | null)[] | Tally {
  const { missing, counts } = reader.tally(most);
  // What decides of a column's type is whether all its texts are of it, however often each is there.
  const texts = [...counts.keys()];
  const typed = (of: (text: string) => boolean | Date): Tally => ({
    missing,
    counts: [...counts].map(([text, times]) => [of(text), times]),
  });
  if (texts.every((text) => booleans.has(text))) return typed((text) => booleans.get(text)!);
  if (texts.every((text) => parseDate(text) !== null)) {
    if (counts.size <= most) return typed((text) => new Date(parseDate(text)!));
    const dates = readDates(reader, rows);
    if (typeof dates !== "number") return dates;
  }
  return { missing, counts: [...counts] };
}
