import { InputError } from "../../contract/index.js";

/** Letters at the beginning that can raise the similarity, and what each is worth (Winkler, 1990). */
const LONGEST_PREFIX = 4;
const PREFIX_WEIGHT = 0.1;

/**
 * Jaro–Winkler similarity of two texts: 1 for the same text, 0 for nothing in common. Letters match within half the
 * longer text's length; letters out of order count half; up to four letters in common at the beginning add a tenth of
 * what is missing to 1 each, whatever the similarity is without them.
 *
 * Source: Winkler (1990), "String comparator metrics and enhanced decision rules in the Fellegi–Sunter model".
 * @throws InputError when a text is not text.
 * @example
 * jaroWinkler("MARTHA", "MARHTA"); // 0.9611
 */
export function jaroWinkler(a: string, b: string): number {
  for (const text of [a, b]) {
    if (typeof text !== "string")
      throw new InputError(`jaroWinkler: both texts must be text, got ${String(text)}`);
  }
  return 1 - createDistance()(unitsOf(a), unitsOf(b));
}

/** A text as the numbers that are compared: its code points. */
export const unitsOf = (text: string): Int32Array =>
  Int32Array.from(Array.from(text, (sign) => sign.codePointAt(0)!));

/** 1 − similarity, by a function that keeps its working memory between calls. */
export function createDistance(): (a: Int32Array, b: Int32Array) => number {
  let matchedA = new Uint8Array(64);
  let matchedB = new Uint8Array(64);
  return (a, b) => {
    if (a.length === 0 && b.length === 0) return 0;
    if (a.length > matchedA.length) matchedA = new Uint8Array(2 * a.length);
    if (b.length > matchedB.length) matchedB = new Uint8Array(2 * b.length);
    matchedA.fill(0, 0, a.length);
    matchedB.fill(0, 0, b.length);

    const reach = Math.max(0, (Math.max(a.length, b.length) >> 1) - 1);
    let matches = 0;
    for (let i = 0; i < a.length; i++) {
      const unit = a[i]!;
      const end = Math.min(b.length, i + reach + 1);
      for (let j = Math.max(0, i - reach); j < end; j++) {
        if (b[j] !== unit || matchedB[j] === 1) continue;
        matchedA[i] = matchedB[j] = 1;
        matches++;
        break;
      }
    }
    if (matches === 0) return 1;

    let outOfOrder = 0;
    for (let i = 0, j = 0; i < a.length; i++) {
      if (matchedA[i] === 0) continue;
      while (matchedB[j] === 0) j++;
      if (a[i] !== b[j++]) outOfOrder++;
    }
    const jaro = (matches / a.length + matches / b.length + (matches - outOfOrder / 2) / matches) / 3;
    let prefix = 0;
    while (prefix < LONGEST_PREFIX && prefix < a.length && prefix < b.length && a[prefix] === b[prefix])
      prefix++;
    return (1 - jaro) * (1 - prefix * PREFIX_WEIGHT);
  };
}
