import type { DetailColumns } from "../../contract/index.js";
import type { Conjunctive } from "./conjunctive.js";
import type { Polished } from "./polish.js";
import type { RiskTerrainProblem } from "./prepare.js";
import type { RowFit } from "./statistics.js";

/** More places are thinned evenly: they are megabytes, and no screen shows them apart. */
export const mostPlaces = 100_000;

/** A mask of more factors is no whole number. */
const mostFactors = 52;

/**
 * What a map is linked with tables by, a value a place: `x` and `y` to the metre, `observed` crimes, and
 * `combination`, its row in the conjunctive table. Where there is none, `risk` to five digits, and `factors`: the sum
 * of 2ᵏ over the chosen variables present, in the order of the coefficients. Null without coordinates.
 * Each column is one text, its numbers with a space between: notebooks write every item of a list on a line of its own.
 */
export function placesOf(
  { rows, coordinates, outcome, candidates }: RiskTerrainProblem,
  { choice }: Polished,
  { relativeRisk }: RowFit,
  conjunctive: Conjunctive | null,
): DetailColumns | null {
  if (!coordinates) return null;
  const count = Math.min(rows, mostPlaces);
  const column = (of: (i: number) => number) => [
    Array.from({ length: count }, (_, k) => of(Math.floor((k * rows) / count))).join(" "),
  ];
  const shared = {
    x: column((i) => Math.round(coordinates.x[i]!)),
    y: column((i) => Math.round(coordinates.y[i]!)),
    observed: column((i) => outcome[i]!),
  };
  if (conjunctive) return { ...shared, combination: column((i) => conjunctive.rowOf[i]!) };
  const factors = Array.from(choice.filter((candidate) => candidate >= 0)).map(
    (candidate) => candidates[candidate]!.values,
  );
  const mask = (i: number) => factors.reduce((sum, values, k) => sum + (values[i] === 0 ? 0 : 2 ** k), 0);
  return {
    ...shared,
    risk: column((i) => Number(relativeRisk[i]!.toPrecision(5))),
    ...(factors.length <= mostFactors && { factors: column(mask) }),
  };
}
