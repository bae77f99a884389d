import { invertSymmetric, multiply, symmetricEigen } from "../../compute/linalg/index.js";
import { mixtureDerivatives, type MixtureDerivatives } from "./information.js";
import type { MixtureFit, MixtureModel } from "./mixture.js";
import { parameterCount } from "./mixture-vector.js";

/** Covariance matrices of a fit's parameters as the search has them, in the order of `flatten`; row-major. */
export interface Covariances {
  /** Inverse of the observed information; null where nothing could be inverted. */
  observed: Float64Array | null;
  /** A⁻¹BA⁻¹ of the information A and the persons' scores' outer product B (Huber, 1967; White, 1982). */
  sandwich: Float64Array | null;
  /** Inverse of the outer product of the persons' scores (Berndt, Hall, Hall and Hausman, 1974). */
  outerProduct: Float64Array | null;
  /** For each parameter, why it has no standard error; null when it has one. */
  reasons: (FlagReason | null)[];
}

/**
 * `flat`: the likelihood does not change along this parameter, because a group is separated or empty;
 * `collinear`: it does not change along a combination of parameters, this one among them.
 */
export type FlagReason = "flat" | "collinear";

// An error of a thousand units, on a logit or log scale, is no knowledge at all.
const LARGEST_ERROR = 1e3;
// Eigenvalues of the information scaled to a diagonal of ones; below, rounding decides.
const SMALLEST_EIGENVALUE = 1e-10;
// Share of a flat direction from which a parameter counts as lying in it.
const SHARE = 1e-3;

/**
 * Covariances from the observed information, the sandwich and the outer product of scores. Directions in which the
 * likelihood is flat are taken out and the parameters in them flagged: their variances are NaN.
 */
export function covariances(
  fit: MixtureFit,
  derivatives = mixtureDerivatives(fit.model, fit.parameters),
): Covariances {
  const { model } = fit;
  const p = parameterCount(model);
  const information = derivatives.hessian.map((value) => -value);
  const units = unitsOf(model);
  const reasons: (FlagReason | null)[] = new Array<FlagReason | null>(p).fill(null);
  const inverse = invertWithout(information, { p, units, reasons });
  const outer = outerProduct(model, derivatives, p);
  const flagged = (matrix: Float64Array | null) => matrix && blank(matrix, p, reasons);
  return {
    observed: flagged(inverse),
    sandwich: flagged(inverse && multiply(multiply(inverse, outer, p, p, p), inverse, p, p, p)),
    outerProduct: flagged(invertWithout(outer, { p, units, reasons: [...reasons] })),
    reasons,
  };
}

/** Scores of the persons and the Hessian of the log-likelihood at a fit. */
export const informationOf = (fit: MixtureFit): MixtureDerivatives =>
  mixtureDerivatives(fit.model, fit.parameters);

/** Natural sizes of all parameters, in the order of `flatten`. */
function unitsOf({ components, classes, membership }: MixtureModel): Float64Array {
  const own = components.flatMap(({ units }) => [...units]);
  return Float64Array.from([...own, ...new Array<number>((classes - 1) * membership.names.length).fill(1)]);
}

/** Inverse of an information matrix on the directions that have any; flags the parameters in the others. */
function invertWithout(
  information: Float64Array,
  { p, units, reasons }: { p: number; units: Float64Array; reasons: (FlagReason | null)[] },
): Float64Array | null {
  if (p === 0) return new Float64Array(0);
  if (information.some((value) => !Number.isFinite(value))) {
    reasons.fill("flat");
    return null;
  }
  const natural = information.map((value, k) => value * units[Math.floor(k / p)]! * units[k % p]!);
  const flat = symmetricEigen(natural, p);
  for (let k = 0; k < p && flat.values[k]! < LARGEST_ERROR ** -2; k++) {
    for (let j = 0; j < p; j++) if (Math.abs(flat.vectors[j * p + k]!) > SHARE) reasons[j] = "flat";
  }
  const kept = Int32Array.from(reasons.keys()).filter((j) => reasons[j] === null);
  const n = kept.length;
  const scale = Float64Array.from(kept, (j) => 1 / Math.sqrt(natural[j * p + j]!));
  const scaled = new Float64Array(n * n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) scaled[a * n + b] = natural[kept[a]! * p + kept[b]!]! * scale[a]! * scale[b]!;
  }
  const { values, vectors } = symmetricEigen(scaled, n);
  const deficient = values[0]! < SMALLEST_EIGENVALUE;
  for (let k = 0; k < n && values[k]! < SMALLEST_EIGENVALUE; k++) {
    for (let j = 0; j < n; j++) if (Math.abs(vectors[j * n + k]!) > SHARE) reasons[kept[j]!] = "collinear";
  }
  const inverse = deficient ? pseudoInverse(values, vectors, n) : invertSymmetric(scaled, n);
  if (!inverse) return null;
  const out = new Float64Array(p * p);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      out[kept[a]! * p + kept[b]!] =
        inverse[a * n + b]! * scale[a]! * scale[b]! * units[kept[a]!]! * units[kept[b]!]!;
    }
  }
  return out;
}

function pseudoInverse(values: Float64Array, vectors: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    if (values[k]! < SMALLEST_EIGENVALUE) continue;
    for (let a = 0; a < n; a++) {
      for (let b = 0; b < n; b++) out[a * n + b]! += (vectors[a * n + k]! * vectors[b * n + k]!) / values[k]!;
    }
  }
  return out;
}

/** Σ_i w_i s_i s_i': a person of weight 2 counts as two. */
function outerProduct(
  { persons, weights }: MixtureModel,
  { scores }: MixtureDerivatives,
  p: number,
): Float64Array {
  const outer = new Float64Array(p * p);
  for (let i = 0; i < persons; i++) {
    for (let a = 0; a < p; a++) {
      const scaled = weights[i]! * scores[i * p + a]!;
      if (scaled === 0) continue;
      for (let b = 0; b < p; b++) outer[a * p + b]! += scaled * scores[i * p + b]!;
    }
  }
  return outer;
}

function blank(matrix: Float64Array, p: number, reasons: readonly (FlagReason | null)[]): Float64Array {
  return matrix.map((value, k) => (reasons[Math.floor(k / p)] || reasons[k % p] ? NaN : value));
}
