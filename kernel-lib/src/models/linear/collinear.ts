import { InputError } from "../../contract/index.js";
import { dependencies, qr, type Dependency } from "../../compute/linalg/index.js";
import type { Coordinates, LinearProblem } from "./problem.js";

/** A column of which less than this share is its own counts as a combination of others; R's `lm` has the same. */
const TOLERANCE = 1e-7;

/** Up to this share of its own a column is an exact combination, to rounding. */
const EXACT = 1e-12;

/**
 * Refuses a design whose columns depend on each other, naming them. Exact but slow: the rows pass block by
 * block through a QR decomposition that keeps only R.
 */
export function refuseCollinear(problem: LinearProblem, coordinates: Coordinates): void {
  const { rows, columns, where, names, intercept } = problem;
  const { centre, scale } = coordinates;
  const height = Math.max(2048, 4 * columns);
  let kept: Float64Array = new Float64Array(0);
  for (let from = 0; from < rows; from += height) {
    const to = Math.min(rows, from + height);
    const above = kept.length / columns;
    const block = new Float64Array((above + to - from) * columns);
    block.set(kept);
    for (let i = from; i < to; i++) {
      for (let j = 0; j < columns; j++) {
        const value = (problem.design[i * columns + j]! - centre[j]!) * scale[j]!;
        block[(above + i - from) * columns + j] = value;
      }
    }
    kept = triangle(block, above + to - from, columns);
  }
  const found = dependencies(qr(kept, kept.length / columns, columns, TOLERANCE));
  if (found.length === 0) return;
  const sentences = found.map((dependency) => describe(dependency, { names, intercept, coordinates }));
  throw new InputError(`${where}: ${sentences.join("; ")}, so the coefficients are not determined`);
}

/** R with its columns in the order of A: RᵀR = AᵀA. */
function triangle(a: Float64Array, rows: number, columns: number): Float64Array {
  const { packed, pivots } = qr(a, rows, columns, 0);
  const height = Math.min(rows, columns);
  const out = new Float64Array(height * columns);
  for (let i = 0; i < height; i++) {
    for (let j = i; j < columns; j++) out[i * columns + pivots[j]!] = packed[i * columns + j]!;
  }
  return out;
}

function describe(
  { column, columns, weights, left }: Dependency,
  { names, intercept, coordinates }: { names: string[]; intercept: boolean; coordinates: Coordinates },
): string {
  const { centre, scale } = coordinates;
  // The last column in the design's order is the one to name: a person added it to those before.
  const involved = [...columns, column].filter((j) => !(intercept && j === 0));
  const last = Math.max(...involved);
  const others = involved.filter((j) => j !== last).sort((a, b) => a - b);
  if (others.length === 0) return `column '${names[last]}' does not vary`;
  let constant = centre[column]!;
  let size = Math.abs(constant);
  columns.forEach((j, k) => {
    const part = (weights[k]! * scale[j]! * centre[j]!) / scale[column]!;
    constant -= part;
    size += Math.abs(part);
  });
  const parts = others.map((j) => `'${names[j]}'`);
  if (intercept && Math.abs(constant) > 1e-6 * size) parts.push("the intercept");
  const list = parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
  const digits = left > EXACT ? ` to ${Math.floor(-Math.log10(left))} digits` : "";
  return `column '${names[last]}' is a ${parts.length === 1 ? "multiple" : "combination"} of ${list}${digits}`;
}
