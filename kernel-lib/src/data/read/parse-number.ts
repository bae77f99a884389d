import { sliceLatin1 } from "./slice-text.js";

const powersOfTen = Array.from({ length: 23 }, (_, power) => 10 ** power);

/** A field that is no number. (A field cannot be NaN as a number: that reads as missing.) */
export const notNumber = NaN;

/**
 * The number written in `bytes` from `start` up to `end`, correctly rounded, or `notNumber`. Spaces around it are
 * allowed; so is `Inf`. What only looks like a number is none: `007` and whole numbers beyond 2⁵³, which are
 * identifiers that would not survive as numbers.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  while (start < end && bytes[start] === 32) start++;
  while (end > start && bytes[end - 1] === 32) end--;
  let at = start;
  const negative = bytes[at] === 45;
  if (negative || bytes[at] === 43) at++;

  let mantissa = 0;
  let digits = 0;
  let significant = 0;
  const whole = at;
  for (; at < end; at++) {
    const digit = bytes[at]! - 48;
    if (digit < 0 || digit > 9) break;
    mantissa = mantissa * 10 + digit;
    digits++;
    if (mantissa > 0) significant++;
  }
  if (digits > 1 && bytes[whole] === 48) return notNumber;
  let exponent = 0;
  let isWhole = true;
  if (bytes[at] === 46 && at < end) {
    isWhole = false;
    for (at++; at < end; at++) {
      const digit = bytes[at]! - 48;
      if (digit < 0 || digit > 9) break;
      mantissa = mantissa * 10 + digit;
      digits++;
      if (mantissa > 0) significant++;
      exponent--;
    }
  }
  if (digits === 0) return infinity(bytes, at, end, negative);
  if (at < end) {
    if (bytes[at] !== 101 && bytes[at] !== 69) return notNumber;
    isWhole = false;
    at++;
    const below = bytes[at] === 45;
    if (below || bytes[at] === 43) at++;
    if (at >= end) return notNumber;
    let power = 0;
    for (; at < end; at++) {
      const digit = bytes[at]! - 48;
      if (digit < 0 || digit > 9) return notNumber;
      if (power < 10000) power = power * 10 + digit;
    }
    exponent += below ? -power : power;
  }
  if (isWhole && mantissa > Number.MAX_SAFE_INTEGER) return notNumber;
  // A mantissa and a power of ten that are both exact make one correctly rounded operation (Clinger 1990).
  if (significant <= 15 && exponent >= -22 && exponent <= 22) {
    const value = exponent < 0 ? mantissa / powersOfTen[-exponent]! : mantissa * powersOfTen[exponent]!;
    return negative ? -value : value;
  }
  return Number(sliceLatin1(bytes, start, end));
}

function infinity(bytes: Uint8Array, at: number, end: number, negative: boolean): number {
  const length = end - at;
  if (length !== 3 && length !== 8) return notNumber;
  const text = sliceLatin1(bytes, at, end).toLowerCase();
  if (text !== "inf" && text !== "infinity") return notNumber;
  return negative ? -Infinity : Infinity;
}
