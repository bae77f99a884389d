/**
 * Sums over rows, where nearly all of the time of a fit goes: plain loops over typed arrays, written out for the
 * two and three statistics that most families have.
 */

interface Rows {
  persons: number;
  personRows: Int32Array;
  cellOfRow: Int32Array;
  statistics: Float64Array;
}

/** Adds Σ_rows T·A[cell] to out, one sum a person. */
export function addProducts(
  { persons, personRows, cellOfRow, statistics: t }: Rows,
  a: Float64Array,
  width: number,
  out: Float64Array,
): void {
  let row = personRows[0]!;
  for (let i = 0; i < persons; i++) {
    const end = personRows[i + 1]!;
    let sum = 0;
    if (width === 2) {
      for (; row < end; row++) {
        const d = 2 * cellOfRow[row]!;
        sum += t[2 * row]! * a[d]! + t[2 * row + 1]! * a[d + 1]!;
      }
    } else if (width === 3) {
      for (; row < end; row++) {
        const d = 3 * cellOfRow[row]!;
        sum += t[3 * row]! * a[d]! + t[3 * row + 1]! * a[d + 1]! + t[3 * row + 2]! * a[d + 2]!;
      }
    } else {
      for (; row < end; row++) {
        const d = width * cellOfRow[row]!;
        for (let k = 0; k < width; k++) sum += t[width * row + k]! * a[d + k]!;
      }
    }
    out[i]! += sum;
  }
}

// A person this unlikely to be of a group adds nothing that Float64 could tell.
const NEGLIGIBLE = 1e-20;

/** Writes each cell's Σ weight·T (cells × width) into `out`. */
export function sumStatistics(
  { persons, personRows, cellOfRow, statistics: t }: Rows,
  weights: Float64Array,
  width: number,
  out: Float64Array,
): void {
  out.fill(0);
  for (let i = 0; i < persons; i++) {
    const w = weights[i]!;
    if (w < NEGLIGIBLE) continue;
    const end = personRows[i + 1]!;
    let row = personRows[i]!;
    if (width === 2) {
      for (; row < end; row++) {
        const d = 2 * cellOfRow[row]!;
        out[d]! += w * t[2 * row]!;
        out[d + 1]! += w * t[2 * row + 1]!;
      }
    } else if (width === 3) {
      for (; row < end; row++) {
        const d = 3 * cellOfRow[row]!;
        out[d]! += w * t[3 * row]!;
        out[d + 1]! += w * t[3 * row + 1]!;
        out[d + 2]! += w * t[3 * row + 2]!;
      }
    } else {
      for (; row < end; row++) {
        const d = width * cellOfRow[row]!;
        for (let k = 0; k < width; k++) out[d + k]! += w * t[width * row + k]!;
      }
    }
  }
}
