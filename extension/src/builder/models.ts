import type { ModelName } from "quetelet/contract";
import { plainModelName } from "../ui/model-name";
import type { Trans } from "../ui/translation";

/** The models as menus and the launcher list them, the plain ones first. */
export const modelsInOrder: ModelName[] = [
  "ols",
  "glm",
  "risk-terrain",
  "trajectories",
  "decoupled",
  "random-forest",
  "hierarchical-forest",
];

/** A model's name as people say it, and what it is for. */
export function modelWords(model: ModelName, trans: Trans): { name: string; purpose: string } {
  const name = plainModelName(model, trans);
  switch (model) {
    case "ols":
      return {
        name,
        purpose: trans.__("What a number depends on, by least squares."),
      };
    case "glm":
      return {
        name,
        purpose: trans.__(
          "What counts, rates or yes-and-no outcomes depend on: Poisson, negative binomial, logistic.",
        ),
      };
    case "risk-terrain":
      return {
        name,
        purpose: trans.__("Which features of places go with crime, and where risk is highest."),
      };
    case "trajectories":
      return {
        name,
        purpose: trans.__("Which typical courses people's outcomes take over time."),
      };
    case "decoupled":
      return {
        name,
        purpose: trans.__("A model for each group of people, with thresholds chosen together for fairness."),
      };
    case "random-forest":
      return {
        name,
        purpose: trans.__("Predictions from many columns, with intervals and importance."),
      };
    case "hierarchical-forest":
      return {
        name,
        purpose: trans.__("Outcomes by a protected class that is estimated from proxies."),
      };
  }
}
