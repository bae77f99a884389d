/**
 * Solves f(x) = 0 for an increasing f on [low, high] by Newton steps kept inside a shrinking bracket.
 * `high` may be Infinity: the bracket then grows from `start`.
 */
export function invertIncreasing(
  f: (x: number) => number,
  slope: (x: number) => number,
  { start, low, high }: { start: number; low: number; high: number },
): number {
  let x = start;
  for (let i = 0; i < 200; i++) {
    const value = f(x);
    if (value === 0) return x;
    if (value > 0) high = x;
    else low = x;
    let next = x - value / slope(x);
    if (!(next > low && next < high)) {
      if (high === Infinity) next = x > 0 ? 2 * x : 1;
      else if (low === -Infinity) next = x < 0 ? 2 * x : -1;
      else next = low > 0 && high / low > 4 ? Math.sqrt(low * high) : low + (high - low) / 2;
    }
    if (Math.abs(next - x) <= 2e-16 * Math.abs(next)) return next;
    x = next;
  }
  return x;
}
