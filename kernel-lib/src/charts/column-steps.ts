import { sampleIndices } from "./reduce.js";

const mostRows = 5000;

/**
 * The change of each design column that a chart of coefficients draws: its standard deviation to two digits, so
 * that columns of different units can be compared, or 1 where the column holds only zeros and ones, or one value.
 * Read from at most 5,000 rows, spread evenly.
 * @param design Row-major, rows × columns.
 */
export function columnSteps(design: Float64Array, columns: number): Float64Array {
  const indices = sampleIndices(design.length / columns, mostRows);
  return Float64Array.from({ length: columns }, (_, j) => {
    let mean = 0;
    let squares = 0;
    let binary = true;
    indices.forEach((row, i) => {
      const value = design[row * columns + j]!;
      const before = value - mean;
      mean += before / (i + 1);
      squares += before * (value - mean);
      binary &&= value === 0 || value === 1;
    });
    const deviation = Math.sqrt(squares / (indices.length - 1));
    return !binary && deviation > 1e-12 * Math.abs(mean) ? Number(deviation.toPrecision(2)) : 1;
  });
}
