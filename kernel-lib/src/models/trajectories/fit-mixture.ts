import { InputError } from "../../contract/index.js";
import type { Key } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import { workspaceOf } from "./em.js";
import { personLogDensity } from "./person-density.js";
import { priorProbabilities } from "./membership.js";
import type { MixtureFit, MixtureModel, MixtureParameters, StartReport } from "./mixture.js";
import { polish, type Polished } from "./newton.js";
import { orderGroups } from "./relabel.js";
import { isSpurious } from "./spurious.js";
import { type EmState, squaremCycle } from "./squarem.js";
import { makeStarts } from "./starts.js";

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
  polished: Polished | null;
}

// Cycles of EM that every start gets, and that those still promising get before Newton's method.
const SHORT = 5;
const LONG = 40;
// A search whose cycle gains less than this goes over to Newton's method.
const FLAT = 1e-2;
// Outcomes × classes × starts up to which every start is followed to its end.
const FOLLOW_ALL = 1e7;

/**
 * Maximum likelihood from many starts: a few cycles of accelerated EM for all, more for the promising ones, then
 * Newton's method with the exact observed information.
 */
export async function fitMixture(
  model: MixtureModel,
  { starts: asked, key, run, given = [] }: FitMixtureOptions,
): Promise<MixtureFit> {
  // One class has nothing to search for.
  const starts = model.classes === 1 ? (given.length > 0 ? 0 : 1) : asked;
  const workspace = workspaceOf(model);
  const searches: Search[] = [];
  const add = (origin: Search["origin"], parameters: MixtureParameters) =>
    searches.push({ origin, parameters, logLik: -Infinity, iterations: 0, trace: [], polished: null });
  for (const parameters of given) add("given", parameters);

  const advance = async (search: Search, cycles: number) => {
    for (let cycle = 0; cycle < cycles && !run.cancelled; cycle++) {
      const before = search.logLik;
      Object.assign(search, squaremCycle(model, search, workspace));
      search.trace.push(search.logLik);
      await run.breathe();
      if (!Number.isFinite(search.logLik) || search.logLik - before < FLAT) return;
    }
  };
  const total = starts + given.length;
  const report = (done: number, best: number) =>
    run.report({ phase: "starts", step: done, steps: 2 * total, loss: -best });
  let best = -Infinity;
  const made = makeStarts(model, starts, key);
  for (let s = 0; s < total; s++) {
    if (s >= given.length) {
      const next = made.next();
      if (next.done) break;
      add(next.value.origin, next.value.parameters);
    }
    await advance(searches[s]!, SHORT);
    best = Math.max(best, searches[s]!.logLik);
    report(s + 1, best);
    if (run.cancelled) break;
  }

  const byLogLik = (a: Search, b: Search) => valueOf(b) - valueOf(a);
  searches.sort(byLogLik);
  const followed = searches.slice(0, howMany(model, searches.length));
  for (const [s, search] of followed.entries()) {
    if (run.cancelled || !Number.isFinite(search.logLik)) break;
    await advance(search, LONG);
    if (isSpurious(model, search.parameters, workspace)) continue;
    search.polished = await polish(model, search.parameters, { run });
    report(total + Math.round(((s + 1) / followed.length) * total), Math.max(...searches.map(valueOf)));
  }
  const spurious = (search: Search) =>
    isSpurious(model, search.polished?.parameters ?? search.parameters, workspace);
  const sound = searches.filter((search) => !spurious(search));
  const kept = sound.length > 0 ? sound : searches;
  kept.sort(byLogLik);
  const [winner] = kept;
  if (!winner || !Number.isFinite(valueOf(winner))) {
    throw new InputError("trajectories: no start of the search reached a finite likelihood");
  }
  return finish(model, winner, { searches: kept, spurious: searches.length - sound.length, run });
}

/** Starts that are worth following to the end: all, where that is quick, else the best fifth. */
function howMany({ components, classes }: MixtureModel, starts: number): number {
  const rows = components.reduce((sum, component) => sum + (component.observations ?? component.persons), 0);
  return rows * classes * starts <= FOLLOW_ALL ? starts : Math.max(5, Math.ceil(starts / 5));
}

const valueOf = ({ polished, logLik }: Search): number => {
  const value = polished && polished.logLik >= logLik ? polished.logLik : logLik;
  return Number.isNaN(value) ? -Infinity : value;
};

function finish(
  model: MixtureModel,
  winner: Search,
  { searches, spurious, run }: { searches: readonly Search[]; spurious: number; run: RunContext },
): MixtureFit {
  const { polished } = winner;
  const parameters = orderGroups(model, polished?.parameters ?? winner.parameters);
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
    iterations: winner.iterations + (polished?.iterations ?? 0),
    measure: polished?.measure ?? NaN,
    status: run.cancelled ? "interrupted" : polished?.converged ? "converged" : "stopped",
    starts: {
      logLik: values,
      origin: searches.map(({ origin }) => origin),
      reachedBest: values.filter((value) => value > values[0]! - 1e-3).length,
      followed: searches.map((search) => search.polished !== null),
      spurious,
    },
    trace: [...winner.trace, ...(polished?.trace ?? [])],
  };
}
