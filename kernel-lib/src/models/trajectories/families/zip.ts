import { type Key, poisson, split, uniform } from "../../../compute/random/index.js";
import { logFactorial } from "../../../compute/special/index.js";
import { boundedExp, type Family, logistic, logSumExp, softplus } from "./family.js";

/**
 * Zero-inflated Poisson: 0 with chance ρ = 1/(1 + e^−ζ), else a Poisson count of mean μ = exposure·e^η.
 * T = (1[y = 0], 1[y > 0], y).
 */
export const zip: Family = {
  statistics: 3,
  predictors: ["curve", "zero"],
  neutral: [-1],
  describe: describeZeros,
  coefficients({ count, offset, logExposure }, [eta, zeta], out) {
    for (let d = 0; d < count; d++) {
      const logMean = eta![d]! + offset[d]! + logExposure[d]!;
      const mean = boundedExp(logMean);
      const norm = softplus(zeta![d]!);
      out[3 * d] = logSumExp(zeta![d]!, -mean) - norm;
      out[3 * d + 1] = -mean - norm;
      out[3 * d + 2] = logMean;
    }
  },
  derivatives({ count, offset, logExposure }, [eta, zeta], first, second) {
    for (let d = 0; d < count; d++) {
      const mean = boundedExp(eta![d]! + offset[d]! + logExposure[d]!);
      const rho = logistic(zeta![d]!);
      const spread = rho * logistic(-zeta![d]!);
      // v = P(the zero is a Poisson's); log f(0) = log(e^ζ + e^−μ) − log(1 + e^ζ).
      const v = logistic(-mean - zeta![d]!);
      const u = logistic(mean + zeta![d]!);
      const vm = v === 0 ? 0 : v * mean;
      let at = 6 * d;
      first[at] = -vm;
      first[at + 1] = -mean;
      first[at + 2] = 1;
      first[at + 3] = u - rho;
      first[at + 4] = -rho;
      first[at + 5] = 0;
      at = 9 * d;
      second[at] = -vm + (vm === 0 ? 0 : vm * mean * u);
      second[at + 1] = -mean;
      second[at + 2] = 0;
      second[at + 3] = u * vm;
      second[at + 4] = second[at + 5] = 0;
      second[at + 6] = u * v - spread;
      second[at + 7] = -spread;
      second[at + 8] = 0;
    }
  },
  mean: ({ offset, logExposure }, [eta, zeta]) =>
    eta!.map((value, d) => logistic(-zeta![d]!) * boundedExp(value + offset[d]! + logExposure[d]!)),
  draw({ count, offset, logExposure }, [eta, zeta], { key }) {
    const [zeroKey, countKey] = split(key, 2) as [Key, Key];
    const counts = poisson(
      countKey,
      eta!.map((value, d) => boundedExp(value + offset[d]! + logExposure[d]!)),
      count,
    );
    return uniform(zeroKey, count).map((u, d) => (u < logistic(zeta![d]!) ? 0 : counts[d]!));
  },
  link: (y) => Math.log(y + 0.5),
};

/** T and constants of a zero-inflated count. */
export function describeZeros({ response }: { response: Float64Array }): {
  statistics: Float64Array;
  constants: Float64Array;
} {
  const statistics = new Float64Array(3 * response.length);
  response.forEach((y, row) => {
    statistics[3 * row + (y === 0 ? 0 : 1)] = 1;
    statistics[3 * row + 2] = y;
  });
  return { statistics, constants: response.map((y) => -logFactorial(y)) };
}
