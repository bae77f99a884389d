import { InputError } from "../../contract/index.js";
import { foldIn, type Key } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import { type Workspace, workspaceOf } from "./em.js";
import { personLogDensity } from "./person-density.js";
import { priorProbabilities } from "./membership.js";
import type { MixtureFit, MixtureModel, MixtureParameters, StartReport } from "./mixture.js";
import { polish } from "./newton.js";
import { orderGroups } from "./relabel.js";
import { hasCollapsed, isSpurious } from "./spurious.js";
import { type EmState, squaremCycle } from "./squarem.js";
import { makeSplits } from "./splits.js";
import { makeStarts, type Start } from "./starts.js";

export interface FitMixtureOptions {
  /** Starts made here, beside those given. */
  starts: number;
  key: Key;
  run: RunContext;
  /** Parameters to start from, too. */
  given?: readonly MixtureParameters[];
}

interface Search extends EmState {
  origin: StartReport["origin"][number];
  trace: number[];
  /** Distance from the maximum in standard errors; NaN before Newton's method. */
  measure: number;
  /** Whether it was followed to its maximum. */
  followed: boolean;
  converged: boolean;
}

// Cycles of EM that every start gets, and that those still promising get before Newton's method.
const SHORT = 5;
const LONG = 40;
// A search whose cycle gains less than this goes over to Newton's method.
const FLAT = 1e-2;
// Outcomes × classes × starts up to which every start is followed to its end.
const FOLLOW_ALL = 1e7;
// Rounds of splitting groups of the best, as long as that helps; a handful of starts is not meant to search.
const ROUNDS = 4;
const SAME = 1e-3;

/**
 * Maximum likelihood from many starts: a few cycles of accelerated EM for all, more for the promising ones, then
 * Newton's method with the exact observed information; at last, starts made from the best by splitting its groups.
 */
export async function fitMixture(
  model: MixtureModel,
  { starts: asked, key, run, given = [] }: FitMixtureOptions,
): Promise<MixtureFit> {
  // One class has nothing to search for.
  const starts = model.classes === 1 ? (given.length > 0 ? 0 : 1) : asked;
  const workspace = workspaceOf(model);
  const total = starts + given.length;
  const report = (step: number, searches: readonly Search[]) =>
    run.report({
      phase: "starts",
      step,
      steps: 2 * total,
      loss: -Math.max(...searches.map(valueOf)),
      parts: { name: "starts", done: Math.min(step, total), total },
    });

  const searches = given.map((parameters) => begin("given", parameters));
  const made = makeStarts(model, starts, key);
  for (let s = 0; s < total && !(run.cancelled && s > 0); s++) {
    await run.breathe();
    if (s >= given.length) {
      const { origin, parameters } = made.next().value as Start;
      searches.push(begin(origin, parameters));
    }
    await advance(model, searches[s]!, { cycles: SHORT, run, workspace });
    report(s + 1, searches);
  }
  searches.sort(byValue);
  const followed = searches.slice(0, howMany(model, searches.length));
  for (const [s, search] of followed.entries()) {
    if (run.cancelled || !Number.isFinite(search.logLik)) break;
    await follow(model, search, { run, workspace });
    report(total + Math.round(((s + 1) / followed.length) * total), searches);
  }

  const isSound = (search: Search) => !isSpurious(model, search.parameters, workspace);
  let kept = searches.filter(isSound);
  const spurious = searches.length - kept.length;
  if (kept.length === 0) kept = searches;
  kept.sort(byValue);
  // Rounding may put a start that was left before those that were followed to the same maximum.
  if (kept[0] && !kept[0].followed && !run.cancelled) await follow(model, kept[0], { run, workspace });
  for (let round = 0; round < ROUNDS && starts >= 10 && isDoubtful(kept); round++) {
    const better = await splitBest(model, kept[0]!, {
      count: Math.ceil(followed.length / 4),
      key: foldIn(key, starts + round),
      run,
      workspace,
    });
    if (!better || !isSound(better)) break;
    kept.unshift(better);
  }
  if (!kept[0] || !Number.isFinite(valueOf(kept[0]))) {
    throw new InputError("trajectories: no start of the search reached a finite likelihood");
  }
  if (hasCollapsed(model, kept[0].parameters)) {
    throw new InputError(
      "trajectories: the curves meet outcomes exactly, so their spread cannot be estimated; use fewer groups, a lower order or one 'sigma' for all",
    );
  }
  return finish(model, kept, { spurious, interrupted: run.cancelled });
}

interface Means {
  run: RunContext;
  workspace: Workspace;
}

