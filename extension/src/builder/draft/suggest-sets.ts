import type { ColumnDescription } from "quetelet/contract";

/** Words that say how a risk factor was measured, not of what. */
const distance = new Set(["dis", "dist", "distance", "near", "within", "buffer", "prox", "proximity"]);
const density = new Set(["kde", "den", "dens", "density", "kernel"]);

interface Reading {
  stem: string;
  isDensity: boolean;
  step: number;
}

/**
 * Sets of candidates by what columns are called: `alc_dis_50`, `alc_dis_100`, `alc_kde_50` and `kde_alc_100` are all of
 * `alc`, distances first and each ladder in the order of its numbers. Only columns of 0 and 1 are suggested.
 */
export function suggestSets(columns: readonly ColumnDescription[]): Record<string, string[]> {
  const found = new Map<string, { name: string; reading: Reading }[]>();
  for (const column of columns) {
    const reading = isDummy(column) ? read(column.name) : null;
    if (!reading) continue;
    const members = found.get(reading.stem) ?? [];
    found.set(reading.stem, [...members, { name: column.name, reading }]);
  }
  const order = (a: Reading, b: Reading) => Number(a.isDensity) - Number(b.isDensity) || a.step - b.step;
  return Object.fromEntries(
    [...found].map(([stem, members]) => [
      stem,
      members.sort((a, b) => order(a.reading, b.reading)).map(({ name }) => name),
    ]),
  );
}

export const isDummy = ({ kind, whole, min, max, distinct }: ColumnDescription): boolean =>
  kind === "boolean" ? distinct === 2 : kind === "number" && whole && min === 0 && max === 1;

/** What a name says: at least a measure or a step, and something that is measured. */
function read(name: string): Reading | null {
  const tokens = name
    .replace(/(\p{Ll})(?=\p{Lu})/gu, "$1_")
    .replace(/(\p{L})(?=\d)/gu, "$1_")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== "");
  const isStep = (token: string) => /^\d+(m|ft)?$/i.test(token);
  // The last number is the step; earlier ones belong to a name such as `c31`.
  const at = tokens.findLastIndex(isStep);
  const measures = tokens.filter(
    (token) => distance.has(token.toLowerCase()) || density.has(token.toLowerCase()),
  );
  if (at < 0 && measures.length === 0) return null;
  const rest = tokens.filter(
    (token, index) => index !== at && !measures.includes(token) && !/^(m|ft|z)$/i.test(token),
  );
  const stem = joined(name, rest);
  if (stem === "") return null;
  return {
    stem,
    isDensity: measures.some((token) => density.has(token.toLowerCase())),
    step: at < 0 ? 0 : parseInt(tokens[at]!, 10),
  };
}

/** The tokens with what stood between them where they were neighbours: `c31`, not `c_31`. */
function joined(name: string, tokens: readonly string[]): string {
  return tokens.reduce((stem, token) => {
    if (stem === "") return token;
    return name.includes(stem + token) ? stem + token : `${stem}_${token}`;
  }, "");
}
