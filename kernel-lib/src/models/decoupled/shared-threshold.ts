import type { RunContext } from "../../compute/run.js";
import type { ThresholdSettings } from "./threshold-settings.js";
import { chooseThresholds, type ScoredCohort } from "./thresholds/index.js";
import { cutAt, type Cuts, cutsOfAll, thresholdOf } from "./thresholds/cuts.js";
import { lossesAt, lossProblem } from "./thresholds/losses.js";

/**
 * The best one threshold for all cohorts, as a single model would have it: by the same rule on all rows together, or
 * where there is a fairness loss the least of λ · L1 + (1 − λ) · L_fair over every score. The lowest of several.
 */
export async function sharedThreshold(
  cohorts: readonly ScoredCohort[],
  settings: ThresholdSettings,
  run: RunContext,
): Promise<number> {
  const { loss, lambda = 0.8, costs, scaling } = settings;
  await run.breathe();
  if (!loss) {
    const { thresholds } = await chooseThresholds([together(cohorts)], { ...settings, run });
    return thresholds[0]!;
  }
  const [all, ...cuts] = (await cutsOfAll([together(cohorts), ...cohorts], run)) as [Cuts, ...Cuts[]];
  const problem = lossProblem(cuts, { loss, costs, scaling });
  let best = 0;
  let least = Infinity;
  for (let cut = 0; cut <= all.values.length; cut++) {
    if (cut % 1000 === 0) await run.breathe();
    const threshold = thresholdOf(all, cut);
    const { error, fairness } = lossesAt(
      problem,
      cuts.map((each) => cutAt(each, threshold)),
    );
    const value = lambda * error + (1 - lambda) * fairness;
    if (value < least) [best, least] = [threshold, value];
  }
  return best;
}

function together(cohorts: readonly ScoredCohort[]): ScoredCohort {
  const join = (of: (cohort: ScoredCohort) => ArrayLike<number>) =>
    cohorts.flatMap((cohort) => Array.from(of(cohort)));
  return {
    name: "all",
    scores: Float64Array.from(join(({ scores }) => scores)),
    labels: Uint8Array.from(join(({ labels }) => labels)),
    weights: Float64Array.from(
      join(({ scores, weights }) => weights ?? new Float64Array(scores.length).fill(1)),
    ),
  };
}
