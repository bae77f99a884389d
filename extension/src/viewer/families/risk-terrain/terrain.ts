import type { Cell, DetailColumns, ResultDocument, ResultTable } from "quetelet/contract";
import { isNumber } from "../../../ui/is-number";
import { outcomeName } from "../../words";
import { boxOf } from "./map/viewport";

/** A chosen risk factor, in the order of the coefficients. */
export interface Factor {
  name: string;
  set: string;
  ratio: number;
  lower: number;
  upper: number;
  bootstrap: { lower: number; upper: number } | null;
}

/** A row of the conjunctive table. */
export interface Combination {
  label: string;
  /** Which factors are present, in their order. */
  has: boolean[];
  units: number;
  risk: number;
}

export interface Places {
  count: number;
  x: Float64Array;
  y: Float64Array;
  /** Relative risk. */
  risk: Float64Array;
  /** Crimes counted; NaN where the document does not say. */
  observed: Float64Array;
  /** Row of the conjunctive table; null without one. */
  combination: Int32Array | null;
  /** Whether a factor is present; null where the document does not say. */
  has: ((place: number, factor: number) => boolean) | null;
}

/** What the view shows of a document. */
export interface Terrain {
  factors: Factor[];
  /** The conjunctive table itself, and what its rows say; null without one. */
  conjunctive: { table: ResultTable; combinations: Combination[] } | null;
  places: Places | null;
  /** The column that counts what happened; null where the document does not say. */
  outcome: string | null;
  /** Units of the model; more than there are places where those were thinned. */
  units: number | null;
  /** Side of the square cells in metres; places are points without it. */
  cellSize: number | null;
}

/** Most that a view takes in: a model has a few factors, and the library writes 100,000 places at most. */
const most = { rows: 5000, factors: 200, combinations: 2000, places: 200_000 };

/** How often cells may cover the ground, at most: once in a grid, more often where places repeat. */
const mostOverlap = 20;

/** Takes a risk terrain apart. What a document lacks, or has in a shape that cannot be read, is null. */
export function readTerrain(result: ResultDocument): Terrain {
  const factors = readFactors(result.tables.coefficients);
  const combinations = readCombinations(result.tables.conjunctive, factors);
  const { cellSize } = result.config as { cellSize?: unknown };
  const places = readPlaces(result.details?.places, combinations, factors.length);
  return {
    factors,
    conjunctive: combinations && { table: result.tables.conjunctive!, combinations },
    places,
    outcome: outcomeName(result.config),
    units: typeof result.fit.nObs === "number" ? result.fit.nObs : null,
    cellSize: isNumber(cellSize) && cellSize > 0 && places && areCells(places, cellSize) ? cellSize : null,
  };
}

/** Whether the places can be cells of that size: in a document of nonsense each may cover all others. */
function areCells({ x, y, count }: Places, cellSize: number): boolean {
  const { left, right, bottom, top } = boxOf(x, y, cellSize / 2);
  return count * cellSize ** 2 <= mostOverlap * (right - left) * (top - bottom);
}

function readFactors(table: ResultTable | undefined): Factor[] {
  return (table?.rows ?? [])
    .slice(0, most.rows)
    .flatMap((row): Factor[] => {
      const { term, set, ratio, ratioLower, ratioUpper, bootstrapLower, bootstrapUpper } = row;
      if (typeof term !== "string" || typeof set !== "string" || !isNumber(ratio) || ratio <= 0) return [];
      const bound = (value: Cell | undefined, otherwise: number) =>
        isNumber(value) && value > 0 ? value : otherwise;
      return [
        {
          name: term,
          set,
          ratio,
          lower: bound(ratioLower, ratio),
          upper: bound(ratioUpper, ratio),
          bootstrap:
            isNumber(bootstrapLower) && isNumber(bootstrapUpper)
              ? { lower: bound(bootstrapLower, ratio), upper: bound(bootstrapUpper, ratio) }
              : null,
        },
      ];
    })
    .slice(0, most.factors);
}

function readCombinations(table: ResultTable | undefined, factors: Factor[]): Combination[] | null {
  if (!table || table.rows.length === 0 || table.rows.length > most.combinations) return null;
  // The columns are the factors in their order, each under its variable's name.
  const columns = factors.map((_, k) => `factor${k + 1}`);
  const labels = new Map(table.columns.map(({ name, label }) => [name, label]));
  if (!columns.every((name, k) => labels.get(name) === factors[k]!.name)) return null;
  const rows = table.rows.map(({ combination, units, relativeRisk, ...row }) => ({
    label: String(combination ?? ""),
    has: columns.map((name) => isNumber(row[name]) && row[name] !== 0),
    units: isNumber(units) ? units : 0,
    risk: isNumber(relativeRisk) ? relativeRisk : NaN,
  }));
  return rows.every(({ risk }) => risk > 0) ? rows : null;
}

/** A column of places: one text of numbers with a space between, or a list of them. */
function numbersIn(details: DetailColumns | undefined, name: string): DetailColumns[string] | undefined {
  const column = details && Object.hasOwn(details, name) ? details[name]! : undefined;
  const only = column?.length === 1 ? column[0] : undefined;
  return typeof only === "string" ? only.split(" ").map(Number) : column;
}

function readPlaces(
  details: DetailColumns | undefined,
  combinations: Combination[] | null,
  factorCount: number,
): Places | null {
  const [x, y, observed, combination, risk, factors] = [
    "x",
    "y",
    "observed",
    "combination",
    "risk",
    "factors",
  ].map((name) => numbersIn(details, name));
  if (!x || !y) return null;
  const rowOf = combinations && combination ? combination.map((row) => (isNumber(row) ? row : NaN)) : null;
  if (!rowOf && !risk) return null;
  const riskOf = (i: number) => Number(rowOf ? (combinations![rowOf[i]!]?.risk ?? NaN) : risk![i]);
  // Places without a position or a risk are not on the map, nor so far away that their place cannot be told.
  const isPosition = (value: unknown) => isNumber(value) && Math.abs(value) < 1e9;
  const step = Math.max(1, x.length / most.places);
  const looked = Array.from({ length: Math.ceil(x.length / step) }, (_, k) => Math.floor(k * step));
  const kept = looked.filter((i) => isPosition(x[i]) && isPosition(y[i]) && riskOf(i) > 0);
  if (kept.length === 0) return null;
  const column = (of: (i: number) => number) => Float64Array.from(kept, of);
  const row = rowOf && Int32Array.from(kept, (i) => rowOf[i]!);
  const mask = row || !factors || factorCount > 52 ? null : column((i) => Number(factors[i]));
  return {
    count: kept.length,
    x: column((i) => x[i] as number),
    y: column((i) => y[i] as number),
    risk: column(riskOf),
    observed: column((i) => (isNumber(observed?.[i]) ? observed[i] : NaN)),
    combination: row,
    has: row
      ? (place, factor) => combinations![row[place]!]!.has[factor] === true
      : mask && ((place, factor) => Math.floor(mask[place]! / 2 ** factor) % 2 === 1),
  };
}
