import {
  normalQuantile,
  normalTwoSided,
  studentQuantile,
  studentTwoSided,
} from "../../compute/special/index.js";

/** A term's test and interval, from Student's t with `df` degrees of freedom or, at Infinity, the normal. */
export interface Inference {
  statistic: number;
  pValue: number;
  lower: number;
  upper: number;
}

export function infer(
  estimate: number,
  stdError: number,
  { df, level }: { df: number; level: number },
): Inference {
  const statistic = estimate / stdError;
  const reach = criticalValue(level, df) * stdError;
  return {
    statistic,
    pValue: df === Infinity ? normalTwoSided(statistic) : studentTwoSided(statistic, df),
    lower: estimate - reach,
    upper: estimate + reach,
  };
}

export function criticalValue(level: number, df: number): number {
  const p = 0.5 + level / 2;
  return df === Infinity ? normalQuantile(p) : studentQuantile(p, df);
}
