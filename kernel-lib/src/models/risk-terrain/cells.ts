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

/**
 * The cells of models with the always columns and a few candidates. A model of k dummies beside a constant has
 * 2ᵏ cells, however many units there are.
 */
export function createCellMaker(patterns: Patterns): (sums: PatternSums, chosen: ArrayLike<number>) => Cells {
  const { count, base, baseCount, always, alwaysCount, candidates, offset } = patterns;
  const keys = new Int32Array(count);
  let slots = new Int32Array(0);
  const first = new Int32Array(count);

  return (sums, chosen) => {
    const columns = alwaysCount + chosen.length;
    let possible = baseCount;
    for (let k = 0; k < chosen.length; k++) possible = Math.min(possible * candidates[chosen[k]!]!.levels, 1e9);
    let cells = 0;
    // Where there could be more cells than patterns, the patterns themselves are the cells.
    const grouped = possible <= 2 * count;
    if (grouped) {
      keys.set(base);
      for (let k = 0; k < chosen.length; k++) {
        const { codes, levels } = candidates[chosen[k]!]!;
        if (levels === 2) for (let p = 0; p < count; p++) keys[p] = 2 * keys[p]! + codes[p]!;
        else for (let p = 0; p < count; p++) keys[p] = levels * keys[p]! + codes[p]!;
      }
      if (slots.length < possible) slots = new Int32Array(possible);
      slots.fill(-1, 0, possible);
      for (let p = 0; p < count; p++) {
        if (sums.weight[p] === 0) continue;
        const key = keys[p]!;
        if (slots[key]! < 0) {
          slots[key] = cells;
          first[cells++] = p;
        }
      }
    } else {
      for (let p = 0; p < count; p++) if (sums.weight[p]! > 0) first[cells++] = p;
    }

    const weight = new Float64Array(cells);
    const crimes = new Float64Array(cells);
    if (grouped) {
      for (let p = 0; p < count; p++) {
        if (sums.weight[p] === 0) continue;
        const cell = slots[keys[p]!]!;
        weight[cell]! += sums.weight[p]!;
        crimes[cell]! += sums.crimes[p]!;
      }
    }
    const design = new Float64Array(cells * columns);
    const offsets = offset ? new Float64Array(cells) : null;
    for (let cell = 0; cell < cells; cell++) {
      const p = first[cell]!;
      if (!grouped) {
        weight[cell] = sums.weight[p]!;
        crimes[cell] = sums.crimes[p]!;
      }
      for (let j = 0; j < alwaysCount; j++) design[cell * columns + j] = always[p * alwaysCount + j]!;
      for (let k = 0; k < chosen.length; k++) {
        design[cell * columns + alwaysCount + k] = candidates[chosen[k]!]!.values[p]!;
      }
      if (offsets) offsets[cell] = offset![p]!;
    }
    return { count: cells, columns, design, weight, crimes, offset: offsets };
  };
}
