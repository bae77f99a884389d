import type { TrajectoriesConfig } from "../../contract/index.js";
import { type Covariances, covariances, type FlagReason, informationOf } from "./covariance.js";
import type { MixtureDerivatives } from "./information.js";
import type { MixtureFit, MixtureModel } from "./mixture.js";
import { flatten } from "./mixture-vector.js";
import { parameterName, type PredictorParameter } from "./prediction/predictor.js";
import type { BuiltModel } from "./prepare.js";
import { assign, groupPosteriors } from "./posterior.js";
import { reportParameters } from "./reported.js";

/** Why a parameter has no standard error; `empty`: nobody is most likely of its group. */
export type Undetermined = FlagReason | "empty";

export type ErrorKind = NonNullable<TrajectoriesConfig["errors"]>;

/** A fit's parameters as they are reported, with all that is known of their errors. */
export interface Report {
  parameters: PredictorParameter[];
  /** Standard errors of the reported parameters of each kind; NaN where the data do not determine one. */
  errors: Record<ErrorKind, Float64Array>;
  /** Why a parameter has no standard error; null where it has one. */
  reasons: (Undetermined | null)[];
  theta: Float64Array;
  /** Of θ, by the kind of error asked for; NaN where the data do not determine it. */
  covariance: Float64Array;
  /** Inverse of the observed information, whatever was asked for. */
  observed: Float64Array;
  jacobian: Float64Array;
  derivatives: MixtureDerivatives;
  /** Class, from 0, that the membership compares with. */
  reference: number;
}

/** Estimates in the user's units, and standard errors of three kinds. */
export function reportFit(
  fit: MixtureFit,
  { membership, curves }: BuiltModel,
  { errors = "observed", reference }: { errors?: ErrorKind | undefined; reference?: number | undefined },
): Report {
  const derivatives = informationOf(fit);
  const all = covariances(fit, derivatives);
  const reported = reportParameters(fit, { membership: membership.scale, reference });
  const theta = flatten(fit.parameters);
  const p = theta.length;
  const reasons = withEmptyGroups(fit, all);
  const known = (matrix: Float64Array | null) =>
    Float64Array.from({ length: p * p }, (_, k) =>
      matrix === null || reasons[Math.floor(k / p)] || reasons[k % p] ? NaN : matrix[k]!,
    );
  const matrices: Record<ErrorKind, Float64Array> = {
    observed: known(all.observed),
    sandwich: known(all.sandwich),
    "outer-product": known(all.outerProduct),
  };
  const errorsOf = (matrix: Float64Array) => standardErrors(reported.jacobian, matrix, p);
  const of: Report["errors"] = {
    observed: errorsOf(matrices.observed),
    sandwich: errorsOf(matrices.sandwich),
    "outer-product": errorsOf(matrices["outer-product"]),
  };
  const main = curves[0]!.outcome;
  return {
    parameters: reported.parameters.map((each, j): PredictorParameter => {
      const stdError = of[errors][j]!;
      return {
        ...each,
        name: parameterName(each, main),
        estimate: reported.estimates[j]!,
        stdError: Number.isFinite(stdError) ? stdError : null,
      };
    }),
    errors: of,
    reasons: reasonsOf(reasons, reported.jacobian, p),
    theta,
    covariance: matrices[errors],
    observed: matrices.observed,
    jacobian: reported.jacobian,
    derivatives,
    reference: reported.reference,
  };
}

/** √ of the diagonal of J V J′, where what a parameter does not depend on does not matter. */
function standardErrors(jacobian: Float64Array, covariance: Float64Array, p: number): Float64Array {
  return Float64Array.from({ length: p }, (_, j) => {
    const row = jacobian.subarray(j * p, (j + 1) * p);
    let variance = 0;
    for (let a = 0; a < p; a++) {
      if (row[a] === 0) continue;
      for (let b = 0; b < p; b++) if (row[b] !== 0) variance += row[a]! * row[b]! * covariance[a * p + b]!;
    }
    return variance > 0 ? Math.sqrt(variance) : NaN;
  });
}

/** The curve of a group that nobody is in may have an error like any other; it is of nobody all the same. */
function withEmptyGroups(
  { model, posteriors }: MixtureFit,
  { reasons }: Covariances,
): (Undetermined | null)[] {
  const out: (Undetermined | null)[] = [...reasons];
  const emptyOf = emptyGroups(model, posteriors);
  let at = 0;
  model.components.forEach(({ parameters }, m) => {
    for (const { group } of parameters) {
      if (group !== null && emptyOf[m]!.has(group)) out[at] ??= "empty";
      at++;
    }
  });
  return out;
}

/** For each component, the groups, from 1, that are nobody's most likely one. */
function emptyGroups({ components, classGroup }: MixtureModel, posteriors: Float64Array): Set<number>[] {
  return components.map(({ groups }, m) => {
    const empty = new Set(Array.from({ length: groups }, (_, g) => g + 1));
    for (const group of assign(groupPosteriors(posteriors, classGroup[m]!, groups), groups))
      empty.delete(group + 1);
    return empty;
  });
}

/** A reported parameter is as little determined as what it is made of. */
function reasonsOf(
  reasons: readonly (Undetermined | null)[],
  jacobian: Float64Array,
  p: number,
): (Undetermined | null)[] {
  return Array.from({ length: p }, (_, j) => {
    for (let a = 0; a < p; a++) if (jacobian[j * p + a] !== 0 && reasons[a]) return reasons[a]!;
    return null;
  });
}
