import { WALK_ROWS } from "../../compute/trees/walk.js";
import { shared } from "./grow-forest.js";
import type { Target } from "./grow-forest.js";
import type { Curve } from "../../compute/trees/walk.js";

/** Points of the error curve. */
const POINTS = 40;

/** An empty error curve for a forest's walk. */
export function emptyCurve(
  target: Target,
  { trees, rows, weights }: { trees: number; rows: number; weights: Float64Array | null },
): Curve {
  const points = new Set(
    Array.from({ length: POINTS }, (_, p) => Math.max(1, Math.round(((p + 1) * trees) / POINTS))),
  );
  const response = new Float64Array(new SharedArrayBuffer(8 * rows));
  response.set(target.y);
  return {
    trees: Int32Array.from(points),
    response,
    weights: weights && shared(weights),
    classes: target.kind === "classes",
    output: new Float64Array(new SharedArrayBuffer(16 * points.size * Math.ceil(rows / WALK_ROWS))),
  };
}

/** The curve's blocks put together. */
export function curvePoints({ trees, output }: Curve): { trees: number; error: number }[] {
  return Array.from(trees, (count, point) => {
    let loss = 0;
    let total = 0;
    for (let at = 2 * point; at < output.length; at += 2 * trees.length) {
      loss += output[at]!;
      total += output[at + 1]!;
    }
    return { trees: count, error: loss / total };
  }).filter(({ error }) => Number.isFinite(error));
}
