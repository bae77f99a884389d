/** Rows of several arrays side by side, told apart by their values. */
export interface DistinctRows {
  count: number;
  /** For each row, the number of its distinct row, in order of first appearance. */
  cellOfRow: Int32Array;
  /** For each distinct row, the first row that has it. */
  firstRow: Int32Array;
}

/**
 * Finds the distinct rows of row-major parts by open addressing on the bits of their numbers. All waves of a
 * balanced study have but a few; with a covariate of real numbers every row is its own.
 */
export function distinctRows(
  rows: number,
  parts: readonly { values: Float64Array; columns: number }[],
): DistinctRows {
  const words = parts.map(
    ({ values }) => new Int32Array(values.buffer, values.byteOffset, 2 * values.length),
  );
  let size = 64;
  while (size < 2 * rows) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const cellOfRow = new Int32Array(rows);
  const firstRow = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    let slot = hashRow(words, parts, row) & (size - 1);
    for (;;) {
      const cell = slots[slot]!;
      if (cell < 0) {
        slots[slot] = count;
        firstRow[count] = row;
        cellOfRow[row] = count++;
        break;
      }
      if (sameRow(words, parts, row, firstRow[cell]!)) {
        cellOfRow[row] = cell;
        break;
      }
      slot = (slot + 1) & (size - 1);
    }
  }
  return { count, cellOfRow, firstRow: firstRow.slice(0, count) };
}

type Parts = readonly { columns: number }[];

function hashRow(words: readonly Int32Array[], parts: Parts, row: number): number {
  let hash = 0;
  for (let part = 0; part < words.length; part++) {
    const array = words[part]!;
    const width = 2 * parts[part]!.columns;
    for (let at = row * width; at < (row + 1) * width; at++) {
      hash = Math.imul(hash ^ array[at]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
  }
  return hash;
}

function sameRow(words: readonly Int32Array[], parts: Parts, row: number, other: number): boolean {
  for (let part = 0; part < words.length; part++) {
    const array = words[part]!;
    const width = 2 * parts[part]!.columns;
    for (let k = 0; k < width; k++) if (array[row * width + k] !== array[other * width + k]) return false;
  }
  return true;
}
