/**
 * Locally weighted linear regression (Cleveland 1979, without the robustness steps) at `points` places spread
 * evenly over the ordered x; each place sees the nearest `span` share of the data, tricube-weighted.
 * Pairs with a missing value are left out; fewer than 5 pairs, or a constant x, give no curve.
 */
export function smooth(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { span = 0.6, points = 40 }: { span?: number; points?: number } = {},
): { x: number[]; y: number[] } {
  const order = Array.from({ length: x.length }, (_, i) => i)
    .filter((i) => Number.isFinite(x[i]!) && Number.isFinite(y[i]!))
    .sort((a, b) => x[a]! - x[b]!);
  const xs = order.map((i) => x[i]!);
  const ys = order.map((i) => y[i]!);
  const n = xs.length;
  const curve = { x: [] as number[], y: [] as number[] };
  if (n < 5 || xs[0] === xs[n - 1]) return curve;

  const neighbours = Math.max(4, Math.min(n, Math.round(span * n)));
  let start = 0;
  let last = NaN;
  for (let k = 0; k < points; k++) {
    const at = xs[Math.round((k * (n - 1)) / (points - 1))]!;
    if (at === last) continue;
    last = at;
    while (start + neighbours < n && xs[start + neighbours]! - at < at - xs[start]!) start++;
    curve.x.push(at);
    curve.y.push(localLine(xs, ys, start, start + neighbours, at));
  }
  return curve;
}

function localLine(xs: number[], ys: number[], start: number, end: number, at: number): number {
  // A window of ties has no width; any positive one then weighs its members alike.
  const reach = Math.max(at - xs[start]!, xs[end - 1]! - at) * 1.0001 || 1;
  let w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0; // prettier-ignore
  for (let i = start; i < end; i++) {
    const dx = xs[i]! - at;
    const weight = (1 - Math.min(1, Math.abs(dx) / reach) ** 3) ** 3;
    w += weight;
    wx += weight * dx;
    wy += weight * ys[i]!;
    wxx += weight * dx * dx;
    wxy += weight * dx * ys[i]!;
  }
  const determinant = w * wxx - wx * wx;
  return determinant > 1e-10 * w * wxx ? (wxx * wy - wx * wxy) / determinant : wy / w;
}
