import { normal } from "../../../compute/random/index.js";
import type { Family } from "./family.js";

const HALF_LOG_2PI = 0.9189385332046727;

/**
 * Normal outcomes; T = (1, z, z²) of z = (y − centre)/unit, so that squares of outcomes far from 0 cost no digits.
 * The predictors are the mean and log σ, in the outcome's units.
 */
export function gaussian({ centre, unit }: { centre: number; unit: number }): Family {
  return {
    statistics: 3,
    predictors: ["curve", "sigma"],
    neutral: [Math.log(unit)],
    describe({ response }) {
      const statistics = new Float64Array(3 * response.length);
      response.forEach((y, row) => {
        const z = (y - centre) / unit;
        statistics[3 * row] = 1;
        statistics[3 * row + 1] = z;
        statistics[3 * row + 2] = z * z;
      });
      return { statistics, constants: new Float64Array(response.length) };
    },
    coefficients({ count, offset }, [eta, logSigma], out) {
      for (let d = 0; d < count; d++) {
        const m = (eta![d]! + offset[d]! - centre) / unit;
        const precision = unit * unit * Math.exp(-2 * logSigma![d]!);
        out[3 * d] = -HALF_LOG_2PI - logSigma![d]! - 0.5 * precision * m * m;
        out[3 * d + 1] = precision * m;
        out[3 * d + 2] = -0.5 * precision;
      }
    },
    derivatives({ count, offset }, [eta, logSigma], first, second) {
      for (let d = 0; d < count; d++) {
        const m = (eta![d]! + offset[d]! - centre) / unit;
        const p = unit * unit * Math.exp(-2 * logSigma![d]!);
        let at = 6 * d;
        first[at] = (-p * m) / unit;
        first[at + 1] = p / unit;
        first[at + 2] = 0;
        first[at + 3] = p * m * m - 1;
        first[at + 4] = -2 * p * m;
        first[at + 5] = p;
        at = 9 * d;
        second[at] = -p / (unit * unit);
        second[at + 1] = second[at + 2] = 0;
        second[at + 3] = (2 * p * m) / unit;
        second[at + 4] = (-2 * p) / unit;
        second[at + 5] = 0;
        second[at + 6] = -2 * p * m * m;
        second[at + 7] = 4 * p * m;
        second[at + 8] = -2 * p;
      }
    },
    mean: ({ offset }, [eta]) => eta!.map((value, d) => value + offset[d]!),
    draw({ count, offset }, [eta, logSigma], { key }) {
      return normal(key, count).map((z, d) => eta![d]! + offset[d]! + Math.exp(logSigma![d]!) * z);
    },
    link: (y) => y,
  };
}
