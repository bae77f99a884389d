import { logLikelihood, type Workspace } from "./em.js";
import type { MixtureModel, MixtureParameters } from "./mixture.js";

// Persons that a group with a spread of its own must have, in expectation.
const FEWEST = 1.5;
// A log-spread this far below that of all outcomes has collapsed.
const COLLAPSED = -14;

/**
 * Whether parameters lie at, or on the way to, a spike of an unbounded likelihood: a group with its own σ or
 * precision that closes in on one person, or on outcomes that its curve meets exactly (Day, 1969; McLachlan and
 * Peel, 2000, section 3.10). Such groups say nothing of the population.
 */
export function isSpurious(
  model: MixtureModel,
  parameters: MixtureParameters,
  workspace: Workspace,
): boolean {
  const { components, classGroup } = model;
  if (model.classes === 1 || !components.some(({ ownSpread }) => ownSpread)) return false;
  logLikelihood(model, parameters, workspace);
  const sizes = workspace.classes.map((column) => column.reduce((sum, r) => sum + r, 0));
  return components.some((component, m) => {
    if (!component.ownSpread) return false;
    return component.groupParameters.some((places, g) => {
      const size = sizes.reduce((sum, each, c) => sum + (classGroup[m]![c] === g ? each : 0), 0);
      const spread = places.at(-1)!;
      const value = parameters.components[m]![spread]!;
      const { part } = component.parameters[spread]!;
      const narrowness = part === "sigma" ? value - Math.log(component.units[places[0]!]!) : -value / 2;
      return size < FEWEST || narrowness < COLLAPSED;
    });
  });
}

/** Whether a spread has shrunk to nothing, because curves meet the outcomes exactly. */
export function hasCollapsed({ components }: MixtureModel, parameters: MixtureParameters): boolean {
  return components.some((component, m) =>
    component.parameters.some(({ part, group }, j) => {
      const value = parameters.components[m]![j]!;
      const unit = component.units[component.groupParameters[(group ?? 1) - 1]![0]!]!;
      if (part === "sigma") return value - Math.log(unit) < COLLAPSED;
      return part === "precision" && -value / 2 < COLLAPSED;
    }),
  );
}
