import type { GrowData, GrownTree } from "../../../../kernel-lib/src/compute/trees/grow.js";
import { createGrower } from "../../../../kernel-lib/src/compute/trees/grow.js";
import { type BinInput, binColumns } from "../../../../kernel-lib/src/compute/trees/bins.js";

/** One tree on all rows and columns, unless told otherwise. */
export async function growOne(
  inputs: BinInput[],
  response: ArrayLike<number>,
  options: Partial<GrowData> = {},
): Promise<GrownTree & { data: GrowData }> {
  const rows = response.length;
  const data: GrowData = {
    ...(await binColumns(inputs, rows)),
    rows,
    columns: inputs.length,
    response: Float64Array.from(response),
    outputs: 1,
    weights: null,
    population: null,
    keys: Int32Array.of(3, 4),
    draws: rows,
    replace: false,
    tries: inputs.length,
    minLeaf: 1,
    minNode: 1,
    maxDepth: 2 ** 30,
    random: false,
    keepRows: true,
    inBag: new Uint32Array((rows + 31) >>> 5),
    ...options,
  };
  return { ...createGrower(data)(0), data };
}

/** The gain of the best split by trying every one, for a small node: numbers by cut, categories by subset. */
export function bestGain(
  inputs: BinInput[],
  response: ArrayLike<number>,
  {
    weights = null,
    classes = 0,
    minLeaf = 1,
  }: { weights?: ArrayLike<number> | null; classes?: number; minLeaf?: number } = {},
): number {
  const n = response.length;
  const score = (rows: number[]) => {
    const w = rows.map((i) => (weights ? weights[i]! : 1));
    const total = w.reduce((a, b) => a + b, 0);
    if (classes > 0) {
      const sums = new Float64Array(classes);
      rows.forEach((i, at) => (sums[response[i]!]! += w[at]!));
      return sums.reduce((a, b) => a + b * b, 0) / total;
    }
    return rows.reduce((a, i, at) => a + w[at]! * response[i]!, 0) ** 2 / total;
  };
  let best = -Infinity;
  const consider = (isLeft: (row: number) => boolean) => {
    const left = [...Array(n).keys()].filter(isLeft);
    const right = [...Array(n).keys()].filter((i) => !isLeft(i));
    if (left.length < minLeaf || right.length < minLeaf) return;
    best = Math.max(best, score(left) + score(right));
  };
  for (const input of inputs) {
    const at = (i: number) => (input.kind === "number" ? input.values[i]! : input.codes[i]!);
    const isMissing = (i: number) => (input.kind === "number" ? Number.isNaN(at(i)) : at(i) < 0);
    const values = [...new Set([...Array(n).keys()].filter((i) => !isMissing(i)).map(at))].sort(
      (a, b) => a - b,
    );
    for (const missingLeft of [false, true]) {
      if (input.kind === "number") {
        for (const cut of values) consider((i) => (isMissing(i) ? missingLeft : at(i) <= cut));
      } else {
        for (let subset = 1; subset < 2 ** values.length; subset++) {
          consider((i) => (isMissing(i) ? missingLeft : ((subset >> values.indexOf(at(i))) & 1) === 1));
        }
      }
    }
  }
  return best;
}

/** The gain of a tree's first split, from the leaves of a tree of depth 1. */
export function gainOf(
  { leafStart, leafRows }: GrownTree,
  response: ArrayLike<number>,
  { weights = null, classes = 0 }: { weights?: ArrayLike<number> | null; classes?: number } = {},
): number {
  let sum = 0;
  for (let leaf = 0; leaf + 1 < leafStart.length; leaf++) {
    const rows = [...leafRows.subarray(leafStart[leaf], leafStart[leaf + 1])];
    const w = (i: number) => (weights ? weights[i]! : 1);
    const total = rows.reduce((a, i) => a + w(i), 0);
    if (classes > 0) {
      const sums = new Float64Array(classes);
      for (const i of rows) sums[response[i]!]! += w(i);
      sum += sums.reduce((a, b) => a + b * b, 0) / total;
    } else sum += rows.reduce((a, i) => a + w(i) * response[i]!, 0) ** 2 / total;
  }
  return sum;
}
