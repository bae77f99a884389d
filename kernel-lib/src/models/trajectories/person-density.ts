import { densities, expectation, workspaceOf } from "./em.js";
import type { MixtureModel, MixtureParameters } from "./mixture.js";

export interface PersonDensities {
  /** log f(y_i | class), persons × classes, row-major, without the membership. */
  classLogDensity: Float64Array;
  /** log π, persons × classes. */
  logPrior: Float64Array;
  /** P(class | y_i), persons × classes; rows sum to 1. */
  posteriors: Float64Array;
  /** log f(y_i), unweighted. */
  personLogLik: Float64Array;
}

/** What parameters say of each person, whoever they were estimated from. */
export function personLogDensity(model: MixtureModel, parameters: MixtureParameters): PersonDensities {
  const { persons, classes } = model;
  const workspace = workspaceOf(model);
  densities(model, parameters, workspace);
  const byPerson = (columns: readonly Float64Array[]) =>
    Float64Array.from(
      { length: persons * classes },
      (_, k) => columns[k % classes]![Math.floor(k / classes)]!,
    );
  const joint = byPerson(workspace.classes);
  const logPrior = byPerson(workspace.priors);
  expectation(model, workspace);
  return {
    classLogDensity: joint.map((value, k) => value - logPrior[k]!),
    logPrior,
    posteriors: byPerson(workspace.classes),
    personLogLik: workspace.personLogLik.slice(),
  };
}
