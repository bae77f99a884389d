/** About `count` round numbers from `low` to `high`. */
export function linearTicks(low: number, high: number, count: number): number[] {
  const step = roundStep((high - low) / count);
  if (!(step > 0) || !Number.isFinite(step)) return [];
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: Math.min(50, last - first + 1) }, (_, k) =>
    Number(((first + k) * step).toPrecision(10)),
  );
}

/** The smallest of 1, 2 and 5 times a power of ten that is at least `size`. */
export function roundStep(size: number): number {
  const decade = 10 ** Math.floor(Math.log10(size));
  return decade * ([1, 2, 5].find((step) => step * decade >= size * (1 - 1e-9)) ?? 10);
}
