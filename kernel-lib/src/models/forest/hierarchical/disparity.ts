import type { Key } from "../../../compute/random/index.js";
import type { RunContext } from "../../../compute/run.js";
import { unobservedClassDisparity } from "../../../metrics/unobserved-class.js";
import { growOptions } from "../fit.js";
import { growForest } from "../grow-forest.js";
import { predictForest } from "../predict-forest.js";
import type { ForestProblem, RandomForestOptions } from "../prepare.js";
import type { OutcomeDisparity } from "./details.js";
import { estimatedClass } from "./link.js";

/** Classes of the outcome, each set against the others, at most: the most frequent. */
const MOST_LEVELS = 12;

/**
 * What could be said of the disparity between classes if nobody's class had been observed, beside what the observed
 * classes say. The bounds need the expected outcome given the proxies, which a forest of its own gives, out of bag.
 */
export async function outcomeDisparity(
  naive: ForestProblem,
  bottom: ForestProblem,
  estimates: Float64Array,
  {
    reference,
    level,
    options,
    key,
    run,
  }: {
    reference?: string;
    level?: number;
    options: RandomForestOptions;
    key: Key;
    run: RunContext;
  },
): Promise<OutcomeDisparity[]> {
  const { target, weights } = naive;
  if (bottom.target.kind !== "classes") return [];
  const { levels, y: observed } = bottom.target;
  const classes = levels.length;
  const expected =
    target.kind === "classes" ? await expectedOutcome(naive, bottom, { options, key, run }) : null;
  const outcomes = expected === null ? 1 : naiveLevels(target).length;
  const known = Int32Array.from({ length: bottom.rows }, (_, row) => row).filter(
    (row) =>
      estimatedClass(estimates, row, classes) >= 0 && !(expected && Number.isNaN(expected[row * outcomes])),
  );
  if (known.length === 0) return [];
  const probabilities = new Float64Array(known.length * classes);
  const certain = new Float64Array(known.length * classes);
  known.forEach((row, i) => {
    probabilities.set(estimates.subarray(row * classes, (row + 1) * classes), i * classes);
    certain[i * classes + observed[row]!] = 1;
  });
  const shared = {
    levels,
    level,
    reference: reference ?? mostProbableClass(probabilities, levels),
    ...(weights && { weights: Float64Array.from(known, (row) => weights[row]!) }),
  };
  const found: OutcomeDisparity[] = [];
  for (const { name, of } of outcomesOf(target)) {
    const outcome = Float64Array.from(known, (row) => of(row));
    const place = name === null ? 0 : naiveLevels(target).indexOf(name);
    const truth = unobservedClassDisparity({ ...shared, outcome, probabilities: certain });
    await run.breathe();
    const unobserved = unobservedClassDisparity({
      ...shared,
      outcome,
      probabilities,
      ...(expected && {
        expectedOutcome: Float64Array.from(known, (row) =>
          Math.min(1, Math.max(0, expected[row * outcomes + place]!)),
        ),
      }),
    });
    await run.breathe();
    found.push({
      level: name,
      rows: [
        ...truth
          .filter(({ method }) => method === "thresholded")
          .map((row) => ({ ...row, method: "observed" as const })),
        ...unobserved,
      ],
    });
  }
  return found;
}

const naiveLevels = (target: ForestProblem["target"]): readonly string[] =>
  target.kind === "classes" ? target.levels : [];

/** Outcomes to compare: a number, the second of two classes, or each of several classes against the others. */
function outcomesOf(target: ForestProblem["target"]): { name: string | null; of: (row: number) => number }[] {
  if (target.kind === "regression") return [{ name: null, of: (row) => target.y[row]! }];
  const counts = new Float64Array(target.levels.length);
  for (const code of target.y) counts[code]!++;
  const places =
    target.levels.length === 2
      ? [1]
      : [...counts.keys()]
          .sort((a, b) => counts[b]! - counts[a]! || a - b)
          .slice(0, MOST_LEVELS)
          .sort((a, b) => a - b);
  return places.map((k) => ({ name: target.levels[k]!, of: (row) => +(target.y[row] === k) }));
}

async function expectedOutcome(
  naive: ForestProblem,
  { features }: ForestProblem,
  { options, key, run }: { options: RandomForestOptions; key: Key; run: RunContext },
): Promise<Float64Array | null> {
  // Class weights would bend the probabilities.
  const forest = await growForest(features, naive.target, {
    ...growOptions({ ...naive, classWeights: null }, options),
    key,
    run,
  });
  if (run.cancelled) return null;
  return await predictForest(forest, features, { outOfBag: true, threads: options.threads, run });
}

function mostProbableClass(probabilities: Float64Array, levels: readonly string[]): string {
  const share = new Float64Array(levels.length);
  probabilities.forEach((p, at) => (share[at % levels.length]! += p));
  return levels[share.indexOf(share.reduce((a, b) => Math.max(a, b)))]!;
}
