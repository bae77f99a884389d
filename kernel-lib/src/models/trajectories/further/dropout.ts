import { type DropoutEquation, InputError, type ResultWarning } from "../../../contract/index.js";
import { applyDesign, buildDesign, numbers } from "../../../data/design/index.js";
import type { DesignRecipe } from "../../../data/design/recipe.js";
import type { Table } from "../../../data/table.js";
import { binomial } from "../families/binomial.js";
import type { People } from "../people.js";
import { type EquationComponent, equationComponent } from "./equation.js";

/** How the dropout equation's rows are made from a table, as plain JSON. */
export interface DropoutRecipe {
  outcome: string;
  time: string;
  lags: 0 | 1 | 2;
  /** Column of each person's own end of the study; null when it ends for all at `last`. */
  end: string | null;
  /** The last time at which anybody was seen. */
  last: number;
  covariates: DesignRecipe | null;
  /** Names of the covariates' columns. */
  terms: string[];
  groups: number;
}

export type PersonRows = Pick<People, "order" | "personRows">;

const where = "trajectories";
const refuse = (text: string) => new InputError(`${where}: ${text}`);
const lagNames = ["Last outcome", "Outcome before"];

/**
 * The logit of leaving the study, one equation a group (Haviland, Jones and Nagin, 2011): at every wave at which a
 * person was seen, but for the study's last, the chance that it was the person's last. It depends on the outcome seen
 * then and, with two lags, on the one before; a person's first wave then has no equation.
 * @param people Rows with an outcome, each person's in order of time.
 * @throws InputError when nobody leaves or all do, or when people have no common last time and no `end` is given.
 */
export function fitDropout(
  table: Table,
  equation: DropoutEquation,
  {
    outcome,
    time,
    groups,
    people,
    missing = "error",
  }: { outcome: string; time: string; groups: number; people: PersonRows; missing?: "error" | "drop" },
): { recipe: DropoutRecipe; warnings: ResultWarning[] } {
  const { lags = 1, end, covariates = [] } = equation;
  if (!([0, 1, 2] as number[]).includes(lags)) throw refuse(`'dropout.lags' must be 0, 1 or 2, got ${lags}`);
  const times = numbers(table, time, { where, field: "time" });
  const { order, personRows } = people;
  let last = -Infinity;
  for (const row of order) last = Math.max(last, times[row]!);
  const recipe: DropoutRecipe = {
    outcome,
    time,
    lags: lags as DropoutRecipe["lags"],
    end: end ?? null,
    last,
    covariates: null,
    terms: [],
    groups,
  };
  if (covariates.includes(outcome)) {
    throw refuse(
      `'dropout.covariates' holds the outcome '${outcome}'; 'dropout.lags' puts it into the equation`,
    );
  }
  const risk = riskRows(recipe, table, people, { ended: true });
  const left = risk.left.reduce((sum, each) => sum + each, 0);
  const what = end === undefined ? `the last wave, ${last}` : `the end that '${end}' gives`;
  if (left === 0) throw refuse(`'dropout' has nothing to explain, because nobody leaves before ${what}`);
  if (left === risk.left.length)
    throw refuse(`'dropout' has nothing to explain, because nobody stays a single wave`);
  if (end === undefined) {
    let stayed = 0;
    for (let i = 0; i + 1 < personRows.length; i++) {
      if (personRows[i + 1]! > personRows[i]! && times[order[personRows[i + 1]! - 1]!] === last) stayed++;
    }
    if (stayed < 2) {
      throw refuse(
        `'dropout' takes everybody whose last '${time}' is before ${last} as having left, and only ${stayed} is seen then; name in 'dropout.end' a column of the last '${time}' at which each person could have been seen`,
      );
    }
  }
  if (covariates.length === 0) return { recipe, warnings: [] };
  const skip = new Uint8Array(table.rows).fill(1);
  for (const row of risk.rows) skip[row] = 0;
  const design = buildDesign(table, { terms: covariates, skip, where, field: "dropout.covariates" });
  recipe.covariates = design.recipe;
  recipe.terms = design.names.slice(1);
  const lost = risk.rows.filter((row) => design.missing?.[row]);
  if (lost.length > 0 && missing === "error") {
    throw refuse(
      `'dropout.covariates' holds a column that is missing in row ${lost[0]! + 1}; give missing: "drop" to leave such waves out of the dropout equation`,
    );
  }
  const message = `${lost.length} of ${risk.rows.length} waves are left out of the dropout equation, because a covariate is missing there.`;
  return { recipe, warnings: lost.length === 0 ? [] : [{ code: "dropout-missing", message }] };
}

