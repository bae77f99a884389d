import type { CountTerm } from "./dispersion.js";
import type { LinearProblem } from "./problem.js";

/** What each row adds to the derivatives of the log-likelihood at the estimates. */
export interface RowTerms {
  /** dℓ/dη. */
  score: Float64Array;
  /** Root of the expected information −E[d²ℓ/dη²], IRLS's working weight. */
  root: Float64Array;
  /** dℓ/d log α, the negative binomial's only. */
  alphaScore: Float64Array | null;
}

export function rowTerms(
  { family, rows, response, weights }: LinearProblem,
  fitted: Float64Array,
  { alpha, term }: { alpha: number; term: CountTerm | null },
): RowTerms {
  const score = new Float64Array(rows);
  const root = new Float64Array(rows);
  const joint = term && alpha > 0 ? { first: term.firstOf(alpha), score: new Float64Array(rows) } : null;
  for (let i = 0; i < rows; i++) {
    const y = response[i]!;
    const w = weights ? weights[i]! : 1;
    if (family === "gaussian") {
      score[i] = w * (y - fitted[i]!);
      root[i] = Math.sqrt(w);
    } else if (family === "binomial") {
      const p = fitted[i]!;
      score[i] = w * (y - p);
      root[i] = Math.sqrt(w * p * (1 - p));
    } else {
      const mean = fitted[i]!;
      const t = alpha * mean;
      score[i] = (w * (y - mean)) / (1 + t);
      root[i] = Math.sqrt((w * mean) / (1 + t));
      if (joint) {
        // (log(1+t) − t/(1+t))/α² − yμ/(1+t), with the difference by its series where it cancels
        const difference =
          t < 1e-3 ? t * t * (0.5 - t * (2 / 3 - t * (0.75 - 0.8 * t))) : Math.log1p(t) - t / (1 + t);
        joint.score[i] = w * alpha * (joint.first(y) + difference / (alpha * alpha) - (y * mean) / (1 + t));
      }
    }
  }
  return { score, root, alphaScore: joint ? joint.score : null };
}
