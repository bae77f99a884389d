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
      const logMean = eta![d]! + cells.offset[d]! + cells.logExposure[d]!;
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

/** Σ_{j<y} log(1 + αj) = log Γ(y + 1/α) − log Γ(1/α) + y log α. */
function risingLog(y: number, alpha: number): number {
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
