import type { ResultTable } from "../../../contract/index.js";
import type { FitParts } from "../statistics.js";
import { flag, integer, number, type Row, share, text } from "./columns.js";

const scoresNote = {
  "held-out": "Chosen on scores of rows that were held out of training.",
  "out-of-fold": "Chosen on scores of models that did not see the row (out of fold).",
  training: "Chosen on scores of the rows that were trained on, which flatter the models.",
  score: "Chosen on the scores given.",
};

export function thresholdsTable({
  details: { thresholds, chosenOn },
  problem,
}: FitParts): ResultTable | null {
  if (!thresholds) return null;
  return {
    title: "Thresholds",
    columns: [
      text("cohort", "Cohort"),
      number("threshold", "Threshold"),
      ...(problem.weights
        ? [number("rows", "Weight"), number("positives", "Weight of positives")]
        : [integer("rows", "Rows"), integer("positives", "Positives")]),
      share("selectionRate", "Selected"),
      share("errorRate", "Error"),
      share("truePositiveRate", "True-positive rate"),
      share("falsePositiveRate", "False-positive rate"),
      share("precision", "Precision"),
    ],
    rows: thresholds.byCohort.map(({ name, weight, ...rest }): Row => ({
      cohort: name,
      rows: weight,
      ...rest,
    })),
    notes: [
      `A row is ${problem.label} = ${problem.levels![1]} where its score is at least its cohort's threshold.`,
      scoresNote[chosenOn.kind],
      ...(thresholds.thresholds.some((threshold) => threshold > 1)
        ? ["A threshold above 1 selects nobody."]
        : []),
    ],
  };
}

export function frontierTable({ details: { tradeOff, cohorts } }: FitParts): ResultTable | null {
  if (!tradeOff) return null;
  const { points, candidates } = tradeOff;
  const sets = [
    ...points.map((point) => ({ ...point, set: "optimal" })),
    ...candidates.map(({ name, ...rest }) => ({ ...rest, set: name, lambdaLow: null, lambdaHigh: null })),
  ];
  return {
    title: "Trade-off between error and fairness",
    columns: [
      text("set", "Thresholds"),
      number("lambdaLow", "Lambda from"),
      number("lambdaHigh", "to"),
      number("error", "Error"),
      number("fairness", "Fairness loss"),
      number("heldOutError", "Error, held out"),
      number("heldOutFairness", "Fairness loss, held out"),
      flag("dominated", "Dominated"),
      ...cohorts.map((name, k) => number(`threshold${k + 1}`, name)),
    ],
    rows: sets.map(
      ({ set, lambdaLow, lambdaHigh, error, fairness, heldOut, dominated, thresholds }): Row => ({
        set,
        lambdaLow,
        lambdaHigh,
        error,
        fairness,
        heldOutError: heldOut?.error ?? null,
        heldOutFairness: heldOut?.fairness ?? null,
        dominated,
        ...Object.fromEntries(thresholds.map((threshold, k) => [`threshold${k + 1}`, threshold])),
      }),
    ),
    notes: [
      "Each set of thresholds is the best for every lambda in its range.",
      "Held-out losses are those of thresholds chosen for the same lambda without the rows they judge.",
      "A set is dominated where another does as well in both held-out losses and better in one.",
    ],
  };
}
