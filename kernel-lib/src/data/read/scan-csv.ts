import { InputError } from "../../contract/index.js";
import { sliceUtf8 } from "./slice-text.js";

/** Where every field of a delimited text lies in its bytes; a quoted field begins with its quotation mark. */
export interface Fields {
  bytes: Uint8Array;
  names: string[];
  rows: number;
  /** Field of row r and column c runs from starts[r * names.length + c] up to, but without, ends[…]. */
  starts: Uint32Array;
  ends: Uint32Array;
  /** Line of the file, from 1, on which each row begins. */
  lineOf(row: number): number;
}

const [newline, carriageReturn, quote] = [10, 13, 34];

/**
 * Finds the fields of a CSV or TSV text (RFC 4180; lines end in LF, CRLF or CR; blank lines are left out).
 * @param label How error messages name the file.
 * @throws InputError for an empty text, a header that repeats a name or stands alone, a row of another length than
 *   the header (with its line), or a quotation mark that is never closed.
 */
export function scanCsv(
  bytes: Uint8Array,
  { delimiter, label }: { delimiter: string; label: string },
): Fields {
  const separator = delimiter.charCodeAt(0);
  const fail = (reason: string) => new InputError(`readTable: ${label} ${reason}`);
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const { length } = bytes;
  const found = new FieldList(length);
  // 1 for the bytes that end a field.
  const ends = new Uint8Array(256);
  for (const byte of [separator, newline, carriageReturn]) ends[byte] = 1;
  const lines = new NumberList(1024);
  let width = -1;
  let line = 1;
  let at = start;

  while (at < length) {
    if (bytes[at] === newline || bytes[at] === carriageReturn) {
      at += bytes[at] === carriageReturn && bytes[at + 1] === newline ? 2 : 1;
      line++;
      continue;
    }
    const firstField = found.length;
    const firstLine = line;
    for (;;) {
      const from = at;
      if (bytes[at] === quote) {
        for (at++; ; at++) {
          if (at >= length) throw fail(`has a quotation mark in line ${firstLine} that is never closed`);
          if (bytes[at] === quote) {
            if (bytes[at + 1] !== quote) break;
            at++;
          } else if (bytes[at] === newline || (bytes[at] === carriageReturn && bytes[at + 1] !== newline))
            line++;
        }
        at++;
        const after = bytes[at];
        if (at < length && after !== separator && after !== newline && after !== carriageReturn) {
          throw fail(`has text after a closing quotation mark in line ${line}`);
        }
      } else {
        while (at < length && ends[bytes[at]!] === 0) at++;
      }
      found.push(from, at);
      if (at >= length) break;
      if (bytes[at++] === separator) continue;
      if (bytes[at - 1] === carriageReturn && bytes[at] === newline) at++;
      line++;
      break;
    }
    const count = found.length - firstField;
    if (width < 0) width = count;
    else if (count !== width) {
      throw fail(
        `has ${count} field${count === 1 ? "" : "s"} in line ${firstLine}, but its header has ${width}`,
      );
    }
    lines.push(firstLine);
  }
  if (width < 0) throw fail("is empty");

  const header = { bytes, starts: found.starts.values, ends: found.ends.values };
  const names = Array.from(
    { length: width },
    (_, column) => fieldText(header, column).trim() || `column_${column + 1}`,
  );
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw fail(`has two columns named '${repeated}'`);
  const rows = found.length / width - 1;
  if (rows === 0) throw fail("has a header but no rows");
  return {
    bytes,
    names,
    rows,
    starts: found.starts.values.subarray(width, found.length),
    ends: found.ends.values.subarray(width, found.length),
    lineOf: (row) => lines.values[row + 1]!,
  };
}

/** Text of a field, without its quotation marks. */
export function fieldText(
  { bytes, starts, ends }: Pick<Fields, "bytes" | "starts" | "ends">,
  field: number,
): string {
  const start = starts[field]!;
  const end = ends[field]!;
  if (bytes[start] !== quote || start === end) return withoutMark(sliceUtf8(bytes, start, end));
  return withoutMark(sliceUtf8(bytes, start + 1, end - 1)).replaceAll('""', '"');
}

/** A text put together from files has their byte order marks within. */
const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

/** The sign that separates most fields in the first line, outside quotation marks: comma, tab, semicolon or bar. */
export function guessDelimiter(bytes: Uint8Array): string {
  const counts = new Map([",", "\t", ";", "|"].map((sign) => [sign.charCodeAt(0), 0]));
  let quoted = false;
  for (const byte of bytes) {
    if (byte === quote) quoted = !quoted;
    else if (!quoted && (byte === newline || byte === carriageReturn)) break;
    else if (!quoted && counts.has(byte)) counts.set(byte, counts.get(byte)! + 1);
  }
  const [best] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
  return String.fromCharCode(best);
}

class NumberList {
  length = 0;
  values: Uint32Array;
  constructor(capacity: number) {
    this.values = new Uint32Array(capacity);
  }
  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Uint32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }
}

class FieldList {
  readonly starts: NumberList;
  readonly ends: NumberList;
  constructor(bytes: number) {
    const guess = Math.max(64, Math.ceil(bytes / 6));
    this.starts = new NumberList(guess);
    this.ends = new NumberList(guess);
  }
  get length(): number {
    return this.starts.length;
  }
  push(start: number, end: number): void {
    this.starts.push(start);
    this.ends.push(end);
  }
}
