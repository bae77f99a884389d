import type { Patterns, PatternSums } from "./patterns.js";

/** The data as one model sees them: its distinct design rows, with sums over their units. */
export interface Cells {
  count: number;
  columns: number;
  /** Row-major, count × columns: the always columns, then the chosen candidates in their order. */
  design: Float64Array;
  /** Units, or for the Poisson their exposure. */
  weight: Float64Array;
  crimes: Float64Array;
  /** Logarithm of the exposure; the negative binomial's only. */
  offset: Float64Array | null;
}

/** A model's cells before any sums: the same for every resample. */
interface Plan {
  count: number;
  columns: number;
  design: Float64Array;
  offset: Float64Array | null;
  /** Cell of each pattern. */
  ofPattern: Int32Array;
}

/** Bytes of plans kept; beyond that they are made anew. */
const KEPT = 64e6;

export type CellMaker = (sums: PatternSums, chosen: ArrayLike<number>) => Cells;

/**
 * The cells of models with the always columns and a few candidates. A model of k dummies beside a constant has
 * 2ᵏ cells, however many units there are.
 */
export function createCellMaker(patterns: Patterns): CellMaker {
  const plans = new Map<string, Plan>();
  let kept = 0;
  return (sums, chosen) => {
    const key = Array.prototype.join.call(chosen, " ");
    let plan = plans.get(key);
    if (!plan) {
      plan = planCells(patterns, chosen);
      kept += 4 * plan.ofPattern.length + 8 * plan.design.length;
      if (kept < KEPT) plans.set(key, plan);
    }
    const { count, columns, design, offset, ofPattern } = plan;
    const weight = new Float64Array(count);
    const crimes = new Float64Array(count);
    for (let p = 0; p < ofPattern.length; p++) {
      weight[ofPattern[p]!]! += sums.weight[p]!;
      crimes[ofPattern[p]!]! += sums.crimes[p]!;
    }
    return { count, columns, design, weight, crimes, offset };
  };
}

function planCells(patterns: Patterns, chosen: ArrayLike<number>): Plan {
  const { count, base, baseCount, always, alwaysCount, candidates, offset } = patterns;
  let keys = base;
  let possible = baseCount;
  for (let k = 0; k < chosen.length && possible <= 2 * count; k++) {
    const { codes, levels } = candidates[chosen[k]!]!;
    keys = keys.map((key, p) => levels * key + codes[p]!);
    possible *= levels;
  }
  let cells = 0;
  const first: number[] = [];
  let ofPattern = Int32Array.from({ length: count }, (_, p) => p);
  if (possible <= 2 * count) {
    const slots = new Int32Array(possible).fill(-1);
    ofPattern = keys.map((key, p) => {
      if (slots[key]! < 0) {
        slots[key] = cells++;
        first.push(p);
      }
      return slots[key]!;
    });
  } else {
    // Where there could be more cells than patterns, the patterns themselves are the cells.
    cells = count;
    for (let p = 0; p < count; p++) first.push(p);
  }
  const columns = alwaysCount + chosen.length;
  const design = new Float64Array(cells * columns);
  first.forEach((p, cell) => {
    for (let j = 0; j < alwaysCount; j++) design[cell * columns + j] = always[p * alwaysCount + j]!;
    for (let k = 0; k < chosen.length; k++) {
      design[cell * columns + alwaysCount + k] = candidates[chosen[k]!]!.values[p]!;
    }
  });
  return {
    count: cells,
    columns,
    design,
    offset: offset && Float64Array.from(first, (p) => offset[p]!),
    ofPattern,
  };
}
