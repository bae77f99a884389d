import { normalCdf } from "../../../compute/special/index.js";
import type { Cells, Family } from "./family.js";
import { gaussian } from "./gaussian.js";

const HALF_LOG_2PI = 0.9189385332046727;

/**
 * Normal outcomes seen only between `lower` and `upper` (Tobin's model with two limits): a value at a limit
 * stands for anything beyond it. T = (u, uz, uz², at the lower limit, at the upper limit) with u = 1 within the
 * limits and z as in `gaussian`.
 */
export function censoredNormal({
  lower,
  upper,
  centre,
  unit,
}: {
  lower: number;
  upper: number;
  centre: number;
  unit: number;
}): Family {
  const normal = gaussian({ centre, unit });
  return {
    statistics: 5,
    predictors: normal.predictors,
    neutral: normal.neutral,
    describe({ response }) {
      const statistics = new Float64Array(5 * response.length);
      response.forEach((y, row) => {
        if (y <= lower) statistics[5 * row + 3] = 1;
        else if (y >= upper) statistics[5 * row + 4] = 1;
        else {
          const z = (y - centre) / unit;
          statistics[5 * row] = 1;
          statistics[5 * row + 1] = z;
          statistics[5 * row + 2] = z * z;
        }
      });
      return { statistics, constants: new Float64Array(response.length) };
    },
    coefficients(cells, predictors, out) {
      const { count, offset } = cells;
      const [eta, logSigma] = predictors;
      const inside = new Float64Array(3 * count);
      normal.coefficients(cells, predictors, inside);
      for (let d = 0; d < count; d++) {
        const mean = eta![d]! + offset[d]!;
        const sigma = Math.exp(logSigma![d]!);
        for (let k = 0; k < 3; k++) out[5 * d + k] = inside[3 * d + k]!;
        out[5 * d + 3] = isNeeded(cells, 5 * d + 3) ? logCdf((lower - mean) / sigma).value : 0;
        out[5 * d + 4] = isNeeded(cells, 5 * d + 4) ? logCdf((mean - upper) / sigma).value : 0;
      }
    },
    derivatives(cells, predictors, first, second) {
      const { count, offset } = cells;
      const [eta, logSigma] = predictors;
      const insideFirst = new Float64Array(6 * count);
      const insideSecond = new Float64Array(9 * count);
      normal.derivatives(cells, predictors, insideFirst, insideSecond);
      for (let d = 0; d < count; d++) {
        for (let j = 0; j < 2; j++) {
          for (let k = 0; k < 3; k++) first[10 * d + 5 * j + k] = insideFirst[6 * d + 3 * j + k]!;
        }
        for (let j = 0; j < 3; j++) {
          for (let k = 0; k < 3; k++) second[15 * d + 5 * j + k] = insideSecond[9 * d + 3 * j + k]!;
        }
        const mean = eta![d]! + offset[d]!;
        const sigma = Math.exp(logSigma![d]!);
        for (const side of [3, 4]) {
          const limit = side === 3 ? lower : upper;
          const sign = side === 3 ? -1 : 1;
          if (!isNeeded(cells, 5 * d + side)) {
            for (let j = 0; j < 2; j++) first[10 * d + 5 * j + side] = 0;
            for (let j = 0; j < 3; j++) second[15 * d + 5 * j + side] = 0;
            continue;
          }
          const z = (sign * (mean - limit)) / sigma;
          const { slope: m, curvature: c } = logCdf(z);
          // dz/dη = ±1/σ, dz/d log σ = −z.
          first[10 * d + side] = (sign * m) / sigma;
          first[10 * d + 5 + side] = -z * m;
          second[15 * d + side] = c / (sigma * sigma);
          second[15 * d + 5 + side] = (-sign * (z * c + m)) / sigma;
          second[15 * d + 10 + side] = z * z * c + z * m;
        }
      }
    },
    /** Of what is seen: the limits' chances and the part between them. */
    mean({ offset }, [eta, logSigma]) {
      return eta!.map((value, d) => {
        const mean = value + offset[d]!;
        const sigma = Math.exp(logSigma![d]!);
        const a = (lower - mean) / sigma;
        const b = (upper - mean) / sigma;
        const below = lower === -Infinity ? 0 : normalCdf(a);
        const above = upper === Infinity ? 0 : normalCdf(-b);
        const between = mean * (1 - below - above) + sigma * (density(a) - density(b));
        return between + (below > 0 ? below * lower : 0) + (above > 0 ? above * upper : 0);
      });
    },
    draw(cells, predictors, options) {
      return normal.draw(cells, predictors, options).map((y) => Math.min(Math.max(y, lower), upper));
    },
    link: (y) => y,
  };
}

const isNeeded = ({ present }: Cells, statistic: number): boolean => present?.[statistic] !== 0;

const density = (z: number): number => Math.exp(-0.5 * z * z - HALF_LOG_2PI);

/** log Φ(z) with its first two derivatives; by a continued fraction far in the lower tail. */
export function logCdf(z: number): { value: number; slope: number; curvature: number } {
  if (z > -20) {
    const p = normalCdf(z);
    const slope = density(z) / p;
    return { value: Math.log(p), slope, curvature: -slope * (z + slope) };
  }
  // 1 − Φ(x) = φ(x) / (x + 1/(x + 2/(x + …)))
  const x = -z;
  let tail = x;
  for (let k = 20; k >= 1; k--) tail = x + k / tail;
  // slope + z = tail − x, without the cancellation.
  let rest = x;
  for (let k = 20; k >= 2; k--) rest = x + k / rest;
  return { value: -0.5 * z * z - HALF_LOG_2PI - Math.log(tail), slope: tail, curvature: -tail / rest };
}
