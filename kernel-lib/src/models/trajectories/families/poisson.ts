import { poisson as draw } from "../../../compute/random/index.js";
import { logFactorial } from "../../../compute/special/index.js";
import { boundedExp, type Family } from "./family.js";

/** Poisson counts of mean exposure·e^η; T = (y, 1). */
export const poisson: Family = {
  statistics: 2,
  predictors: ["curve"],
  neutral: [],
  describe({ response }) {
    const statistics = new Float64Array(2 * response.length);
    response.forEach((y, row) => {
      statistics[2 * row] = y;
      statistics[2 * row + 1] = 1;
    });
    return { statistics, constants: response.map((y) => -logFactorial(y)) };
  },
  coefficients({ count, offset, logExposure }, [eta], out) {
    for (let d = 0; d < count; d++) {
      const logMean = eta![d]! + offset[d]! + logExposure[d]!;
      out[2 * d] = logMean;
      out[2 * d + 1] = -boundedExp(logMean);
    }
  },
  derivatives({ count, offset, logExposure }, [eta], first, second) {
    for (let d = 0; d < count; d++) {
      const mean = boundedExp(eta![d]! + offset[d]! + logExposure[d]!);
      first[2 * d] = 1;
      first[2 * d + 1] = -mean;
      second[2 * d] = 0;
      second[2 * d + 1] = -mean;
    }
  },
  mean: ({ offset, logExposure }, [eta]) =>
    eta!.map((value, d) => boundedExp(value + offset[d]! + logExposure[d]!)),
  draw: (cells, predictors, { key }) => draw(key, poisson.mean(cells, predictors), cells.count),
  link: (y) => Math.log(y + 0.5),
};
