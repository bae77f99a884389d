/**
 * Indices of values in up to `wanted` bands of about equal size, in ascending order of the values. Equal values are
 * never parted, so a value that many share makes a large band of its own. Values that are not numbers are left out.
 * @param least Members of the smallest band there may be, where there are as many.
 */
export function bands(
  values: ArrayLike<number>,
  wanted: number,
  { least = 1 }: { least?: number } = {},
): Uint32Array[] {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i)
    .filter((i) => !Number.isNaN(values[i]!))
    .sort((a, b) => values[a]! - values[b]!);
  const found: Uint32Array[] = [];
  let start = 0;
  while (start < order.length) {
    // What is left, over the bands that are left: a tie that took many bands' share leaves fewer to make.
    const left = Math.max(1, wanted - found.length);
    let end = start + Math.max(least, Math.round((order.length - start) / left));
    if (order.length - end < least) end = order.length;
    while (end < order.length && values[order[end]!] === values[order[end - 1]!]) end++;
    // A tie may reach so far that too few are left.
    if (order.length - end < least) end = order.length;
    found.push(order.subarray(start, end));
    start = end;
  }
  return found;
}
