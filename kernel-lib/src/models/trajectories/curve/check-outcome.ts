import { InputError, type TrajectoryCurve } from "../../../contract/index.js";
import { hasSpread, isCount } from "./fit-recipe.js";

const refuse = (text: string) => new InputError(`trajectories: ${text}`);

/** What can be wrong with a curve's options alone. */
export function checkCurve({
  family = "gaussian",
  lower,
  upper,
  exposure,
  trials,
  zeroOrder,
  sigma,
}: TrajectoryCurve): void {
  const only = (option: unknown, field: string, fits: boolean, of: string) => {
    if (option !== undefined && !fits) throw refuse(`'${field}' is for ${of}, and the family is '${family}'`);
  };
  only(exposure, "exposure", isCount(family), "counts");
  only(trials, "trials", family === "binomial", "the binomial");
  only(zeroOrder, "zeroOrder", family === "zip", "the family 'zip'");
  only(lower, "lower", family === "censored-normal", "the censored normal");
  only(upper, "upper", family === "censored-normal", "the censored normal");
  if (sigma === "separate" && !hasSpread(family)) {
    throw refuse(`'sigma' is for families with a spread of their own, and the family is '${family}'`);
  }
  if (family === "censored-normal" && lower === undefined && upper === undefined) {
    throw refuse(
      "the censored normal needs 'lower', 'upper' or both; without limits the family is 'gaussian'",
    );
  }
  if (family === "binomial" && trials === undefined) {
    throw refuse(
      "the binomial needs 'trials' to name the column of trials; for outcomes of 0 and 1 the family is 'logit'",
    );
  }
  if (lower !== undefined && upper !== undefined && !(lower < upper)) {
    throw refuse(`'lower' (${lower}) must be below 'upper' (${upper})`);
  }
}

/**
 * Refuses outcomes that the family cannot have.
 * @param rowOf The table's row of each value, for messages.
 */
export function checkOutcome(
  values: Float64Array,
  { outcome, family = "gaussian", lower = -Infinity, upper = Infinity }: TrajectoryCurve,
  { trials, rowOf, known }: { trials: Float64Array | null; rowOf: (index: number) => number; known: boolean },
): void {
  const at = (index: number) => `${values[index]} in row ${rowOf(index) + 1}`;
  const first = (wrong: (y: number, index: number) => boolean) => values.findIndex(wrong);
  let found: number;
  if (isCount(family) || family === "binomial") {
    if ((found = first((y) => y < 0)) >= 0)
      throw refuse(`the family '${family}' counts, but '${outcome}' is negative: ${at(found)}`);
    if ((found = first((y) => !Number.isInteger(y))) >= 0) {
      throw refuse(`the family '${family}' counts, but '${outcome}' is not whole: ${at(found)}`);
    }
  }
  if (family === "binomial" && (found = first((y, i) => y > trials![i]!)) >= 0) {
    throw refuse(
      `'${outcome}' is more than its trials: ${values[found]} of ${trials![found]} in row ${rowOf(found) + 1}`,
    );
  }
  if (family === "logit" && (found = first((y) => y !== 0 && y !== 1)) >= 0) {
    throw refuse(`a logit's outcome is 0 or 1, but '${outcome}' is ${at(found)}`);
  }
  if (family === "beta" && (found = first((y) => !(y > 0 && y < 1))) >= 0) {
    throw refuse(`a beta outcome lies between 0 and 1, both left out, but '${outcome}' is ${at(found)}`);
  }
  if (family === "censored-normal" && (found = first((y) => y < lower || y > upper)) >= 0) {
    const [side, limit] = values[found]! < lower ? ["below 'lower'", lower] : ["above 'upper'", upper];
    throw refuse(`'${outcome}' is ${side} (${limit}): ${at(found)}`);
  }
  if (known) return;
  if (isCount(family) && values.every((y) => y === 0)) {
    throw refuse(`the outcome '${outcome}' is 0 in every row, so no rate can be estimated`);
  }
  if (family !== "binomial" && values.every((y) => y === values[0])) {
    throw refuse(
      `the outcome '${outcome}' is ${values[0]} in every row, so there is nothing to tell groups by`,
    );
  }
  if (family === "censored-normal" && values.every((y) => y <= lower || y >= upper)) {
    throw refuse(`the outcome '${outcome}' is at a limit in every row, so its spread cannot be estimated`);
  }
}
