import { InputError, type JsonObject, type ResultDocument } from "../../../contract/index.js";
import type { ParameterName } from "../component.js";
import type { ModelRecipe } from "./model-recipe.js";

/** A parameter as tables report it. */
export interface PredictorParameter {
  /** Unique among the fit's parameters: `Linear[2]`, `Sigma`, `zero:Intercept[1]`, `membership:age[2]`. */
  name: string;
  /** Name of its component; null for a membership coefficient. */
  component: string | null;
  /** From 1; null for a parameter that all groups share. */
  group: number | null;
  part: ParameterName["part"] | "membership";
  term: string;
  estimate: number;
  /** Null when the data do not determine it. */
  stdError: number | null;
}

/** What tests and prediction need of a trajectory fit, as it is kept in the result document. */
export interface TrajectoriesPredictor {
  kind: "trajectories";
  level: number;
  errors: "observed" | "sandwich" | "outer-product";
  recipe: ModelRecipe;
  /** θ as the search has it, time scaled: the components' parameters in turn, then the membership's. */
  theta: number[];
  /** Of θ, row by row; null where the data do not determine it. */
  covariance: (number | null)[][];
  /** The parameters as they are reported, in the same order. */
  parameters: PredictorParameter[];
  /** ∂ reported / ∂ θ, row by row. */
  jacobian: number[][];
}

/** The same with matrices as row-major arrays; what is null is NaN. */
export interface ReadPredictor extends Omit<TrajectoriesPredictor, "theta" | "covariance" | "jacobian"> {
  theta: Float64Array;
  covariance: Float64Array;
  jacobian: Float64Array;
}

export const predictorJson = (predictor: TrajectoriesPredictor): JsonObject =>
  predictor as unknown as JsonObject;

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isNullOr = (is: (value: unknown) => boolean) => (value: unknown) => value === null || is(value);

/**
 * Reads the predictor of a document that may come from a stranger: every field is checked.
 * @throws InputError when it is not of a trajectory fit, or is damaged.
 */
export function readPredictor(document: ResultDocument, where: string): ReadPredictor {
  if (document?.config && "method" in document.config && document.config.method === "adam") {
    throw new InputError(
      `${where}: a fit by 'adam' has a weight for everybody it has seen, and nothing to say of others or of errors; use the method 'em'`,
    );
  }
  const p = document?.predictor as Record<string, unknown> | undefined;
  const broken = (what: string) =>
    new InputError(`${where}: the result document cannot be used: its 'predictor' ${what}`);
  if (typeof p !== "object" || p === null) throw broken("is missing");
  if (p.kind !== "trajectories") throw broken("is not of a trajectory fit");
  if (!isNumber(p.level) || p.level <= 0 || p.level >= 1) throw broken("needs a level between 0 and 1");
  if (!["observed", "sandwich", "outer-product"].includes(p.errors as string)) {
    throw broken("names an unknown kind of standard error");
  }
  const { theta, covariance, parameters, jacobian } = p;
  if (!Array.isArray(theta) || !theta.every(isNumber)) throw broken("needs one number for each parameter");
  const size = theta.length;
  const isSquare = (matrix: unknown, is: (value: unknown) => boolean) =>
    Array.isArray(matrix) &&
    matrix.length === size &&
    matrix.every((row) => Array.isArray(row) && row.length === size && row.every(is));
  if (!isSquare(covariance, isNullOr(isNumber))) {
    throw broken("needs a covariance for each pair of parameters");
  }
  if (!isSquare(jacobian, isNumber)) throw broken("needs a jacobian for each pair of parameters");
  if (!Array.isArray(parameters) || parameters.length !== size || !parameters.every(isParameter)) {
    throw broken("does not name its parameters");
  }
  const flat = (matrix: unknown) =>
    Float64Array.from((matrix as (number | null)[][]).flat(), (x) => x ?? NaN);
  return {
    ...(p as unknown as TrajectoriesPredictor),
    theta: Float64Array.from(theta as number[]),
    covariance: flat(covariance),
    jacobian: flat(jacobian),
  };
}

function isParameter(value: unknown): boolean {
  const { name, component, group, part, term, estimate, stdError } = (value ?? {}) as Record<string, unknown>;
  return (
    [name, part, term].every(isText) &&
    isNullOr(isText)(component) &&
    isNullOr(isNumber)(group) &&
    isNumber(estimate) &&
    isNullOr(isNumber)(stdError)
  );
}

/** Places in θ of a component's parameters, in their order. */
export function placesOfComponent(
  { parameters }: Pick<ReadPredictor, "parameters">,
  name: string | null,
): Int32Array {
  return Int32Array.from(parameters.keys()).filter((j) => parameters[j]!.component === name);
}

/** Names of parameters as people write them; a component's name is in front of all but the first curve's. */
export function parameterName(
  { component, group, part, term }: Omit<PredictorParameter, "name" | "estimate" | "stdError">,
  mainOutcome: string,
): string {
  const inName: readonly string[] = ["zero", "dropout", "later", "membership"];
  const prefix: string[] = inName.includes(part) ? [part] : [];
  const equation = part === "dropout" || part === "later" || part === "membership";
  if (!equation && component !== mainOutcome) prefix.unshift(component!);
  return [...prefix, term].join(":") + (group === null ? "" : `[${group}]`);
}
