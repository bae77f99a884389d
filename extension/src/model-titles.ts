import type { ModelName } from "quetelet/contract";
import type { Trans } from "./ui/translation";

export interface ModelTitle {
  title: string;
  /** What the model is for, in a few words. */
  caption: string;
}

/** The models as menus, the launcher and the builder name them, the plain ones first. */
export function modelTitles(trans: Trans): Record<ModelName, ModelTitle> {
  return {
    ols: {
      title: trans.__("Linear regression"),
      caption: trans.__("Explain a number by other columns: ordinary least squares"),
    },
    glm: {
      title: trans.__("Count and logistic regression"),
      caption: trans.__("Explain counts, rates or yes and no: generalised linear models"),
    },
    "risk-terrain": {
      title: trans.__("Risk terrain model"),
      caption: trans.__("Where crime will be, from the places that draw it"),
    },
    trajectories: {
      title: trans.__("Trajectories"),
      caption: trans.__("Groups of people whose offending takes the same course over time"),
    },
    decoupled: {
      title: trans.__("Decoupled classifiers"),
      caption: trans.__("A classifier for each group of people, with thresholds chosen together to be fair"),
    },
    "random-forest": {
      title: trans.__("Random forest"),
      caption: trans.__("Predict a number or a class, with calibrated intervals"),
    },
    "hierarchical-forest": {
      title: trans.__("Hierarchical forest"),
      caption: trans.__("Outcomes by a protected class that was not recorded, estimated from proxies"),
    },
  };
}
