import type { ThresholdOptions } from "./thresholds/index.js";
import type { DecoupledOptions } from "./prepare.js";

/** How thresholds are chosen, whatever rows they are chosen on. */
export type ThresholdSettings = Omit<ThresholdOptions, "run">;

export function thresholdSettings(options: DecoupledOptions): ThresholdSettings {
  const { fairnessLoss: loss, lambda = 0.8, costs, scaling, search, timeLimit, threshold: rule } = options;
  return { loss, lambda, costs, scaling, search, timeLimit, rule };
}
