import { type Fields, fieldText } from "./scan-csv.js";

/** What a column of a text file can be read as. */
export type FieldType = "number" | "text" | "boolean" | "date";

/** How often each text is in a column. */
export interface TextTally {
  missing: number;
  /** In the order in which they came. Of more different texts than were asked for the first ones, without their counts. */
  counts: Map<string, number>;
}

/** Reads a column's texts, each distinct one decoded once. */
export class TextReader {
  readonly emptyIsMissing: boolean;
  readonly numbersMayBeMissing: boolean;
  /** 1 for the bytes with which a field that is missing may begin. */
  private readonly missingBegins = new Uint8Array(256);
  private readonly cache = new Map<number, { field: number; text: string | null }>();

  constructor(
    private readonly fields: Fields,
    readonly column: number,
    private readonly missing: ReadonlySet<string>,
    readonly type: FieldType | undefined,
  ) {
    this.emptyIsMissing = missing.has("");
    // The field may be quoted, or have a byte order mark within.
    for (const text of [...missing, '"', "\ufeff"]) {
      if (text !== "") this.missingBegins[Buffer.from(text)[0]!] = 1;
    }
    this.numbersMayBeMissing = [...missing].some((text) => text.trim() !== "" && !Number.isNaN(Number(text)));
  }

  all(): (string | null)[] {
    return Array.from({ length: this.fields.rows }, (_, row) => this.at(row));
  }

  /** Counts texts until there are more than `most` different ones, and what is missing in any case. */
  tally(most: number): TextTally {
    const counts = new Map<string, number>();
    let missing = 0;
    const { bytes, starts, ends, rows, names } = this.fields;
    for (let row = 0, field = this.column; row < rows; row++, field += names.length) {
      if (counts.size > most) {
        // To read every text only to find that it is there would take most of the time.
        const start = starts[field]!;
        if (start < ends[field]! && this.missingBegins[bytes[start]!] === 0) continue;
      }
      const text = this.at(row);
      if (text === null) missing++;
      else if (counts.size <= most) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    return { missing, counts };
  }

  at(row: number): string | null {
    const field = row * this.fields.names.length + this.column;
    const { bytes, starts, ends } = this.fields;
    const start = starts[field]!;
    const end = ends[field]!;
    let hash = end - start;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    const known = this.cache.get(hash);
    if (known && this.same(known.field, start, end)) return known.text;
    const raw = fieldText(this.fields, field);
    const text = this.missing.has(raw) ? null : raw;
    if (this.cache.size < 10_000) this.cache.set(hash, { field, text });
    return text;
  }

  private same(field: number, start: number, end: number): boolean {
    const { bytes, starts, ends } = this.fields;
    const other = starts[field]!;
    if (ends[field]! - other !== end - start) return false;
    for (let at = 0; at < end - start; at++) if (bytes[other + at] !== bytes[start + at]) return false;
    return true;
  }
}
