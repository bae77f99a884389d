import type { DecoupledDetails } from "../details.js";

/** How the rows of the audit were judged. */
export function judgedNotes({ chosenOn, thresholds, thetas }: DecoupledDetails): string[] {
  // Held-out rows had no part in the choice of theta; in folds they had, which only a choice within each could mend.
  const sawTheta =
    chosenOn.kind !== "held-out" && thetas.some((choice) => choice?.how === "cross-validation");
  return [
    judgedBy(chosenOn.kind, thresholds !== null),
    ...(sawTheta
      ? [
          "Theta, though, was chosen on all rows of the cohorts that borrow, so what is said of these may be a little too good.",
        ]
      : []),
  ];
}

function judgedBy(chosenOn: DecoupledDetails["chosenOn"]["kind"], hasThresholds: boolean): string {
  if (!hasThresholds) return "Every row is judged by a model that did not see it.";
  switch (chosenOn) {
    case "score":
      return "Every row is judged by thresholds chosen without it.";
    case "training":
      return "Every row is judged by a model that did not see it, and by thresholds chosen on training scores.";
    default:
      return "Every row is judged by a model that did not see it and by thresholds chosen without it.";
  }
}
