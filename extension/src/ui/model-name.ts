import type { ModelName } from "quetelet/contract";
import type { Trans } from "./translation";

/** A model's name as people say it, where no more of it is known than which it is. */
export function plainModelName(model: ModelName, trans: Trans): string {
  switch (model) {
    case "ols":
      return trans.__("Linear regression");
    case "glm":
      return trans.__("Count and binary regression");
    case "risk-terrain":
      return trans.__("Risk terrain model");
    case "trajectories":
      return trans.__("Group-based trajectories");
    case "decoupled":
      return trans.__("Decoupled classifiers");
    case "random-forest":
      return trans.__("Random forest");
    case "hierarchical-forest":
      return trans.__("Hierarchical forest");
  }
}
