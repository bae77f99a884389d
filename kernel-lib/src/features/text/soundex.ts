import { InputError } from "../../contract/index.js";

const digitOf: Record<string, string> = {};
for (const [letters, digit] of [
  ["BFPV", "1"],
  ["CGJKQSXZ", "2"],
  ["DT", "3"],
  ["L", "4"],
  ["MN", "5"],
  ["R", "6"],
] as const) {
  for (const letter of letters) digitOf[letter] = digit;
}

/**
 * American Soundex of one word: its first letter and three digits for the consonants after it. Letters of the same
 * digit count once when they stand together or with H or W between them, and twice with a vowel between them.
 * Accents are taken off first. A word without letters A to Z has none, and gives "".
 *
 * Source: the rules of the US National Archives (General Information Leaflet 55).
 * @throws InputError when the word is not text.
 * @example
 * soundex("Ashcraft"); // "A261"
 */
export function soundex(word: string): string {
  if (typeof word !== "string") throw new InputError(`soundex: the word must be text, got ${String(word)}`);
  const letters = lettersOf(word);
  if (letters === "") return "";
  let code = letters[0]!;
  let last = digitOf[code] ?? "";
  for (let place = 1; place < letters.length && code.length < 4; place++) {
    const letter = letters[place]!;
    const digit = digitOf[letter] ?? "";
    if (digit !== "" && digit !== last) code += digit;
    if (letter !== "H" && letter !== "W") last = digit;
  }
  return code.padEnd(4, "0");
}

/**
 * The Soundex of every word of a text, with single spaces between them. Words of digits stay as they are, so that
 * "UNIT 41" and "UNIT 14" differ.
 */
export function soundexWords(text: string): string {
  return text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => soundex(word) || word.toUpperCase())
    .join(" ");
}

const lettersOf = (word: string): string =>
  word
    .normalize("NFD")
    .toUpperCase()
    .replace(/[^A-Z]/g, "");
