import {
  InputError,
  type OptionsOf,
  type ResultWarning,
  type RiskTerrainConfig,
} from "../../contract/index.js";
import { scaledCholesky } from "../../compute/linalg/index.js";
import { numbers } from "../../data/design/index.js";
import { dropMissing } from "../../data/drop-missing.js";
import type { Table } from "../../data/table.js";

export type RiskTerrainOptions = OptionsOf<RiskTerrainConfig>;

export interface CandidateSet {
  name: string;
  /** Its candidates' numbers, in the order given. */
  members: number[];
}

export interface Candidate {
  name: string;
  /** Number of its set. */
  set: number;
  values: Float64Array;
}

/** Everything a fit needs of a table, checked; arrays have one value for each unit used. */
export interface RiskTerrainProblem {
  family: "poisson" | "negative-binomial";
  rows: number;
  /** Each unit's row in the table; null when all its rows are used. */
  kept: Int32Array | null;
  always: { name: string; values: Float64Array }[];
  /** Which of `always` is constant and not 0. */
  intercept: number;
  /** Whether that constant was added. */
  interceptAdded: boolean;
  sets: CandidateSet[];
  candidates: Candidate[];
  outcome: Float64Array;
  outcomeName: string;
  exposure: Float64Array | null;
  exposureName: string | null;
  nextOutcome: Float64Array | null;
  area: Float64Array | null;
  coordinates: { x: Float64Array; y: Float64Array } | null;
  warnings: ResultWarning[];
}

const where = "riskTerrain";
const refuse = (text: string) => new InputError(`${where}: ${text}`);

/**
 * Reads and checks everything a fit needs of a table.
 * @throws InputError with one sentence on the first thing wrong.
 */
export function prepare(table: Table, options: RiskTerrainOptions): RiskTerrainProblem {
  const { outcome, always = [], exposure, nextOutcome, area, coordinates, missing = "error" } = options;
  const { family = "poisson", shares = [] } = options;
  if (table.rows === 0) throw refuse("the table is empty");
  checkNames(options);
  const share = shares.find((value) => !(value > 0 && value <= 1));
  if (share !== undefined) throw refuse(`'shares' must be above 0 and at most 1, got ${share}`);

  const read = (name: string, field: string) => ({
    name,
    field,
    values: numbers(table, name, { where, field }),
  });
  const response = read(outcome, "outcome");
  const exposed = exposure === undefined ? null : read(exposure, "exposure");
  const next = nextOutcome === undefined ? null : read(nextOutcome, "nextOutcome");
  const areas = area === undefined ? null : read(area, "area");
  const x = coordinates ? read(coordinates.x, "coordinates.x") : null;
  const y = coordinates ? read(coordinates.y, "coordinates.y") : null;
  const alwaysRead = always.map((name) => read(name, "always"));
  const candidatesRead = Object.entries(options.sets).flatMap(([name, variables], set) =>
    variables.map((variable) => ({ ...read(variable, `sets.${name}`), set })),
  );
  const optional = [exposed, next, areas, x, y].flatMap((column) => column ?? []);
  const used = [response, ...optional, ...alwaysRead, ...candidatesRead];
  for (const { name, field, values } of candidatesRead) {
    if (values.every(Number.isNaN))
      throw refuse(`'${field}' names column '${name}', which is missing in every row`);
  }

  const { kept, warnings } = dropMissing(
    table,
    used.map(({ name }) => name),
    { missing, where },
  );
  const pick = (values: Float64Array) => (kept ? Float64Array.from(kept, (row) => values[row]!) : values);
  const rowOf = (index: number) => (kept ? kept[index]! : index) + 1;
  const rows = kept ? kept.length : table.rows;
  const setNames = Object.keys(options.sets);
  if (setNames.length > rows) throw refuse(`there are more sets (${setNames.length}) than rows (${rows})`);

  const counts = checkCounts(pick(response.values), "outcome", outcome, rowOf);
  if (counts.every((count) => count === 0)) {
    throw refuse(`the outcome '${outcome}' is 0 in every row, so no rate can be estimated`);
  }
  const positive = (column: { name: string; field: string; values: Float64Array } | null) => {
    if (!column) return null;
    const values = pick(column.values);
    const index = values.findIndex((value) => !(value > 0));
    if (index >= 0) {
      throw refuse(
        `'${column.field}' must be above 0, but '${column.name}' is ${values[index]} in row ${rowOf(index)}`,
      );
    }
    return values;
  };

  const alwaysColumns = alwaysRead.map(({ name, values }) => ({ name, values: pick(values) }));
  let intercept = alwaysColumns.findIndex(({ values }) => values[0] !== 0 && isConstant(values));
  const interceptAdded = intercept < 0;
  if (interceptAdded) {
    alwaysColumns.unshift({ name: "Intercept", values: new Float64Array(rows).fill(1) });
    intercept = 0;
  }
  checkAlways(alwaysColumns);
  const candidates = candidatesRead.map(({ name, set, values }) => ({ name, set, values: pick(values) }));
  for (const { name, set, values } of candidates) {
    if (isConstant(values)) {
      throw refuse(
        `'sets.${setNames[set]}' names column '${name}', which is ${values[0]} in every row and so cannot tell places apart`,
      );
    }
  }

  return {
    family,
    rows,
    kept,
    always: alwaysColumns,
    intercept,
    interceptAdded,
    sets: setNames.map((name, set) => ({
      name,
      members: candidates.flatMap((candidate, index) => (candidate.set === set ? [index] : [])),
    })),
    candidates,
    outcome: counts,
    outcomeName: outcome,
    exposure: positive(exposed),
    exposureName: exposure ?? null,
    nextOutcome: next && checkCounts(pick(next.values), "nextOutcome", next.name, rowOf),
    area: positive(areas),
    coordinates: x && y && checkPlanar({ x: pick(x.values), y: pick(y.values) }),
    warnings,
  };
}

