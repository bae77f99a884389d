import { InputError } from "../../contract/index.js";
import type { Table } from "../table.js";
import { type Design, fill, missingRows } from "./apply.js";
import { codeTerms } from "./coding.js";
import { layOut, type Span } from "./columns.js";
import { columnFactor, expand, factorColumns, formulaColumns, type Term, termKey } from "./expand.js";
import { fitFactor } from "./fit-factor.js";
import { columnOf, datesRefused, isColumn } from "./numbers.js";
import { parseTerm, type Place } from "./parse.js";
import { printFactor, printFormula } from "./print.js";
import type { DesignRecipe } from "./recipe.js";
import type { Factor, Formula } from "./syntax.js";

export interface DesignOptions {
  /** Terms of the linear predictor; see `LinearConfig.terms`. */
  terms: readonly string[];
  /** Whether the first column is a constant 1. Default true. */
  intercept?: boolean;
  /** Columns that `.` does not stand for: the outcome, the weights, … */
  exclude?: readonly string[];
  /** Rows to leave out (1), because their outcome is missing, say; the design flags them as missing. */
  skip?: Uint8Array | null;
  /** Function that error messages begin with. */
  where: string;
  /** Option that holds the terms. Default `terms`. */
  field?: string;
}

const maxFactors = 8;

/**
 * Builds the design matrix of a table. Text is coded by treatment contrasts against its first level, but
 * text that is mostly numbers only where `C(…)` asks for it; interactions are coded so that the matrix has full rank wherever the data allow (see `codeTerms`). Levels, knots and
 * polynomials come from the rows without a missing value, so that leaving those rows out first changes nothing.
 *
 * @throws InputError when a term cannot be read or stands twice; when a column is absent, without a name, of the wrong type,
 *   mostly numbers written as text, constant beside an intercept, or of a single level; when a function meets a value outside its domain; or when
 *   there are more columns than rows to estimate them from.
 */
export function buildDesign(
  table: Table,
  { terms, intercept = true, exclude = [], skip = null, where, field = "terms" }: DesignOptions,
): Design {
  const place = { where, field };
  const formulas = terms.map((term) => readTerm(term, table, place));
  refuseRepeats(formulas, place);
  const written = spellOut(formulas, table, exclude, place);
  if (!intercept && written.some((term) => term.length === 0)) {
    throw new InputError(`${where}: '${field}' holds an intercept, '1', while 'intercept' is false`);
  }
  const all = [...(intercept ? [[]] : []), ...written.filter((term) => term.length > 0)];
  if (all.length === 0) throw new InputError(`${where}: '${field}' names no column and 'intercept' is false`);

  const factors = new Map<string, Factor>();
  for (const term of all) for (const factor of term) factors.set(printFactor(factor), factor);
  const columns = new Set([...factors.values()].flatMap((factor) => [...factorColumns(factor)]));
  for (const name of columns) {
    if (name === "") {
      throw new InputError(
        `${where}: '${field}' takes in a column without a name, often the row numbers of a CSV file; name it, or drop it from the table`,
      );
    }
    if (columnOf(table, name, place).kind === "date") throw datesRefused(name, place);
  }
  const missing = missingRows(columns, table, place, skip);
  const kept = missing ? missing.reduce((count, flag) => count - flag, table.rows) : table.rows;
  if (kept === 0)
    throw new InputError(`${where}: every row has a missing value in a column that the fit uses`);

  const recipe = makeRecipe(all, factors, intercept, (factor) => fitFactor(factor, table, missing, place));
  refuseTooWide(recipe, kept, place);
  const design = fill(recipe, table, missing, place);
  refuseConstants(design, place);
  return design;
}

function readTerm(text: string, table: Table, place: Place): Formula {
  return isColumn(text, table, place, parseTerm)
    ? { kind: "factor", factor: columnFactor(text) }
    : parseTerm(text, place);
}

function refuseRepeats(formulas: readonly Formula[], { where, field }: Place): void {
  const seen = new Set<string>();
  for (const formula of formulas) {
    const text = printFormula(formula);
    if (seen.has(text)) throw new InputError(`${where}: '${field}' holds '${text}' twice`);
    seen.add(text);
  }
}

function spellOut(
  formulas: readonly Formula[],
  table: Table,
  exclude: readonly string[],
  place: Place,
): Term[] {
  const named = new Set([...exclude, ...formulas.flatMap((formula) => [...formulaColumns(formula)])]);
  const rest = table.columnNames.filter((name) => !named.has(name));
  const seen = new Set<string>();
  const terms = formulas.flatMap((formula) => expand(formula, rest, place));
  return terms.filter((term) => {
    if (term.length > maxFactors) {
      throw new InputError(
        `${place.where}: '${place.field}' holds an interaction of ${term.length} columns; ${maxFactors} are the most`,
      );
    }
    const key = termKey(term);
    return !seen.has(key) && seen.add(key);
  });
}

function refuseTooWide(recipe: DesignRecipe, rows: number, { where, field }: Place): void {
  const { columns, spans } = layOut(recipe);
  if (columns.length <= rows) return;
  const width = ({ start, end }: Span) => end - start;
  const widest = spans.reduce((most, span) => (width(span) > width(most) ? span : most));
  const blame = width(widest) > 1 ? `; the term '${widest.term}' alone makes ${width(widest)}` : "";
  throw new InputError(
    `${where}: '${field}' makes ${columns.length} columns, more than the ${rows === 1 ? "one row" : `${rows} rows`} to estimate them from${blame}`,
  );
}

function makeRecipe(
  terms: readonly Term[],
  factors: ReadonlyMap<string, Factor>,
  intercept: boolean,
  fit: (factor: Factor) => DesignRecipe["factors"][number],
): DesignRecipe {
  const keys = [...factors.keys()];
  const fitted = [...factors.values()].map(fit);
  const places = terms.map((term) => term.map((factor) => keys.indexOf(printFactor(factor))));
  const subterms = codeTerms(places, (factor) => fitted[factor]!.kind === "category");
  return {
    intercept,
    factors: fitted,
    terms: places.map((term, index) => ({
      name: term.length === 0 ? "Intercept" : term.map((factor) => fitted[factor]!.label).join(":"),
      subterms: subterms[index]!,
    })),
  };
}

/** A numeric term that never varies is collinear with the intercept; one that is always 0 with anything. */
function refuseConstants(design: Design, { where, field }: Place): void {
  const { recipe, missing, rows, columns: width, values, spans } = design;
  recipe.terms.forEach(({ name, subterms }, index) => {
    const [only] = subterms[0] ?? [];
    if (
      subterms.length !== 1 ||
      subterms[0]!.length !== 1 ||
      recipe.factors[only!.factor]!.kind !== "expression"
    )
      return;
    const column = spans[index]!.start;
    let first: number | null = null;
    for (let row = 0; row < rows; row++) {
      if (missing?.[row]) continue;
      const value = values[row * width + column]!;
      first ??= value;
      if (value !== first) return;
    }
    if (first !== 0 && !recipe.intercept) return;
    throw new InputError(
      `${where}: the term '${name}' in '${field}' is ${first} in every row, so its coefficient cannot be estimated`,
    );
  });
}
