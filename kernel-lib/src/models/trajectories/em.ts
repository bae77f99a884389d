import { logPriors, raiseMembership } from "./membership.js";
import type { MixtureModel, MixtureParameters } from "./mixture.js";

/** Arrays that a search fills again and again. */
export interface Workspace {
  /** For each component, log-densities of its groups. */
  groups: Float64Array[][];
  /** log π of each class. */
  priors: Float64Array[];
  /** log π f of each class; after `expectation`, its posterior probabilities. */
  classes: Float64Array[];
  /** Weighted posteriors of each component's groups. */
  weights: Float64Array[][];
  personLogLik: Float64Array;
}

export function workspaceOf({ components, classes, persons }: MixtureModel): Workspace {
  const columns = (count: number) => Array.from({ length: count }, () => new Float64Array(persons));
  return {
    groups: components.map(({ groups }) => columns(groups)),
    priors: columns(classes),
    classes: columns(classes),
    weights: components.map(({ groups }) => columns(groups)),
    personLogLik: new Float64Array(persons),
  };
}

/** Writes log π and log π f of every person and class. */
export function densities(model: MixtureModel, parameters: MixtureParameters, workspace: Workspace): void {
  const { components, classGroup } = model;
  logPriors(model.membership, parameters.membership, workspace.priors);
  workspace.classes.forEach((column, c) => column.set(workspace.priors[c]!));
  components.forEach((component, m) => {
    for (let g = 0; g < component.groups; g++) {
      const density = workspace.groups[m]![g]!;
      density.fill(0);
      component.addLogDensity(parameters.components[m]!, g, density);
    }
    workspace.classes.forEach((column, c) => {
      const density = workspace.groups[m]![classGroup[m]![c]!]!;
      for (let i = 0; i < column.length; i++) column[i]! += density[i]!;
    });
  });
}

/** E-step on what `densities` wrote: posteriors in place of log π f; returns the weighted log-likelihood. */
export function expectation({ persons, weights }: MixtureModel, workspace: Workspace): number {
  const { classes: columns, personLogLik } = workspace;
  const classes = columns.length;
  let logLik = 0;
  for (let i = 0; i < persons; i++) {
    let largest = -Infinity;
    for (let c = 0; c < classes; c++) if (columns[c]![i]! > largest) largest = columns[c]![i]!;
    let total = 0;
    for (let c = 0; c < classes; c++) {
      const share = columns[c]![i]! - largest;
      // Below e^-60 a share adds nothing to the total.
      total += columns[c]![i] = share < -60 ? 0 : Math.exp(share);
    }
    for (let c = 0; c < classes; c++) columns[c]![i]! /= total;
    logLik += weights[i]! * (personLogLik[i] = largest + Math.log(total));
  }
  return logLik;
}

/** M-step on the posteriors that `expectation` left. */
export function maximisation(
  model: MixtureModel,
  parameters: MixtureParameters,
  workspace: Workspace,
): MixtureParameters {
  const { components } = model;
  groupWeights(model, workspace.classes, workspace.weights);
  return {
    components: components.map((component, m) =>
      component.maximise(workspace.weights[m]!, parameters.components[m]!),
    ),
    membership: raiseMembership(model, workspace.classes, parameters.membership),
  };
}

/** Writes the weights of each component's groups that go with posteriors of classes. */
export function groupWeights(
  { components, classGroup, weights, persons }: MixtureModel,
  posteriors: readonly Float64Array[],
  out: readonly Float64Array[][],
): void {
  components.forEach((_, m) => {
    for (const column of out[m]!) column.fill(0);
    posteriors.forEach((posterior, c) => {
      const column = out[m]![classGroup[m]![c]!]!;
      for (let i = 0; i < persons; i++) column[i]! += weights[i]! * posterior[i]!;
    });
  });
}

/** Log-likelihood at some parameters; leaves the posteriors in the workspace. */
export function logLikelihood(
  model: MixtureModel,
  parameters: MixtureParameters,
  workspace: Workspace,
): number {
  densities(model, parameters, workspace);
  return expectation(model, workspace);
}
