import { InputError } from "../../../contract/index.js";
import { type Key, permutation } from "../../../compute/random/index.js";
import { quietly, type RunContext } from "../../../compute/run.js";
import { fitMixture } from "../fit-mixture.js";
import { personLogDensity } from "../person-density.js";
import type { MixtureFit } from "../mixture.js";
import { reasonOf } from "./reason.js";
import { takePersons } from "./take-persons.js";

export interface CrossValidation {
  /** Log-likelihood of persons left out, summed over all (weighted); NaN unless every fold was fitted. */
  logLik: number;
  /** That of each person; NaN where the fold was not fitted. */
  personLogLik: Float64Array;
  folds: number;
  /** Folds whose fit failed. */
  failed: number;
  /** Why the first of them did. */
  reason: string | null;
  /** False when the run was cancelled before the last fold. */
  complete: boolean;
}

/**
 * Cross-validated log-likelihood: each fold's persons are judged by the estimates from all others. Persons are split,
 * never their rows. Each search starts from the estimates of the whole sample and climbs from there.
 *
 * @param options.folds From 2; the number of persons, or more, leaves one out at a time.
 * @param options.key Decides which persons share a fold.
 * @throws InputError when `folds` is not a whole number of at least 2.
 */
export async function crossValidate(
  fit: MixtureFit,
  {
    folds,
    key,
    run,
    phase = "cross-validation",
  }: { folds: number; key: Key; run: RunContext; phase?: string },
): Promise<CrossValidation> {
  if (!Number.isInteger(folds) || folds < 2) {
    throw new InputError(`trajectories: 'folds' must be 0 or a whole number of at least 2, got ${folds}`);
  }
  const { model, parameters } = fit;
  const count = Math.min(folds, model.persons);
  const foldOf = foldsOf(model.persons, count, key);
  const personLogLik = new Float64Array(model.persons).fill(NaN);
  const persons = Int32Array.from({ length: model.persons }, (_, i) => i);
  let failed = 0;
  let reason: string | null = null;
  let complete = true;
  for (let fold = 0; fold < count; fold++) {
    await run.breathe();
    if (run.cancelled) {
      complete = false;
      break;
    }
    run.report({ phase, step: fold, steps: count, parts: { name: "folds", done: fold, total: count } });
    const others = takePersons(
      model,
      persons.filter((i) => foldOf[i] !== fold),
    );
    const held = persons.filter((i) => foldOf[i] === fold);
    try {
      const trained = await fitMixture(others, { starts: 0, key, run: quietly(run), given: [parameters] });
      if (trained.status === "interrupted") {
        complete = false;
        break;
      }
      const judged = personLogDensity(takePersons(model, held), trained.parameters);
      held.forEach((person, i) => (personLogLik[person] = judged.personLogLik[i]!));
    } catch (error) {
      reason ??= reasonOf(error);
      failed++;
    }
  }
  let logLik = 0;
  for (let i = 0; i < model.persons; i++) {
    if (model.weights[i]! > 0) logLik += model.weights[i]! * personLogLik[i]!;
  }
  return { logLik, personLogLik, folds: count, failed, reason, complete };
}

/** Fold of each person; sizes differ by one at most. */
export function foldsOf(persons: number, folds: number, key: Key): Int32Array {
  const fold = new Int32Array(persons);
  permutation(key, persons).forEach((person, place) => (fold[person] = place % folds));
  return fold;
}