/** What can be wrong with the names alone. */
function checkNames({ outcome, always = [], exposure, sets }: RiskTerrainOptions): void {
  const entries = Object.entries(sets);
  if (entries.length === 0) throw refuse("'sets' is empty; name at least one set of candidate columns");
  const setOf = new Map<string, string>();
  const twice = always.find((name, index) => always.indexOf(name) < index);
  if (twice !== undefined) throw refuse(`'always' names column '${twice}' twice`);
  if (always.includes(outcome))
    throw refuse(`'always' holds the outcome '${outcome}', which cannot explain itself`);
  for (const [set, variables] of entries) {
    if (always.includes(set))
      throw refuse(`the set '${set}' has the name of a column in 'always'; call it something else`);
    if (variables.length === 0) throw refuse(`'sets.${set}' is empty; name at least one candidate column`);
    for (const variable of variables) {
      const other = setOf.get(variable);
      if (other === set) throw refuse(`'sets.${set}' names column '${variable}' twice`);
      if (other !== undefined) throw refuse(`column '${variable}' is in two sets, '${other}' and '${set}'`);
      if (always.includes(variable))
        throw refuse(`column '${variable}' is both in 'always' and in 'sets.${set}'`);
      if (variable === outcome) {
        throw refuse(`'sets.${set}' holds the outcome '${outcome}', which cannot explain itself`);
      }
      if (variable === exposure)
        throw refuse(`column '${variable}' is both the exposure and in 'sets.${set}'`);
      setOf.set(variable, set);
    }
  }
}

function checkCounts(
  values: Float64Array,
  field: string,
  name: string,
  rowOf: (index: number) => number,
): Float64Array {
  const negative = values.findIndex((value) => value < 0);
  if (negative >= 0) {
    throw refuse(
      `'${field}' counts crimes, but '${name}' is negative: ${values[negative]} in row ${rowOf(negative)}`,
    );
  }
  const fraction = values.findIndex((value) => !Number.isInteger(value));
  if (fraction >= 0) {
    throw refuse(
      `'${field}' counts crimes, but '${name}' is not whole: ${values[fraction]} in row ${rowOf(fraction)}`,
    );
  }
  return values;
}

function checkAlways(always: { name: string; values: Float64Array }[]): void {
  const n = always.length;
  const gram = new Float64Array(n * n);
  always.forEach((a, i) =>
    always.forEach((b, j) => {
      let sum = 0;
      for (let row = 0; row < a.values.length; row++) sum += a.values[row]! * b.values[row]!;
      gram[i * n + j] = sum;
    }),
  );
  always.forEach(({ name }, i) => {
    if (gram[i * n + i] === 0) throw refuse(`'always' names column '${name}', which is 0 in every row`);
  });
  const { factor } = scaledCholesky(gram, n, 1e-11);
  if (!factor.ok) {
    const { name } = always[factor.pivot]!;
    throw refuse(`'always' names column '${name}', which the columns before it determine`);
  }
}

function checkPlanar(coordinates: { x: Float64Array; y: Float64Array }): {
  x: Float64Array;
  y: Float64Array;
} {
  const { x, y } = coordinates;
  if (
    x.length > 1 &&
    x.every((value) => Math.abs(value) <= 180) &&
    y.every((value) => Math.abs(value) <= 90)
  ) {
    throw refuse(
      "'coordinates' look like longitude and latitude; they must be planar metres, so project them first",
    );
  }
  return coordinates;
}

export function isConstant(values: Float64Array): boolean {
  const first = values[0]!;
  return values.every((value) => value === first);
}
