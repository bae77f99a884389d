import type { FitStatistics, FitStatus, ResultWarning } from "../../contract/index.js";
import type { LeverageOne } from "./leverage-one.js";
import type { LinearProblem } from "./problem.js";

export interface WarningsOptions {
  status: FitStatus;
  fit: FitStatistics;
  separated: boolean;
  undetermined: boolean[];
  /** Rows of leverage 1, where the errors cannot do with them. */
  alone: LeverageOne | null;
  alpha: number;
}

/** Everything a reader must know before believing the numbers. */
export function warningsOf(
  problem: LinearProblem,
  { status, fit, separated, undetermined, alone, alpha }: WarningsOptions,
): ResultWarning[] {
  const { family, names, errors, clusterCount, columns } = problem;
  const warnings: ResultWarning[] = [];
  const warn = (code: string, message: string) => warnings.push({ code, message });
  const flat = names.filter((_, j) => undetermined[j]).map((name) => `'${name}'`);
  if (status === "stopped") {
    warn(
      "stopped",
      "The fit stopped before the likelihood reached its maximum; do not rely on these numbers.",
    );
  }
  if (status === "interrupted") {
    warn(
      "interrupted",
      `The fit was interrupted after ${fit.iterations} ${fit.iterations === 1 ? "step" : "steps"}; do not rely on these numbers.`,
    );
  }
  if (separated) {
    const rows = family === "binomial" ? "outcomes" : "zero counts";
    warn(
      "separation",
      `Some rows' ${rows} are told perfectly by the terms ${flat.join(", ")}: their estimates run off to infinity, ` +
        "and the size shown is where the fit stopped. They have no standard errors.",
    );
  } else if (flat.length > 0) {
    warn(
      "near-singular",
      `The data barely determine the terms ${flat.join(", ")}; they have no standard errors.`,
    );
  } else if (fit.conditionNumber === null || (fit.conditionNumber ?? 0) > 1e6) {
    warn(
      "near-singular",
      `The columns nearly depend on each other (condition number ${Number(fit.conditionNumber ?? Infinity).toPrecision(2)}): ` +
        "small changes of the data may change the coefficients much.",
    );
  }
  if (family === "negative-binomial" && alpha === 0 && status === "converged") {
    warn(
      "theta-infinite",
      "The counts vary no more than a Poisson's: the best theta is infinite, and these are the Poisson model's numbers.",
    );
  }
  if (family === "poisson" && fit.dispersion && fit.dispersion > 1.5) {
    warn(
      "overdispersion",
      `The counts vary ${fit.dispersion.toPrecision(3)} times as much as a Poisson's (Pearson χ²/df)` +
        (errors === "classical"
          ? ": classical standard errors are too small. Try the negative binomial, or robust errors."
          : ". The standard errors allow for it; the expected shares of zeros and high counts do not."),
    );
  }
  if (alone) {
    const rows = alone.rows.slice(0, 5).map((row) => row + 1);
    const more = alone.rows.length > 5 ? `, … (${alone.rows.length} in all)` : "";
    const terms = names.filter((_, j) => alone.terms[j]).map((name) => `'${name}'`);
    warn(
      "leverage-one",
      `${alone.rows.length === 1 ? "Row" : "Rows"} ${rows.join(", ")}${more} alone determine${alone.rows.length === 1 ? "s" : ""} ` +
        `the terms ${terms.join(", ")}, as where a category occurs once: ${errors} errors cannot be told for them.`,
    );
  }
  if (problem.rows <= columns) {
    warn(
      "saturated",
      family === "gaussian" || errors !== "classical"
        ? "There are as many coefficients as rows: the fit is exact and has no standard errors."
        : "There are as many coefficients as rows: the fit is exact, and nothing is left to judge it by.",
    );
  } else if (family === "gaussian" && fit.deviance! <= 1e-24 * (fit.nullDeviance ?? 0)) {
    warn(
      "perfect-fit",
      "The model fits every row exactly: errors, tests and the log-likelihood mean nothing.",
    );
  }
  if (errors === "cluster" && clusterCount <= columns) {
    warn(
      "few-clusters",
      `${clusterCount} clusters are few for ${columns} coefficients; clustered standard errors need many.`,
    );
  }
  return warnings;
}
