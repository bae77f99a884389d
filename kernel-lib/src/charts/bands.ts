/**
 * Indices of values in up to `wanted` bands of about equal size, in ascending order of the values. Equal values are
 * never parted, so a value that many share makes a large band of its own. Values that are not numbers are left out.
 */
export function bands(values: ArrayLike<number>, wanted: number): Uint32Array[] {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i)
    .filter((i) => !Number.isNaN(values[i]!))
    .sort((a, b) => values[a]! - values[b]!);
  const found: Uint32Array[] = [];
  let start = 0;
  while (start < order.length) {
    // What is left, over the bands that are left: a tie that took many bands' share leaves fewer to make.
    const left = Math.max(1, wanted - found.length);
    let end = start + Math.max(1, Math.round((order.length - start) / left));
    while (end < order.length && values[order[end]!] === values[order[end - 1]!]) end++;
    found.push(order.subarray(start, end));
    start = end;
  }
  return found;
}
