import type { Key } from "./key.js";
import { normalQuantile } from "./normal.js";
import { isPositive, type Parameter, reader } from "./parameter.js";
import { type Stream, streamOf } from "./uniform.js";

/**
 * `n` gamma-distributed numbers of the given shape and of scale 1 (mean = variance = shape).
 * Marsaglia & Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000); exact.
 */
export function gamma(key: Key, shape: Parameter, n: number): Float64Array {
  const at = reader(shape, n, {
    where: "gamma",
    name: "shape",
    allowed: "greater than 0",
    valid: isPositive,
  });
  return Float64Array.from({ length: n }, (_, index) => {
    const stream = streamOf(key, index);
    const a = at(index);
    // Below 1 a draw of shape a + 1 is shrunk by u^(1/a).
    return a >= 1 ? drawGamma(a, stream) : drawGamma(a + 1, stream) * stream.open() ** (1 / a);
  });
}

function drawGamma(shape: number, stream: Stream): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalQuantile(stream.open());
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = stream.open();
    if (u < 1 - 0.0331 * x ** 4 || Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}
