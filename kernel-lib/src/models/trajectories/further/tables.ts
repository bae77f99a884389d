import type { Cell, ResultTable } from "../../../contract/index.js";
import { normalQuantile } from "../../../compute/special/index.js";
import { finite, integer, number, percent, share } from "../table-columns.js";
import type { DropoutRecipe } from "./dropout.js";
import { logitInterval } from "./dual.js";
import type { EquationComponent } from "./equation.js";
import type { LaterRecipe } from "./later.js";

/** A component's estimates: its parameters, and their covariance, row-major; NaN where undetermined. */
export interface EquationEstimate {
  component: EquationComponent;
  parameters: Float64Array;
  covariance: Float64Array;
}

/** √(g′Vg) over the places where g is not 0. */
function deltaError(gradient: Float64Array, covariance: Float64Array): number {
  const n = gradient.length;
  let variance = 0;
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      const product = gradient[a]! * gradient[b]!;
      if (product !== 0) variance += product * covariance[a * n + b]!;
    }
  }
  return variance >= 0 ? Math.sqrt(variance) : NaN;
}

const logistic = (eta: number) => 1 / (1 + Math.exp(-eta));

/**
 * The later outcome in each group: its mean, rate or chance with covariates at the means of those who have the
 * outcome, with standard errors by the delta method.
 */
export function laterTable(
  { component, parameters, covariance }: EquationEstimate,
  { recipe, level }: { recipe: LaterRecipe; level: number },
): ResultTable {
  const { outcome, family, groups, terms } = recipe;
  const size = parameters.length;
  const reach = normalQuantile(0.5 + level / 2);
  const at = meansOf(component);
  const rows = Array.from({ length: groups }, (_, g): Record<string, Cell> => {
    const places = component.groupParameters[g]!;
    const gradient = new Float64Array(size);
    let eta = 0;
    at.forEach((value, k) => {
      eta += value * parameters[places[k]!]!;
      gradient[places[k]!] = value;
    });
    const error = deltaError(gradient, covariance);
    const [mean, slope] =
      family === "gaussian"
        ? [eta, 1]
        : family === "poisson"
          ? [Math.exp(eta), Math.exp(eta)]
          : [logistic(eta), logistic(eta) * logistic(-eta)];
    const to = family === "gaussian" ? (x: number) => x : family === "poisson" ? Math.exp : logistic;
    return {
      group: g + 1,
      mean: finite(mean),
      stdError: finite(slope * error),
      lower: finite(to(eta - reach * error)),
      upper: finite(to(eta + reach * error)),
    };
  });
  const word = { gaussian: "Mean", poisson: "Rate", logit: "Chance" }[family];
  const column = family === "logit" ? share : number;
  return {
    title: `Later outcome: ${outcome}`,
    columns: [
      integer("group", "Group"),
      column("mean", word),
      column("stdError", "Std. error"),
      column("lower", `Lower ${percent(level)}`),
      column("upper", `Upper ${percent(level)}`),
    ],
    rows,
    notes: [
      ...(terms.length > 0
        ? [`With ${terms.join(", ")} at the mean of the people who have the outcome.`]
        : []),
      "The outcome is estimated with the curves: it helps to tell the groups apart, and the errors allow for doubt about who is in which.",
    ],
  };
}

/** Means of the columns of the design over the rows, the intercept's 1 first. */
function meansOf({ designs, rows }: EquationComponent): Float64Array {
  const { columns, values } = designs.groups[0]![0]!;
  const means = new Float64Array(columns);
  for (const cell of rows.designOfRow) {
    for (let k = 0; k < columns; k++) means[k]! += values[cell * columns + k]! / rows.designOfRow.length;
  }
  return means;
}

/**
 * Dropout by group: the mean chance that a wave is a person's last, over the waves at which the people of the group
 * could leave (weighted by their posterior probabilities, as given), and the odds ratios of past outcomes.
 * @param posteriors Of the component's groups: persons × groups.
 */
export function dropoutTable(
  { component, parameters, covariance }: EquationEstimate,
  {
    recipe,
    level,
    posteriors,
    weights,
  }: { recipe: DropoutRecipe; level: number; posteriors: Float64Array; weights: Float64Array },
): ResultTable {
  const { groups, lags } = recipe;
  const { rows, designs } = component;
  const { columns, values } = designs.groups[0]![0]!;
  const reach = normalQuantile(0.5 + level / 2);
  const size = parameters.length;
  const lagged = ["last", "before"].slice(0, lags);
  return {
    title: "Dropout",
    columns: [
      integer("group", "Group"),
      share("chance", "Mean chance of leaving after a wave"),
      share("stdError", "Std. error"),
      share("lower", `Lower ${percent(level)}`),
      share("upper", `Upper ${percent(level)}`),
      ...lagged.flatMap((name, lag) => [
        number(`${name}Ratio`, `Odds ratio of ${lag === 0 ? "the last outcome" : "the outcome before"}`),
        number(`${name}Lower`, `Lower ${percent(level)}`),
        number(`${name}Upper`, `Upper ${percent(level)}`),
      ]),
    ],
    rows: Array.from({ length: groups }, (_, g): Record<string, Cell> => {
      const places = component.groupParameters[g]!;
      const expected = component.expected(parameters, g);
      const gradient = new Float64Array(size);
      let [chance, mass] = [0, 0];
      for (let i = 0; i < rows.persons; i++) {
        const weight = weights[i]! * posteriors[i * groups + g]!;
        for (let row = rows.personRows[i]!; row < rows.personRows[i + 1]!; row++) {
          const cell = rows.designOfRow[row]!;
          const p = expected[cell]!;
          chance += weight * p;
          mass += weight;
          for (let k = 0; k < columns; k++) {
            gradient[places[k]!]! += weight * p * (1 - p) * values[cell * columns + k]!;
          }
        }
      }
      chance /= mass;
      const error = deltaError(
        gradient.map((value) => value / mass),
        covariance,
      );
      const ratios = lagged.flatMap((name, lag) => {
        const place = places[1 + lag]!;
        const by = reach * Math.sqrt(covariance[place * size + place]!);
        return [
          [`${name}Ratio`, finite(Number.isNaN(by) ? NaN : Math.exp(parameters[place]!))],
          [`${name}Lower`, finite(Math.exp(parameters[place]! - by))],
          [`${name}Upper`, finite(Math.exp(parameters[place]! + by))],
        ];
      });
      return {
        group: g + 1,
        chance: finite(chance),
        stdError: finite(error),
        ...logitInterval(chance, reach * error),
        ...Object.fromEntries(ratios),
      };
    }),
    notes: [
      recipe.end === null
        ? `Everybody whose last wave is before ${recipe.last}, the last in the data, has left.`
        : `Everybody whose last wave is before '${recipe.end}' has left.`,
      ...(lags > 0 ? ["Odds ratios are for one unit more of the outcome."] : []),
    ],
  };
}