/**
 * The equation over the rows of some persons.
 * @param options.ended Whether a person's last row, when the study had not ended, tells that the person left. False
 *   for new people, who may yet be seen again: only that they stayed so far counts.
 */
export function dropoutComponent(
  recipe: DropoutRecipe,
  table: Table,
  people: PersonRows,
  { ended = true }: { ended?: boolean } = {},
): EquationComponent {
  const { lags, outcome, covariates, terms } = recipe;
  const design = covariates && applyDesign(covariates, table, { where, field: "dropout.covariates" });
  const risk = riskRows(recipe, table, people, { ended, missing: design?.missing ?? null });
  const values = lags > 0 ? numbers(table, outcome, { where, field: "outcome" }) : null;
  const lagged = [risk.rows, risk.before]
    .slice(0, lags)
    .map((rows) => Float64Array.from(rows, (row) => values![row]!));
  const own = terms.map((_, k) =>
    Float64Array.from(risk.rows, (row) => design!.values[row * design!.columns + 1 + k]!),
  );
  return equationComponent({
    name: "dropout",
    part: "dropout",
    family: binomial,
    groups: recipe.groups,
    personRows: risk.personRows,
    response: risk.left,
    terms: ["Intercept", ...lagNames.slice(0, lags), ...terms],
    columns: [new Float64Array(risk.rows.length).fill(1), ...lagged, ...own],
  });
}

/** Rows after which a person could have left, and whether the person did (1). */
function riskRows(
  { time, lags, end, last }: DropoutRecipe,
  table: Table,
  { order, personRows }: PersonRows,
  { ended, missing = null }: { ended: boolean; missing?: Uint8Array | null },
) {
  const times = numbers(table, time, { where, field: "time" });
  const ends = end === null ? null : numbers(table, end, { where, field: "dropout.end" });
  const persons = personRows.length - 1;
  const riskOf = new Int32Array(persons + 1);
  const rows: number[] = [];
  const before: number[] = [];
  const left: number[] = [];
  for (let i = 0; i < persons; i++) {
    const [from, to] = [personRows[i]!, personRows[i + 1]!];
    const finish = ends && to > from ? endOf(ends, order.subarray(from, to), { end: end!, times }) : last;
    for (let k = from + Math.max(0, lags - 1); k < to; k++) {
      const gone = k === to - 1;
      if (times[order[k]!]! >= finish || (gone && !ended) || missing?.[order[k]!]) continue;
      rows.push(order[k]!);
      before.push(k > from ? order[k - 1]! : order[k]!);
      left.push(gone ? 1 : 0);
    }
    riskOf[i + 1] = rows.length;
  }
  return {
    personRows: riskOf,
    rows: Int32Array.from(rows),
    before: Int32Array.from(before),
    left: Float64Array.from(left),
  };
}

function endOf(
  ends: Float64Array,
  own: Int32Array,
  { end, times }: { end: string; times: Float64Array },
): number {
  const value = ends[own[0]!]!;
  for (const row of own) {
    if (Number.isNaN(ends[row]))
      throw refuse(`'dropout.end' names column '${end}', which is missing in row ${row + 1}`);
    if (ends[row] !== value) {
      throw refuse(
        `'dropout.end' names column '${end}', which must be constant within a person, but is ${value} in row ${own[0]! + 1} and ${ends[row]} in row ${row + 1}`,
      );
    }
    if (times[row]! > value) {
      throw refuse(`'dropout.end' is ${value} in row ${row + 1}, but the person is seen at ${times[row]}`);
    }
  }
  return value;
}
