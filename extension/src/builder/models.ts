import type { ModelName } from "quetelet/contract";
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
  switch (model) {
    case "ols":
      return {
        name: trans.__("Linear regression"),
        purpose: trans.__("What a number depends on, by least squares."),
      };
    case "glm":
      return {
        name: trans.__("Count and binary regression"),
        purpose: trans.__(
          "What counts, rates or yes-and-no outcomes depend on: Poisson, negative binomial, logistic.",
        ),
      };
    case "risk-terrain":
      return {
        name: trans.__("Risk terrain model"),
        purpose: trans.__("Which features of places go with crime, and where risk is highest."),
      };
    case "trajectories":
      return {
        name: trans.__("Group-based trajectories"),
        purpose: trans.__("Which typical courses people's outcomes take over time."),
      };
    case "decoupled":
      return {
        name: trans.__("Decoupled classifiers"),
        purpose: trans.__("A model for each group of people, with thresholds chosen together for fairness."),
      };
    case "random-forest":
      return {
        name: trans.__("Random forest"),
        purpose: trans.__("Predictions from many columns, with intervals and importance."),
      };
    case "hierarchical-forest":
      return {
        name: trans.__("Hierarchical forest"),
        purpose: trans.__("Outcomes by a protected class that is estimated from proxies."),
      };
  }
}
