import { foldIn, type Key, permutation } from "../../compute/random/index.js";

/**
 * Folds of an unshuffled stratified K-fold, as scikit-learn's `StratifiedKFold` cuts them: each class is spread over
 * the folds in the order of its rows.
 * @param codes Class of each row, from 0.
 * @returns The fold of each row.
 */
export function stratifiedFolds(codes: ArrayLike<number>, folds: number): Int32Array {
  // Classes are numbered by their first row.
  const number = new Map<number, number>();
  for (let i = 0; i < codes.length; i++) if (!number.has(codes[i]!)) number.set(codes[i]!, number.size);
  const counts = new Int32Array(number.size);
  for (let i = 0; i < codes.length; i++) counts[number.get(codes[i]!)!]!++;
  // How many of each class every fold takes: rows sorted by class are dealt out one by one.
  const quota = Array.from(counts, () => new Int32Array(folds));
  let dealt = 0;
  counts.forEach((count, level) => {
    for (let i = 0; i < count; i++) quota[level]![dealt++ % folds]!++;
  });
  const at = new Int32Array(number.size);
  const fold = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const level = number.get(codes[i]!)!;
    while (quota[level]![at[level]!] === 0) at[level]!++;
    quota[level]![at[level]!]!--;
    fold[i] = at[level]!;
  }
  return fold;
}

/** Folds of consecutive rows, the first ones longer by one where they do not come out even (`KFold`). */
export function consecutiveFolds(rows: number, folds: number): Int32Array {
  const [length, longer] = [Math.floor(rows / folds), rows % folds];
  const fold = new Int32Array(rows);
  let row = 0;
  for (let k = 0; k < folds; k++) for (let i = 0; i < length + (k < longer ? 1 : 0); i++) fold[row++] = k;
  return fold;
}

/**
 * Folds in random order within each stratum, so that every fold has its share of every cohort and class.
 * @param strata Stratum of each row, from 0.
 */
export function shuffledFolds(key: Key, strata: Int32Array, folds: number): Int32Array {
  const fold = new Int32Array(strata.length);
  let dealt = 0;
  rowsOfStrata(strata).forEach((rows, stratum) => {
    permutation(foldIn(key, stratum), rows.length).forEach((place) => (fold[rows[place]!] = dealt++ % folds));
  });
  return fold;
}

/** Rows held out (1): a share of every stratum, to the nearest row, but never all of it. */
export function holdOut(key: Key, strata: Int32Array, share: number): Uint8Array {
  const held = new Uint8Array(strata.length);
  rowsOfStrata(strata).forEach((rows, stratum) => {
    const count = Math.min(rows.length - 1, Math.round(share * rows.length));
    const order = permutation(foldIn(key, stratum), rows.length);
    for (let i = 0; i < count; i++) held[rows[order[i]!]!] = 1;
  });
  return held;
}

function rowsOfStrata(strata: Int32Array): number[][] {
  const rows: number[][] = [];
  strata.forEach((stratum, row) => (rows[stratum] ??= []).push(row));
  return Array.from(rows, (each) => each ?? []);
}
