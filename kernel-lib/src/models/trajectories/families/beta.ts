import { gamma, type Key, split } from "../../../compute/random/index.js";
import { digamma, logGamma, trigamma } from "../../../compute/special/index.js";
import { boundedExp, type Family, logistic } from "./family.js";

/**
 * Beta outcomes of mean μ = 1/(1 + e^−η) and precision φ, that is Beta(μφ, (1 − μ)φ) (Ferrari and Cribari-Neto,
 * 2004); the predictors are η and log φ; T = (1, log y, log(1 − y)).
 */
export const beta: Family = {
  statistics: 3,
  predictors: ["curve", "precision"],
  neutral: [1],
  describe({ response }) {
    const statistics = new Float64Array(3 * response.length);
    response.forEach((y, row) => {
      statistics[3 * row] = 1;
      statistics[3 * row + 1] = Math.log(y);
      statistics[3 * row + 2] = Math.log1p(-y);
    });
    return { statistics, constants: new Float64Array(response.length) };
  },
  coefficients({ count, offset }, [eta, logPhi], out) {
    for (let d = 0; d < count; d++) {
      const { a, b, phi } = shapes(eta![d]! + offset[d]!, logPhi![d]!);
      out[3 * d] = logGamma(phi) - logGamma(a) - logGamma(b);
      out[3 * d + 1] = a - 1;
      out[3 * d + 2] = b - 1;
    }
  },
  derivatives({ count, offset }, [eta, logPhi], first, second) {
    for (let d = 0; d < count; d++) {
      const { a, b, phi, p, q } = shapes(eta![d]! + offset[d]!, logPhi![d]!);
      const slope = p * q * phi; // da/dη = −db/dη
      const curvature = slope * (q - p);
      const psiA = digamma(a);
      const psiB = digamma(b);
      const triA = trigamma(a);
      const triB = trigamma(b);
      let at = 6 * d;
      first[at] = -(psiA - psiB) * slope;
      first[at + 1] = slope;
      first[at + 2] = -slope;
      first[at + 3] = digamma(phi) * phi - psiA * a - psiB * b;
      first[at + 4] = a;
      first[at + 5] = b;
      at = 9 * d;
      second[at] = -(triA + triB) * slope * slope - (psiA - psiB) * curvature;
      second[at + 1] = curvature;
      second[at + 2] = -curvature;
      second[at + 3] = -slope * (triA * a - triB * b + psiA - psiB);
      second[at + 4] = slope;
      second[at + 5] = -slope;
      second[at + 6] = first[3 + 6 * d]! + trigamma(phi) * phi * phi - triA * a * a - triB * b * b;
      second[at + 7] = a;
      second[at + 8] = b;
    }
  },
  mean: ({ offset }, [eta]) => eta!.map((value, d) => logistic(value + offset[d]!)),
  draw(cells, [eta, logPhi], { key }) {
    const { count, offset } = cells;
    const [aKey, bKey] = split(key, 2) as [Key, Key];
    const at = (d: number) => shapes(eta![d]! + offset[d]!, logPhi![d]!);
    const each = (value: (d: number) => number) => Float64Array.from({ length: count }, (_, d) => value(d));
    const a = gamma(
      aKey,
      each((d) => at(d).a),
      count,
    );
    const b = gamma(
      bKey,
      each((d) => at(d).b),
      count,
    );
    // A draw next to 0 or 1 may round to it, and the density has neither.
    return each((d) => Math.min(Math.max(a[d]! / (a[d]! + b[d]!), 1e-12), 1 - 1e-12));
  },
  link: (y) => Math.max(-20, Math.min(20, Math.log(y / (1 - y)))),
};

/** Shapes kept within what their gamma functions take. */
function shapes(eta: number, logPhi: number) {
  const p = Math.max(1e-300, logistic(eta));
  const q = Math.max(1e-300, logistic(-eta));
  const phi = Math.max(1e-290, boundedExp(Math.min(logPhi, 230)));
  return { p, q, phi, a: Math.max(1e-290, p * phi), b: Math.max(1e-290, q * phi) };
}
