import { type Groups, split } from "./groups.js";
import type { RiskTerrainProblem } from "./prepare.js";

/** A column that takes few values, by pattern. */
export interface CodedColumn {
  values: Float64Array;
  /** Which of its distinct values, by pattern. */
  codes: Int32Array;
  levels: number;
}

/**
 * The distinct rows of a design: units that agree in every column are one pattern, and since the likelihood of a
 * count regression knows its units only by their design, sums by pattern are all it needs. The DC streets have
 * 20,319 units and 1,089 patterns.
 */
export interface Patterns {
  count: number;
  /** Pattern of each unit. */
  ofRow: Int32Array;
  /** Always columns, row-major, by pattern. */
  always: Float64Array;
  alwaysCount: number;
  candidates: CodedColumn[];
  /** Number of the distinct row of always columns (and, for the negative binomial, exposure), by pattern. */
  base: Int32Array;
  baseCount: number;
  /** Logarithm of the exposure, by pattern: the negative binomial's only. */
  offset: Float64Array | null;
}

/** What one sample of units says of each pattern. */
export interface PatternSums {
  /** Units, or for the Poisson their exposure. */
  weight: Float64Array;
  /** Crimes. */
  crimes: Float64Array;
  /** How many units have each count: the negative binomial's only. */
  counts: { values: Float64Array; weights: Float64Array } | null;
  /** Σ y² over the units. */
  squares: number;
  rows: number;
}

/**
 * Poisson exposures are summed within patterns, because Σ eᵢ·exp(η) is all that enters. The negative binomial's
 * variance depends on each unit's own mean, so that units of different exposures are different patterns.
 */
export function findPatterns(problem: RiskTerrainProblem): Patterns {
  const { rows, always, candidates, family, exposure } = problem;
  const offsets = family === "negative-binomial" ? exposure : null;
  let groups: Groups = { ids: new Int32Array(rows), count: 1 };
  for (const { values } of always) groups = refine(groups, values);
  if (offsets) groups = refine(groups, offsets);
  const base = groups;
  for (const { values } of candidates) groups = refine(groups, values);

  const first = new Int32Array(groups.count).fill(-1);
  for (let row = rows - 1; row >= 0; row--) first[groups.ids[row]!] = row;
  const at = (values: Float64Array) => Float64Array.from(first, (row) => values[row]!);
  const alwaysValues = new Float64Array(groups.count * always.length);
  first.forEach((row, pattern) =>
    always.forEach(({ values }, column) => (alwaysValues[pattern * always.length + column] = values[row]!)),
  );
  return {
    count: groups.count,
    ofRow: groups.ids,
    always: alwaysValues,
    alwaysCount: always.length,
    candidates: candidates.map(({ values }) => coded(at(values))),
    base: Int32Array.from(first, (row) => base.ids[row]!),
    baseCount: base.count,
    offset: offsets ? at(offsets).map(Math.log) : null,
  };
}

/** Sums by pattern of some units: all, or those of a resample by their numbers, with repeats. */
export function sumPatterns(
  { family, rows, outcome, exposure }: RiskTerrainProblem,
  { count, ofRow }: Patterns,
  sample?: ArrayLike<number>,
): PatternSums {
  const weight = new Float64Array(count);
  const crimes = new Float64Array(count);
  const isPoisson = family === "poisson";
  const histogram = isPoisson ? null : new Map<number, number>();
  const size = sample ? sample.length : rows;
  let squares = 0;
  for (let index = 0; index < size; index++) {
    const row = sample ? sample[index]! : index;
    const pattern = ofRow[row]!;
    const y = outcome[row]!;
    weight[pattern]! += isPoisson && exposure ? exposure[row]! : 1;
    crimes[pattern]! += y;
    squares += y * y;
    histogram?.set(y, (histogram.get(y) ?? 0) + 1);
  }
  const sorted = histogram && [...histogram].sort(([a], [b]) => a - b);
  return {
    weight,
    crimes,
    counts: sorted && {
      values: Float64Array.from(sorted, ([value]) => value),
      weights: Float64Array.from(sorted, ([, units]) => units),
    },
    squares,
    rows: size,
  };
}

/** Splits groups of rows by the values of one more column. */
function refine(groups: Groups, values: Float64Array): Groups {
  const { codes, levels } = coded(values);
  return split(groups, (row) => codes[row]!, levels);
}

function coded(values: Float64Array): CodedColumn {
  const known = new Map<number, number>();
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    let code = known.get(values[i]!);
    if (code === undefined) known.set(values[i]!, (code = known.size));
    codes[i] = code;
  }
  return { values, codes, levels: known.size };
}
