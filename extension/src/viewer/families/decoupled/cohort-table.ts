import type { ResultTable } from "quetelet/contract";
import type { Trans } from "../../../ui/translation";
import { rateNames, ratesOf } from "./rates";
import type { FrontierView, ThresholdSet } from "./read-frontier";
import { rateWords } from "./words";

/** What thresholds do to each cohort, as a table. */
export function cohortTable(
  { cohorts, inUse, merged }: FrontierView,
  { current, of }: { current: ThresholdSet; of: "chosenOn" | "heldOut" },
  trans: Trans,
): ResultTable {
  const labels = rateWords(trans);
  const isOther = current !== inUse;
  return {
    columns: [
      { name: "cohort", label: trans.__("Cohort"), type: "text" },
      { name: "threshold", label: trans.__("Threshold"), type: "number" },
      ...(isOther
        ? [{ name: "thresholdInUse", label: trans.__("Threshold in use"), type: "number" as const }]
        : []),
      { name: "rows", label: trans.__("Rows"), type: "integer" },
      { name: "selected", label: trans.__("Rows selected"), type: "integer" },
      ...(isOther && of === "chosenOn"
        ? [{ name: "change", label: trans.__("Change"), type: "integer" as const }]
        : []),
      ...rateNames.map((name) => ({ name, label: labels[name], type: "percent" as const })),
    ],
    rows: cohorts.map((cohort, k) => {
      const counts = current[of][k] ?? null;
      const before = inUse[of][k] ?? null;
      return {
        cohort: merged.get(cohort) ?? cohort,
        threshold: current.thresholds[k] ?? null,
        thresholdInUse: inUse.thresholds[k] ?? null,
        rows: counts?.rows ?? null,
        selected: counts?.selected ?? null,
        change: counts && before ? counts.selected - before.selected : null,
        ...ratesOf(counts),
      };
    }),
    notes: [
      ...(current[of].some((counts) => counts?.selected === 0)
        ? [trans.__("A threshold above the highest score selects nobody.")]
        : []),
      ...(isOther && of === "chosenOn"
        ? [trans.__("Change: rows selected, less those that the thresholds in use select.")]
        : []),
      of === "chosenOn"
        ? trans.__("Counted on the rows that the thresholds were chosen on.")
        : trans.__(
            "Counted on rows that had no part in the choice; in folds they are judged by thresholds chosen for the same λ without them.",
          ),
      trans.__(
        "Precision: share of those selected who are positive. Accuracy: share of rows that are decided rightly.",
      ),
    ],
  };
}
