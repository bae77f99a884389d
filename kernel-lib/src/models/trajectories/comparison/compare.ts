import { InputError } from "../../../contract/index.js";
import { foldIn, type Key, randomKey, split } from "../../../compute/random/index.js";
import { quietly, type RunContext } from "../../../compute/run.js";
import type { Table } from "../../../data/table.js";
import { type BootstrapTest, bootstrapTest } from "./bootstrap-test.js";
import { type Criteria, criteriaOf } from "./criteria.js";
import { type CrossValidation, crossValidate } from "./cross-validate.js";
import { fitMixture } from "../fit-mixture.js";
import type { MixtureFit } from "../mixture.js";
import { assign } from "../posterior.js";
import { reasonOf } from "./reason.js";
import { type BuiltModel, buildModel, type TrajectoriesOptions } from "../prepare.js";

/** One model of a comparison: what differs from the options that all share. */
export interface Candidate {
  /** Number of groups. */
  groups?: number;
  /** Order of the curves: one for all groups, or one a group. */
  order?: number | number[];
  /** Order of the zero inflation's curves (`zip`). */
  zeroOrder?: number | number[];
}

export interface Compared {
  candidate: Candidate;
  /** Why there is no fit; null when there is. */
  reason: string | null;
  built: BuiltModel | null;
  fit: MixtureFit | null;
  criteria: Criteria | null;
  smallestShare: number;
  /** Smallest average posterior probability of the persons assigned to a group; NaN when a group has nobody. */
  smallestApp: number;
  crossValidation: CrossValidation | null;
  /** Test against one group fewer. */
  bootstrap: BootstrapTest | null;
  /** Why there is no such test although it was asked for. */
  untested: string | null;
}

export interface Comparison {
  models: Compared[];
  /** The model of smallest BIC over persons among those fitted. */
  best: number;
  /** False when the run was cancelled on the way. */
  complete: boolean;
}

/**
 * Fits several models to the same table and judges them side by side. A model that cannot be fitted keeps its place,
 * with the reason; the seed of each search depends on the options' seed alone, so that a model alone or among others
 * gives the same numbers.
 *
 * @throws InputError of the first model when none can be fitted.
 */
export async function compareModels(
  table: Table,
  options: TrajectoriesOptions,
  { candidates, run }: { candidates: readonly Candidate[]; run: RunContext },
): Promise<Comparison> {
  const { folds = 0, bootstrap = 0, starts = 50, seed = 1 } = options;
  if (candidates.length === 0) throw new InputError("trajectories: there is no model to compare");
  const [fitKey, foldKey, bootstrapKey] = split(randomKey(seed), 3) as [Key, Key, Key];
  const models: Compared[] = [];
  let firstError: unknown = null;
  const search = async (
    candidate: Candidate,
    quiet = false,
  ): Promise<{ built: BuiltModel; fit: MixtureFit }> => {
    const built = buildModel(table, { ...options, ...candidate });
    await run.breathe();
    const fit = await fitMixture(built.model, { starts, key: fitKey, run: quiet ? quietly(run) : run });
    return { built, fit };
  };
  for (const candidate of candidates) {
    if (run.cancelled && models.some(({ fit }) => fit)) {
      models.push({ ...nothing(candidate), reason: "The run was interrupted before it." });
      continue;
    }
    try {
      const { built, fit } = await search(candidate);
      models.push({ ...nothing(candidate), ...judged(built, fit) });
    } catch (error) {
      firstError ??= error;
      models.push({ ...nothing(candidate), reason: reasonOf(error) });
    }
  }
  if (models.every(({ fit }) => fit === null)) throw firstError;

  for (const compared of models) {
    if (!compared.fit || run.cancelled) continue;
    const groups = compared.fit.model.components[0]!.groups;
    const name = groups === 1 ? "1 group" : `${groups} groups`;
    if (folds > 0) {
      const phase = `cross-validation, ${name}`;
      compared.crossValidation = await crossValidate(compared.fit, { folds, key: foldKey, run, phase });
    }
    if (bootstrap > 0) {
      try {
        const fewer = await oneFewer(compared, models, { options, search });
        if (!fewer || run.cancelled) continue;
        compared.bootstrap = await bootstrapTest(fewer, compared.fit, {
          samples: bootstrap,
          key: foldIn(bootstrapKey, groups),
          run,
          phase: `bootstrap, ${name}`,
        });
      } catch (error) {
        compared.untested = reasonOf(error);
      }
    }
  }
  const bic = models.map(({ criteria }) => criteria?.bic ?? Infinity);
  const best = bic.indexOf(Math.min(...bic));
  return { models, best, complete: !run.cancelled };
}

const nothing = (candidate: Candidate): Compared => ({
  candidate,
  reason: null,
  built: null,
  fit: null,
  criteria: null,
  smallestShare: NaN,
  smallestApp: NaN,
  crossValidation: null,
  bootstrap: null,
  untested: null,
});

type Search = (candidate: Candidate, quiet?: boolean) => Promise<{ built: BuiltModel; fit: MixtureFit }>;

/**
 * The same model with a group less, of a list of orders the last left out: another of the comparison, or fitted for
 * the test alone.
 */
async function oneFewer(
  { candidate, fit }: Compared,
  models: readonly Compared[],
  { options, search }: { options: TrajectoriesOptions; search: Search },
): Promise<MixtureFit | null> {
  const groups = fit!.model.components[0]!.groups;
  if (groups === 1) return null;
  const shorter = (list: number | number[] | undefined) => (Array.isArray(list) ? list.slice(0, -1) : list);
  const orders = ({ order = options.order, zeroOrder = options.zeroOrder }: Candidate) => [order, zeroOrder];
  const wanted = orders(candidate).map(shorter);
  const known = models.find(
    (other) =>
      other.fit?.model.components[0]!.groups === groups - 1 &&
      orders(other.candidate).every((order, i) => String(order) === String(wanted[i])),
  );
  if (known) return known.fit;
  const [order, zeroOrder] = wanted;
  const fewer = await search(
    {
      groups: groups - 1,
      ...(order !== undefined && { order }),
      ...(zeroOrder !== undefined && { zeroOrder }),
    },
    true,
  );
  return fewer.fit;
}

function judged(built: BuiltModel, fit: MixtureFit): Partial<Compared> {
  const { classes, weights, persons } = fit.model;
  const criteria = criteriaOf(fit, built.observations);
  const assigned = assign(fit.posteriors, classes);
  const sums = new Float64Array(classes);
  const members = new Float64Array(classes);
  for (let i = 0; i < persons; i++) {
    members[assigned[i]!]! += weights[i]!;
    sums[assigned[i]!]! += weights[i]! * fit.posteriors[i * classes + assigned[i]!]!;
  }
  const smallestApp = Math.min(...sums.map((sum, g) => sum / members[g]!));
  return { built, fit, criteria, smallestShare: Math.min(...fit.shares), smallestApp };
}