const begin = (origin: Search["origin"], parameters: MixtureParameters): Search => ({
  origin,
  parameters,
  logLik: -Infinity,
  iterations: 0,
  trace: [],
  measure: NaN,
  followed: false,
  converged: false,
});

const valueOf = ({ logLik }: Search): number => (Number.isNaN(logLik) ? -Infinity : logLik);
const byValue = (a: Search, b: Search) => (valueOf(b) > valueOf(a) ? 1 : valueOf(b) < valueOf(a) ? -1 : 0);

/** Cycles of EM, until they gain next to nothing. */
async function advance(
  model: MixtureModel,
  search: Search,
  { cycles, run, workspace }: Means & { cycles: number },
): Promise<void> {
  for (let cycle = 0; cycle < cycles && !(run.cancelled && cycle > 0); cycle++) {
    const before = search.logLik;
    Object.assign(search, await squaremCycle(model, search, { run, workspace }));
    search.trace.push(search.logLik);
    await run.breathe();
    if (!Number.isFinite(search.logLik) || search.logLik - before < FLAT) return;
  }
}

/** More EM, then Newton's method to the maximum. */
async function follow(model: MixtureModel, search: Search, { run, workspace }: Means): Promise<void> {
  await advance(model, search, { cycles: LONG, run, workspace });
  if (isSpurious(model, search.parameters, workspace)) return;
  const { parameters, logLik, measure, iterations, converged, trace } = await polish(
    model,
    search.parameters,
    { run },
  );
  if (!(logLik >= search.logLik - SAME)) return;
  Object.assign(search, { parameters, logLik, measure, converged, followed: true });
  search.iterations += iterations;
  search.trace.push(...trace);
}

/** The best of the starts that split a search's groups, if that goes beyond it. */
async function splitBest(
  model: MixtureModel,
  search: Search,
  { count, key, run, workspace }: Means & { count: number; key: Key },
): Promise<Search | null> {
  const splits: Search[] = [];
  for (const parameters of makeSplits(model, search.parameters, { count, key })) {
    if (run.cancelled) return null;
    const split = begin("split", parameters);
    await advance(model, split, { cycles: 2 * SHORT, run, workspace });
    splits.push(split);
  }
  splits.sort(byValue);
  for (const split of splits.slice(0, 3)) {
    if (run.cancelled || isSpurious(model, split.parameters, workspace)) continue;
    await follow(model, split, { run, workspace });
    if (valueOf(split) > valueOf(search) + SAME && !isSpurious(model, split.parameters, workspace))
      return split;
  }
  return null;
}

/** Whether so few of the starts followed reached the best that there may be a better one. */
function isDoubtful(searches: readonly Search[]): boolean {
  const followed = searches.filter((search) => search.followed);
  const reached = followed.filter((search) => valueOf(search) > valueOf(searches[0]!) - SAME).length;
  return reached < followed.length / 5;
}

/** Starts that are worth following to the end: all, where that is quick, else the best tenth. */
function howMany({ components, classes }: MixtureModel, starts: number): number {
  const rows = components.reduce((sum, component) => sum + (component.observations ?? component.persons), 0);
  return rows * classes * starts <= FOLLOW_ALL ? starts : Math.max(5, Math.ceil(starts / 10));
}

function finish(
  model: MixtureModel,
  searches: readonly Search[],
  { spurious, interrupted }: { spurious: number; interrupted: boolean },
): MixtureFit {
  const { iterations, measure, converged, trace, ...winner } = searches[0]!;
  const parameters = orderGroups(model, winner.parameters);
  const { posteriors, personLogLik } = personLogDensity(model, parameters);
  const prior = priorProbabilities(model, parameters.membership);
  const shares = new Float64Array(model.classes);
  let mass = 0;
  let logLik = 0;
  for (let i = 0; i < model.persons; i++) {
    mass += model.weights[i]!;
    logLik += model.weights[i]! * personLogLik[i]!;
    for (let c = 0; c < model.classes; c++) shares[c]! += model.weights[i]! * prior[i * model.classes + c]!;
  }
  const values = searches.map(valueOf);
  return {
    model,
    parameters,
    logLik,
    personLogLik,
    posteriors,
    shares: shares.map((share) => share / mass),
    iterations,
    measure,
    status: interrupted ? "interrupted" : converged ? "converged" : "stopped",
    starts: {
      logLik: values,
      origin: searches.map(({ origin }) => origin),
      reachedBest: values.filter((value) => value > values[0]! - SAME).length,
      followed: searches.map(({ followed }) => followed),
      spurious,
    },
    trace,
  };
}
