/**
 * The span of zero and every interval, but for those tens of times wider than the median one.
 * @param isLog Whether these are logarithms: of those that are far off, the exponentials have no end.
 */
export function intervalExtent(
  shown: readonly { lower: number; upper: number }[],
  isLog: boolean,
): [number, number] {
  const most = isLog ? 500 : Infinity;
  const widths = shown.map(({ lower, upper }) => upper - lower).sort((a, b) => a - b);
  const widest = 30 * (widths[Math.floor((widths.length - 1) / 2)] || Infinity);
  const tame = shown.filter(({ lower, upper }) => upper - lower <= widest && Math.max(-lower, upper) < most);
  const ends = [0, ...tame.flatMap(({ lower, upper }) => [lower, upper])];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const margin = 0.04 * (high - low || 1);
  return [low - margin, high + margin];
}

/** Round numbers on a ratio axis: the finest of several ladders that gives no more than nine. */
export function ratioTicks(low: number, high: number): number[] {
  const within = (ticks: number[]) => ticks.filter((tick) => tick >= low && tick <= high);
  const decades = Array.from({ length: 13 }, (_, k) => 10 ** (k - 6));
  const ladder = (steps: number[]) =>
    within(decades.flatMap((decade) => steps.map((step) => Number((step * decade).toPrecision(3)))));
  const tenths = within(Array.from({ length: 30 }, (_, k) => Number((0.1 * (k + 1)).toPrecision(2))));
  const fine = within(Array.from({ length: 200 }, (_, k) => Number((0.5 + 0.01 * k).toPrecision(3))));
  const twentieths = within(Array.from({ length: 40 }, (_, k) => Number((0.5 + 0.05 * k).toPrecision(3))));
  const options = [
    fine,
    tenths,
    twentieths,
    ladder([1, 1.2, 1.4, 1.6, 2, 2.5, 3, 4, 5, 6, 7, 8]),
    ladder([1, 1.5, 2, 3, 5, 7]),
    ladder([1, 2, 5]),
    ladder([1]),
  ];
  const within9 = options.find((ticks) => ticks.length >= 2 && ticks.length <= 9);
  return within9 ?? within(Array.from({ length: 13 }, (_, k) => 100 ** (k - 6)));
}
