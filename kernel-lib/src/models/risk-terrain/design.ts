import type { Cells } from "./cells.js";
import type { Node, SetCode } from "./nodes.js";

/** A design matrix X, of one row a cell, by what a likelihood asks of it. */
export interface Design {
  columns: number;
  /** X·b, by cell. */
  times(b: Float64Array, out: Float64Array): void;
  /** Xᵀ·v, into the first `columns` numbers. */
  transposedTimes(v: Float64Array, out: Float64Array): void;
  /** Adds the lower half of Xᵀ·diag(w)·X to a matrix of row length `stride`. */
  weightedGram(w: Float64Array, out: Float64Array, stride: number): void;
}

/** The design as it stands: for models of few columns. */
export function denseDesign({ count, columns, design }: Cells): Design {
  return {
    columns,
    times(b, out) {
      for (let c = 0; c < count; c++) {
        let sum = 0;
        for (let j = 0; j < columns; j++) sum += design[c * columns + j]! * b[j]!;
        out[c] = sum;
      }
    },
    transposedTimes(v, out) {
      out.fill(0, 0, columns);
      for (let c = 0; c < count; c++) {
        for (let j = 0; j < columns; j++) out[j]! += design[c * columns + j]! * v[c]!;
      }
    },
    weightedGram(w, out, stride) {
      for (let c = 0; c < count; c++) {
        const row = c * columns;
        for (let i = 0; i < columns; i++) {
          const value = design[row + i]!;
          if (value === 0) continue;
          const share = value * w[c]!;
          for (let j = 0; j <= i; j++) out[i * stride + j]! += share * design[row + j]!;
        }
      }
    },
  };
}

interface Block {
  /** Number of its first column. */
  from: number;
  width: number;
  /** Which of the block's distinct rows each cell has. */
  levelOf: Int32Array;
  levels: number;
  /** The distinct rows, row-major. */
  values: Float64Array;
}

/**
 * A node's design with all candidates of some sets as further columns. The dummies of one ladder take few
 * combinations (the DC design's 18 of alcohol take 129), so that sums are made once for each combination of a set
 * and a cell only adds one number a set.
 */
export function blockDesign(node: Node, sets: SetCode[]): Design {
  const { count, columns: own } = node;
  const base = denseDesign(node);
  const blocks: Block[] = [];
  let columns = own;
  for (const set of sets) {
    blocks.push(blockOf(node, set, columns));
    columns += set.width;
  }

  return {
    columns,
    times(b, out) {
      base.times(b, out);
      for (const { from, width, levelOf, levels, values } of blocks) {
        const sums = new Float64Array(levels);
        for (let j = 0; j < width; j++) {
          const slope = b[from + j]!;
          if (slope !== 0) for (let l = 0; l < levels; l++) sums[l]! += values[l * width + j]! * slope;
        }
        for (let c = 0; c < count; c++) out[c]! += sums[levelOf[c]!]!;
      }
    },
    transposedTimes(v, out) {
      base.transposedTimes(v, out);
      for (const block of blocks) {
        const sums = sumByLevel(block, v);
        const { from, width, levels, values } = block;
        out.fill(0, from, from + width);
        for (let l = 0; l < levels; l++) {
          for (let j = 0; j < width; j++) out[from + j]! += values[l * width + j]! * sums[l]!;
        }
      }
    },
    weightedGram(w, out, stride) {
      base.weightedGram(w, out, stride);
      blocks.forEach((block, b) => {
        ownGram(block, sumByLevel(block, w), out, stride);
        crossGram(block, { from: 0, width: own, values: node.design, levelOf: null }, w, out, stride);
        for (const other of blocks.slice(0, b)) {
          if (other.width <= block.width) crossGram(block, other, w, out, stride);
          else crossGram(other, block, w, out, stride);
        }
      });
    },
  };
}

/** Only the combinations that occur in the node are kept. */
function blockOf({ count, pattern }: Node, { codes, levels, width, values }: SetCode, from: number): Block {
  const number = new Int32Array(levels).fill(-1);
  const kept: number[] = [];
  const levelOf = new Int32Array(count);
  for (let c = 0; c < count; c++) {
    const code = codes[pattern[c]!]!;
    if (number[code]! < 0) number[code] = kept.push(code) - 1;
    levelOf[c] = number[code]!;
  }
  const rows = new Float64Array(kept.length * width);
  kept.forEach((code, l) => rows.set(values.subarray(code * width, (code + 1) * width), l * width));
  return { from, width, levelOf, levels: kept.length, values: rows };
}

function sumByLevel({ levelOf, levels }: Block, v: Float64Array): Float64Array {
  const sums = new Float64Array(levels);
  for (let c = 0; c < levelOf.length; c++) sums[levelOf[c]!]! += v[c]!;
  return sums;
}

function ownGram(
  { from, width, levels, values }: Block,
  sums: Float64Array,
  out: Float64Array,
  stride: number,
) {
  for (let l = 0; l < levels; l++) {
    for (let i = 0; i < width; i++) {
      const share = values[l * width + i]! * sums[l]!;
      if (share === 0) continue;
      const row = (from + i) * stride + from;
      for (let j = 0; j <= i; j++) out[row + j]! += share * values[l * width + j]!;
    }
  }
}

/** The rectangle of two blocks: sums of the narrower one's rows by level of the wider one, times its rows. */
function crossGram(
  wide: Block,
  narrow: Omit<Block, "levels" | "levelOf"> & { levelOf: Int32Array | null },
  w: Float64Array,
  out: Float64Array,
  stride: number,
) {
  const n = narrow.width;
  const sums = new Float64Array(wide.levels * n);
  for (let c = 0; c < w.length; c++) {
    const into = wide.levelOf[c]! * n;
    const row = (narrow.levelOf ? narrow.levelOf[c]! : c) * n;
    for (let k = 0; k < n; k++) sums[into + k]! += narrow.values[row + k]! * w[c]!;
  }
  // Where the rectangle begins in the lower half, and the way from one wide, and one narrow, column to the next.
  const isBelow = wide.from > narrow.from;
  const begin = isBelow ? wide.from * stride + narrow.from : narrow.from * stride + wide.from;
  const [stepWide, stepNarrow] = isBelow ? [stride, 1] : [1, stride];
  for (let l = 0; l < wide.levels; l++) {
    for (let j = 0; j < wide.width; j++) {
      const value = wide.values[l * wide.width + j]!;
      if (value === 0) continue;
      const into = begin + j * stepWide;
      for (let k = 0; k < n; k++) out[into + k * stepNarrow]! += value * sums[l * n + k]!;
    }
  }
}
