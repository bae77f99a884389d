import type { CodedFactor } from "./recipe.js";

/** A term for coding: places of its factors in the recipe. */
type FactorList = readonly number[];

/**
 * Decides for each term whether its categories are coded in full or without their reference level, so that the
 * design has full rank and spans what the terms say, main effects left out or not. A term `a:b` stands for
 * 1 + a⁻ + b⁻ + a⁻:b⁻ (⁻: without reference); the parts that earlier terms span are left out, and what remains
 * is put together again. The algorithm is patsy's (N. J. Smith, "How patsy codes categorical factors").
 *
 * @param terms The terms; the intercept is the empty one.
 * @returns For each term, in the order given, its subterms.
 */
export function codeTerms(
  terms: readonly FactorList[],
  isCategory: (factor: number) => boolean,
): CodedFactor[][][] {
  const coded: CodedFactor[][][] = terms.map(() => []);
  // Terms can only overlap when they share all of their numeric factors.
  const buckets = new Map<string, number[]>();
  terms.forEach((term, index) => {
    const key = term
      .filter((factor) => !isCategory(factor))
      .sort((a, b) => a - b)
      .join();
    buckets.set(key, [...(buckets.get(key) ?? []), index]);
  });
  for (const bucket of buckets.values()) {
    const used = new Set<string>();
    for (const index of bucket.sort((a, b) => terms[a]!.length - terms[b]!.length || a - b)) {
      const term = terms[index]!;
      coded[index] = subtermsOf(term.filter(isCategory), used).map((subterm) =>
        term
          .map((factor) => ({ factor, full: subterm.get(factor) ?? false }))
          .filter(({ factor }) => !isCategory(factor) || subterm.has(factor)),
      );
    }
  }
  return coded;
}

/** Categories of a subterm and whether each is coded in full. */
type Subterm = ReadonlyMap<number, boolean>;

function subtermsOf(categories: FactorList, used: Set<string>): Subterm[] {
  const fresh: Subterm[] = [];
  for (const subset of subsets(categories)) {
    const key = [...subset].sort((a, b) => a - b).join();
    if (used.has(key)) continue;
    used.add(key);
    fresh.push(new Map(subset.map((factor) => [factor, false])));
  }
  while (mergeOnce(fresh));
  return fresh;
}

/** Merges the first pair a, a:b⁻ into a:b, with b in full. */
function mergeOnce(subterms: Subterm[]): boolean {
  for (const [shortIndex, short] of subterms.entries()) {
    for (let longIndex = shortIndex + 1; longIndex < subterms.length; longIndex++) {
      const long = subterms[longIndex]!;
      if (long.size !== short.size + 1) continue;
      const extra = [...long].filter(([factor, full]) => short.get(factor) !== full);
      if (extra.length !== 1) continue;
      subterms[longIndex] = new Map([...short, [extra[0]![0], true]]);
      subterms.splice(shortIndex, 1);
      return true;
    }
  }
  return false;
}

/** All subsets, smaller ones first, each in the order given. */
function subsets(items: FactorList): number[][] {
  const all = Array.from({ length: 2 ** items.length }, (_, mask) =>
    items.filter((_, bit) => mask & (1 << bit)),
  );
  const place = (subset: number[]) => subset.map((item) => items.indexOf(item));
  return all.sort((a, b) => a.length - b.length || compare(place(a), place(b)));
}

function compare(a: number[], b: number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
