import { foldIn, uniform } from "../../../compute/random/index.js";
import { logFactorial } from "../../../compute/special/index.js";
import { type Family, logistic, softplus } from "./family.js";

/** Successes in n trials, each of chance 1/(1 + e^−η); T = (y, n), with n = 1 for the logit. */
export const binomial: Family = {
  statistics: 2,
  predictors: ["curve"],
  neutral: [],
  describe({ response, trials }) {
    const statistics = new Float64Array(2 * response.length);
    const constants = new Float64Array(response.length);
    response.forEach((y, row) => {
      const n = trials ? trials[row]! : 1;
      statistics[2 * row] = y;
      statistics[2 * row + 1] = n;
      if (trials) constants[row] = logFactorial(n) - logFactorial(y) - logFactorial(n - y);
    });
    return { statistics, constants };
  },
  coefficients({ count, offset }, [eta], out) {
    for (let d = 0; d < count; d++) {
      const logit = eta![d]! + offset[d]!;
      out[2 * d] = logit;
      out[2 * d + 1] = -softplus(logit);
    }
  },
  derivatives({ count, offset }, [eta], first, second) {
    for (let d = 0; d < count; d++) {
      const p = logistic(eta![d]! + offset[d]!);
      const q = logistic(-eta![d]! - offset[d]!);
      first[2 * d] = 1;
      first[2 * d + 1] = -p;
      second[2 * d] = 0;
      second[2 * d + 1] = -p * q;
    }
  },
  mean: ({ offset }, [eta]) => eta!.map((value, d) => logistic(value + offset[d]!)),
  draw(cells, predictors, { trials, key }) {
    const chance = binomial.mean(cells, predictors);
    const drawn = new Float64Array(cells.count);
    const most = trials ? trials.reduce((a, b) => Math.max(a, b), 0) : 1;
    for (let trial = 0; trial < most; trial++) {
      uniform(foldIn(key, trial), cells.count).forEach((u, d) => {
        if (u < chance[d]! && (!trials || trial < trials[d]!)) drawn[d]!++;
      });
    }
    return drawn;
  },
  link: (y, trials) => Math.log((y + 0.5) / (trials - y + 0.5)),
};
