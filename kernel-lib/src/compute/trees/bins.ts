import { EXACT_DATA } from "./split.js";

/** Bins of a column at most; with fewer distinct values than that, every one has its own. */
const MAX_BINS = 63_488;

/** Slots of a large node's histogram at most: three sums each stay in the first-level cache. */
const MAX_SLOTS = 2048;

/** One column as the trees see it: numbers (NaN is missing), or codes of an unordered category (−1 is missing). */
export type BinInput =
  | { kind: "number"; values: Float64Array }
  | { kind: "category"; codes: Int32Array; levels: readonly string[] };

/** Columns as codes of bins, in the order of their values; a missing value has a code above all others. */
export interface Bins {
  /** rows × columns, column after column, on shared memory. */
  codes: Uint16Array;
  /** The same, row after row. */
  codesByRow: Uint16Array;
  binStart: Int32Array;
  lows: Float64Array;
  highs: Float64Array;
  slots: Int32Array;
  shift: Uint8Array;
  missing: Int32Array;
  category: Uint8Array;
  levels: Int32Array;
}

/**
 * Puts the values of each column into bins: one a distinct value, or quantiles where there are more than 63,488.
 * `breathe` is called after each column.
 */
export async function binColumns(
  inputs: readonly BinInput[],
  rows: number,
  breathe: () => Promise<void> = async () => {},
): Promise<Bins> {
  const columns = inputs.length;
  const codes = new Uint16Array(new SharedArrayBuffer(2 * rows * columns));
  const codesByRow = new Uint16Array(new SharedArrayBuffer(2 * rows * columns));
  const slots = new Int32Array(columns);
  const shift = new Uint8Array(columns);
  const missing = new Int32Array(columns);
  const category = new Uint8Array(columns);
  const levels = new Int32Array(columns);
  const binStart = new Int32Array(columns + 1);
  const edges: { lows: Float64Array; highs: Float64Array }[] = [];
  for (const [j, input] of inputs.entries()) {
    const to = codes.subarray(j * rows, (j + 1) * rows);
    if (input.kind === "category") {
      const count = input.levels.length;
      category[j] = 1;
      levels[j] = slots[j] = missing[j] = count;
      for (let i = 0; i < rows; i++) to[i] = input.codes[i]! < 0 ? count : input.codes[i]!;
      binStart[j + 1] = binStart[j]!;
    } else {
      const { lows, highs } = binsOf(input.values);
      if (rows > EXACT_DATA) while ((highs.length - 1) >> shift[j]! >= MAX_SLOTS) shift[j]!++;
      slots[j] = highs.length === 0 ? 1 : ((highs.length - 1) >> shift[j]!) + 1;
      missing[j] = slots[j]! << shift[j]!;
      encode(input.values, highs, missing[j]!, to);
      binStart[j + 1] = binStart[j]! + highs.length;
      edges.push({ lows, highs });
    }
    for (let i = 0; i < rows; i++) codesByRow[i * columns + j] = to[i]!;
    await breathe();
  }
  const lows = new Float64Array(binStart[columns]!);
  const highs = new Float64Array(binStart[columns]!);
  let at = 0;
  for (const each of edges) {
    lows.set(each.lows, at);
    highs.set(each.highs, at);
    at += each.lows.length;
  }
  return { codes, codesByRow, binStart, lows, highs, slots, shift, missing, category, levels };
}

/** Least and greatest value of each bin. */
function binsOf(values: Float64Array): { lows: Float64Array; highs: Float64Array } {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  const lows = new Float64Array(Math.min(distinct, MAX_BINS));
  const highs = new Float64Array(lows.length);
  const merge = distinct > MAX_BINS;
  let bin = -1;
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i]!;
    if (i > 0 && value === sorted[i - 1]) continue;
    // Bins of about equal numbers of rows; equal values are never parted.
    if (!merge || bin < 0 || i >= ((bin + 1) * sorted.length) / MAX_BINS) lows[++bin] = value;
    highs[bin] = value;
  }
  return { lows: lows.subarray(0, bin + 1), highs: highs.subarray(0, bin + 1) };
}

function encode(values: Float64Array, highs: Float64Array, missing: number, to: Uint16Array): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) {
      to[i] = missing;
      continue;
    }
    let low = 0;
    let high = highs.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (highs[middle]! < value) low = middle + 1;
      else high = middle;
    }
    to[i] = low;
  }
}
