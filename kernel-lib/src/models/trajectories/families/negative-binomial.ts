import { negativeBinomial as draw } from "../../../compute/random/index.js";
import { digamma, logFactorial, logGamma, trigamma } from "../../../compute/special/index.js";
import { boundedExp, type Cells, type Family } from "./family.js";

/**
 * Negative binomial counts of mean μ = exposure·e^η and variance μ + αμ²; the predictors are η and log α. The
 * density is not linear in statistics of y, so cells hold the outcome, and T = (1).
 */
export const negativeBinomial: Family = {
  statistics: 1,
  predictors: ["curve", "dispersion"],
  neutral: [-0.7],
  outcomeInCell: true,
  describe: ({ response }) => ({
    statistics: new Float64Array(response.length).fill(1),
    constants: response.map((y) => -logFactorial(y)),
  }),
  coefficients(cells, [eta, logAlpha], out) {
    for (let d = 0; d < cells.count; d++) {
      const y = cells.outcome![d]!;
      // Bounded as the mean is: else what grows here would have nothing to hold it.
      const logMean = Math.min(eta![d]! + cells.offset[d]! + cells.logExposure[d]!, 300);
      const alpha = boundedExp(logAlpha![d]!);
      const t = alpha * boundedExp(logMean);
      const log1 = Math.log1p(t);
      out[d] = risingLog(y, alpha) + y * (logMean - log1) - log1 / alpha;
    }
  },
  derivatives(cells, [eta, logAlpha], first, second) {
    for (let d = 0; d < cells.count; d++) {
      const y = cells.outcome![d]!;
      const mean = meanOf(cells, eta!, d);
      const alpha = boundedExp(logAlpha![d]!);
      const t = alpha * mean;
      const scale = 1 / (1 + t);
      const rising = risingDerivatives(y, alpha);
      const ratio = logRatio(t);
      first[2 * d] = (y - mean) * scale;
      first[2 * d + 1] = rising.first + ratio.first * mean - y * t * scale;
      second[3 * d] = -mean * (1 + alpha * y) * scale * scale;
      second[3 * d + 1] = -t * (y - mean) * scale * scale;
      second[3 * d + 2] = rising.second + ratio.second * mean - y * t * scale * scale;
    }
  },
  mean: (cells, [eta]) => eta!.map((_, d) => meanOf(cells, eta!, d)),
  draw: (cells, predictors, { key }) =>
    draw(
      key,
      negativeBinomial.mean(cells, predictors),
      predictors[1]!.map((logAlpha) => boundedExp(-logAlpha)),
      cells.count,
    ),
  link: (y) => Math.log(y + 0.5),
};

const meanOf = ({ offset, logExposure }: Cells, eta: Float64Array, d: number): number =>
  boundedExp(eta[d]! + offset[d]! + logExposure[d]!);

// Counts above this are not added up one by one.
const LONG = 1000;

/** Σ_{j<y} log(1 + αj) = log Γ(y + 1/α) − log Γ(1/α) + y log α. */
function risingLog(y: number, alpha: number): number {
  if (alpha < 1e-4 && y > LONG) return risingByIntegral(y, alpha).value;
  if (y < 40 || alpha < 1e-4) {
    let sum = 0;
    for (let j = 1; j < y; j++) sum += Math.log1p(alpha * j);
    return sum;
  }
  const theta = 1 / alpha;
  return logGamma(y + theta) - logGamma(theta) + y * Math.log(alpha);
}

/** Its first and second derivatives by log α. */
function risingDerivatives(y: number, alpha: number): { first: number; second: number } {
  if (alpha < 1e-4 && y > LONG) return risingByIntegral(y, alpha);
  if (y < 40 || alpha < 1e-4) {
    let first = 0;
    let second = 0;
    for (let j = 1; j < y; j++) {
      const share = (alpha * j) / (1 + alpha * j);
      first += share;
      second += share * (1 - share);
    }
    return { first, second };
  }
  const theta = 1 / alpha;
  const slope = theta * (digamma(y + theta) - digamma(theta));
  return { first: y - slope, second: slope + theta * theta * (trigamma(y + theta) - trigamma(theta)) };
}

/**
 * The same sum and derivatives for small α and counts too large to add up, by Euler's and Maclaurin's formula
 * Σ_{j<y} f(j) = ∫f − (f(y) − f(0))/2 + (f′(y) − f′(0))/12; what comes next is of order α³.
 */
export function risingByIntegral(y: number, alpha: number): { value: number; first: number; second: number } {
  const t = alpha * y;
  const log1 = Math.log1p(t);
  const s = 1 + t;
  const small = t < 1e-2;
  // ∫ log(1 + u), ∫ u/(1 + u) and ∫ u/(1 + u)² from 0 to t; by their series where they cancel.
  const series = (term: (k: number) => number) => {
    let sum = 0;
    for (let k = 8; k >= 2; k--) sum = sum * -t + term(k);
    return sum * t * t;
  };
  const integrals = {
    value: small ? series((k) => 1 / (k * (k - 1))) : s * log1 - t,
    first: small ? series((k) => 1 / k) : t - log1,
    second: small ? series((k) => (k - 1) / k) : log1 - t / s,
  };
  return {
    value: integrals.value / alpha - log1 / 2 + (alpha * (1 / s - 1)) / 12,
    first: integrals.first / alpha - t / s / 2 + (alpha * (1 / s ** 2 - 1)) / 12,
    second: integrals.second / alpha - t / s ** 2 / 2 + (alpha * ((1 - t) / s ** 3 - 1)) / 12,
  };
}

/** Derivatives by log α of −log(1 + αμ)/α, over μ; by their series where they cancel. */
function logRatio(t: number): { first: number; second: number } {
  if (t < 1e-3) {
    return {
      first: t * (1 / 2 - t * (2 / 3 - t * (3 / 4 - t * 0.8))),
      second: t * (1 / 2 - t * (4 / 3 - t * (9 / 4 - t * 3.2))),
    };
  }
  const first = Math.log1p(t) / t - 1 / (1 + t);
  return { first, second: t / (1 + t) ** 2 - first };
}
