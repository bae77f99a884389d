import { InputError } from "../../../contract/index.js";
import { foldIn, type Key, split, uniform } from "../../../compute/random/index.js";
import { quietly, type RunContext } from "../../../compute/run.js";
import { fitMixture } from "../fit-mixture.js";
import { priorProbabilities } from "../membership.js";
import type { MixtureFit, MixtureModel } from "../mixture.js";
import { reasonOf } from "./reason.js";

export interface BootstrapTest {
  /** 2 (log L of more groups − log L of fewer). */
  statistic: number;
  /** (1 + samples with a statistic at least as large) / (1 + samples fitted); NaN without any. */
  pValue: number;
  /** Statistics of the samples fitted, in the order drawn. */
  replicates: number[];
  /** Samples whose fit failed. */
  failed: number;
  /** False when the run was cancelled before the last sample. */
  complete: boolean;
}

/**
 * Parametric bootstrap likelihood-ratio test of one number of groups against fewer (McLachlan, 1987; Nylund,
 * Asparouhov and Muthén, 2007): how often would data drawn from the smaller model gain as much by the larger one?
 *
 * Each sample has the persons, times and covariates of the data, and outcomes drawn anew from `fewer`. The smaller
 * model is fitted to it from its own estimates, the larger from those of the data and from `starts` more.
 *
 * @throws InputError when `samples` is not a whole number of at least 1, or when outcomes cannot be drawn from the
 *   model.
 */
export async function bootstrapTest(
  fewer: MixtureFit,
  more: MixtureFit,
  {
    samples,
    key,
    run,
    starts = 5,
    phase = "bootstrap",
  }: { samples: number; key: Key; run: RunContext; starts?: number; phase?: string },
): Promise<BootstrapTest> {
  if (!Number.isInteger(samples) || samples < 1) {
    throw new InputError(`trajectories: 'bootstrap' must be a whole number of at least 1, got ${samples}`);
  }
  const statistic = 2 * (more.logLik - fewer.logLik);
  const replicates: number[] = [];
  let failed = 0;
  let complete = true;
  for (let sample = 0; sample < samples; sample++) {
    await run.breathe();
    if (run.cancelled) {
      complete = false;
      break;
    }
    const parts = { name: "resamples", done: sample, total: samples };
    run.report({ phase, step: sample, steps: samples, parts });
    const [drawKey, smallKey, largeKey] = split(foldIn(key, sample), 3) as [Key, Key, Key];
    try {
      const quiet = { run: quietly(run) };
      const drawn = drawFrom(fewer, drawKey);
      const given = [fewer.parameters];
      const small = await fitMixture(drawn, { ...quiet, starts: 0, key: smallKey, given });
      const larger = { ...more.model, components: withOutcomesOf(more.model, drawn) };
      const large = await fitMixture(larger, { ...quiet, starts, key: largeKey, given: [more.parameters] });
      if (small.status === "interrupted" || large.status === "interrupted") {
        complete = false;
        break;
      }
      // The larger model contains the smaller: a negative gain is a search that stopped short.
      replicates.push(Math.max(0, 2 * (large.logLik - small.logLik)));
    } catch (error) {
      reasonOf(error);
      failed++;
    }
  }
  const beyond = replicates.filter((value) => value >= statistic).length;
  const pValue = replicates.length > 0 ? (1 + beyond) / (1 + replicates.length) : NaN;
  return { statistic, pValue, replicates, failed, complete };
}

/** The fit's model with outcomes drawn from its estimates; persons, rows and covariates stay. */
export function drawFrom({ model, parameters }: MixtureFit, key: Key): MixtureModel {
  const [classKey, ...keys] = split(key, 1 + model.components.length) as [Key, ...Key[]];
  const drawn = drawClasses(priorProbabilities(model, parameters.membership), model.classes, classKey);
  return {
    ...model,
    components: model.components.map((component, c) => {
      const groups = drawn.map((k) => model.classGroup[c]![k]!);
      return component.simulate(parameters.components[c]!, groups, keys[c]!);
    }),
  };
}

const withOutcomesOf = ({ components }: MixtureModel, drawn: MixtureModel) =>
  components.map((component, c) => component.withOutcomesOf(drawn.components[c]!));

/** A class for each person, from probabilities persons × classes. */
function drawClasses(priors: Float64Array, classes: number, key: Key): Int32Array {
  const persons = priors.length / classes;
  return Int32Array.from(uniform(key, persons), (u, i) => {
    let cumulative = 0;
    for (let k = 0; k < classes - 1; k++) {
      cumulative += priors[i * classes + k]!;
      if (u < cumulative) return k;
    }
    return classes - 1;
  });
}
