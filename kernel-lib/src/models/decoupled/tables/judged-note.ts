import type { DecoupledDetails } from "../details.js";

/** How the rows of the audit were judged. */
export function judgedNote({ chosenOn, thresholds }: DecoupledDetails): string {
  if (!thresholds) return "Every row is judged by a model that did not see it.";
  switch (chosenOn.kind) {
    case "score":
      return "Every row is judged by thresholds chosen without it.";
    case "training":
      return "Every row is judged by a model that did not see it, and by thresholds chosen on training scores.";
    default:
      return "Every row is judged by a model that did not see it and by thresholds chosen without it.";
  }
}
