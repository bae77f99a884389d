import { type Key, poisson, split, uniform } from "../../../compute/random/index.js";
import { boundedExp, type Family, logistic, logSumExp, softplus } from "./family.js";
import { describeZeros } from "./zip.js";

/**
 * ZIP(τ) of Lambert (1992) as crimCV defines it: mean exposure·e^η and zero inflation with logit −τη, τ > 0, where
 * η leaves the exposure out. The predictors are η and log τ; T = (1[y = 0], 1[y > 0], y).
 */
export const zipTau: Family = {
  statistics: 3,
  predictors: ["curve", "tau"],
  neutral: [-1],
  describe: describeZeros,
  coefficients({ count, offset, logExposure }, [eta, logTau], out) {
    for (let d = 0; d < count; d++) {
      const predictor = eta![d]! + offset[d]!;
      const logMean = predictor + logExposure[d]!;
      const mean = boundedExp(logMean);
      const zeta = -boundedExp(logTau![d]!) * predictor;
      const norm = softplus(zeta);
      out[3 * d] = logSumExp(zeta, -mean) - norm;
      out[3 * d + 1] = -mean - norm;
      out[3 * d + 2] = logMean;
    }
  },
  derivatives({ count, offset, logExposure }, [eta, logTau], first, second) {
    for (let d = 0; d < count; d++) {
      const predictor = eta![d]! + offset[d]!;
      const mean = boundedExp(predictor + logExposure[d]!);
      const tau = boundedExp(logTau![d]!);
      const zeta = -tau * predictor;
      const rho = logistic(zeta);
      const spread = rho * logistic(-zeta);
      const v = logistic(-mean - zeta);
      const u = logistic(mean + zeta);
      const vm = v === 0 ? 0 : v * mean;
      // Derivatives of log f(0) and of the other coefficients by (log mean, ζ), then the chain rule.
      const zero = {
        m: -vm,
        z: u - rho,
        mm: -vm + (vm === 0 ? 0 : vm * mean * u),
        mz: u * vm,
        zz: u * v - spread,
      };
      let at = 6 * d;
      first[at] = zero.m - tau * zero.z;
      first[at + 1] = -mean + tau * rho;
      first[at + 2] = 1;
      first[at + 3] = zeta * zero.z;
      first[at + 4] = -zeta * rho;
      first[at + 5] = 0;
      at = 9 * d;
      second[at] = zero.mm - 2 * tau * zero.mz + tau * tau * zero.zz;
      second[at + 1] = -mean - tau * tau * spread;
      second[at + 2] = 0;
      // ∂²/∂η∂log τ: ζ's derivatives by (η, log τ) are (−τ, ζ), and −τ again for the pair.
      second[at + 3] = zeta * zero.mz - tau * zeta * zero.zz - tau * zero.z;
      second[at + 4] = tau * zeta * spread + tau * rho;
      second[at + 5] = 0;
      second[at + 6] = zeta * zeta * zero.zz + zeta * zero.z;
      second[at + 7] = -zeta * zeta * spread - zeta * rho;
      second[at + 8] = 0;
    }
  },
  mean: ({ offset, logExposure }, [eta, logTau]) =>
    eta!.map((value, d) => {
      const predictor = value + offset[d]!;
      return logistic(boundedExp(logTau![d]!) * predictor) * boundedExp(predictor + logExposure[d]!);
    }),
  draw({ count, offset, logExposure }, [eta, logTau], { key }) {
    const [zeroKey, countKey] = split(key, 2) as [Key, Key];
    const counts = poisson(
      countKey,
      eta!.map((value, d) => boundedExp(value + offset[d]! + logExposure[d]!)),
      count,
    );
    return uniform(zeroKey, count).map((u, d) =>
      u < logistic(-boundedExp(logTau![d]!) * (eta![d]! + offset[d]!)) ? 0 : counts[d]!,
    );
  },
  link: (y) => Math.log(y + 0.5),
};
