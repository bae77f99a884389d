import { InputError, type GlmFamily, type JsonObject, type ResultDocument } from "../../contract/index.js";
import type { DesignRecipe } from "../../data/design/index.js";

/** What prediction needs of a fit, as it is kept in the result document. */
export interface LinearPredictor {
  kind: "linear";
  family: GlmFamily;
  recipe: DesignRecipe;
  names: string[];
  coefficients: number[];
  /** Row by row; null where the data do not determine it. */
  covariance: (number | null)[][];
  offset: string | null;
  exposure: string | null;
  /** Residual variance of the gaussian family; 1 for the others. */
  scale: number | null;
  theta: number | null;
  /** Degrees of freedom of intervals; null for the normal distribution. */
  df: number | null;
  level: number;
}

export const predictorJson = (predictor: LinearPredictor): JsonObject => predictor as unknown as JsonObject;

const families = ["gaussian", "poisson", "negative-binomial", "binomial"];
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isNumberOrNull = (value: unknown) => value === null || isNumber(value);
const isTextOrNull = (value: unknown) => value === null || typeof value === "string";

/**
 * Reads the predictor of a document that may come from a stranger: every field it uses is checked. (The recipe's
 * own shape is checked by the data layer when it is applied.)
 * @throws InputError when it is not what an OLS or GLM fit writes.
 */
export function readPredictor(document: ResultDocument): LinearPredictor {
  const p = document.predictor as Record<string, unknown> | undefined;
  const broken = (what: string) =>
    new InputError(`predict: the result document cannot predict: its 'predictor' ${what}`);
  if (typeof p !== "object" || p === null) throw broken("is missing");
  if (p.kind !== "linear") throw broken("is not of an OLS or GLM fit");
  if (!families.includes(p.family as string)) throw broken("names an unknown family");
  const { names, coefficients, covariance } = p;
  if (!Array.isArray(names) || !names.every((name) => typeof name === "string")) throw broken("has no names");
  if (!Array.isArray(coefficients) || coefficients.length !== names.length || !coefficients.every(isNumber)) {
    throw broken("needs one number for each coefficient");
  }
  const size = names.length;
  const square =
    Array.isArray(covariance) &&
    covariance.length === size &&
    covariance.every((row) => Array.isArray(row) && row.length === size && row.every(isNumberOrNull));
  if (!square) throw broken("needs a covariance for each pair of coefficients");
  if (!isTextOrNull(p.offset) || !isTextOrNull(p.exposure))
    throw broken("names its offset or exposure wrongly");
  for (const field of ["scale", "theta", "df"]) {
    const value = p[field];
    if (!isNumberOrNull(value) || (isNumber(value) && value < 0)) {
      throw broken(`needs a '${field}' that is no negative number, or null`);
    }
  }
  if (!isNumber(p.level) || p.level <= 0 || p.level >= 1) throw broken("needs a level between 0 and 1");
  const recipe = p.recipe as Record<string, unknown> | null;
  if (typeof recipe !== "object" || !Array.isArray(recipe?.factors) || !Array.isArray(recipe?.terms)) {
    throw broken("has no design recipe");
  }
  return p as unknown as LinearPredictor;
}
