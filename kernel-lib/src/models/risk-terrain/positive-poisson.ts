import type { Table } from "../../data/table.js";
import { createCellMaker } from "./cells.js";
import { findPatterns, sumPatterns } from "./patterns.js";
import { fitPositive } from "./positive.js";
import { prepare } from "./prepare.js";
import { criterionConstant } from "./statistics.js";

export interface PositivePoisson {
  /** Coefficient by term: the always columns (a constant is added where none of them is one), then the variables. */
  coefficients: Record<string, number>;
  /** Variables whose coefficient is exactly 0. */
  zero: string[];
  /** Log-likelihood with all constants. */
  logLik: number;
}

/**
 * Poisson regression on all variables at once, no coefficient of a variable below 0 and, with `lambda`, an L1
 * penalty: it minimises mean negative log-likelihood + λ·Σβ, on the columns as they are (glmnet's scaling with
 * `standardize = FALSE`). The first stage of the classical risk terrain model.
 * @throws InputError for a column or a value that cannot be used.
 */
export function positivePoisson(
  table: Table,
  {
    lambda = 0,
    variables,
    ...rest
  }: { outcome: string; variables: string[]; always?: string[]; exposure?: string; lambda?: number },
): PositivePoisson {
  const problem = prepare(table, { ...rest, sets: { variables } });
  const patterns = findPatterns(problem);
  const sums = sumPatterns(problem, patterns);
  const free = problem.always.length;
  const cells = createCellMaker(patterns)(sums, Array.from(variables.keys()));
  const penalty = lambda * problem.rows;
  const { coefficients, loss } = fitPositive(cells, { free, intercept: problem.intercept, penalty });
  const terms = [...problem.always.map(({ name }) => name), ...variables];
  return {
    coefficients: Object.fromEntries(terms.map((term, j) => [term, coefficients[j]!])),
    zero: variables.filter((_, k) => coefficients[free + k] === 0),
    logLik: -loss - criterionConstant(problem, "bic") / 2,
  };
}
