import type { ResultTable, TableColumn } from "../../../contract/index.js";
import { infer } from "../../linear/inference.js";
import { coefficientsOf } from "../estimators/linear-model.js";
import type { FitParts } from "../statistics.js";
import { finite, number, percent, type Row, text } from "./columns.js";

export function coefficientsTable({ problem, trained, level }: FitParts): ResultTable | null {
  const models = (trained ?? []).map(({ model, classes }) =>
    model.kind === "linear" ? { model, classes } : null,
  );
  if (models.every((one) => one === null)) return null;
  const { cohorts, levels } = problem;
  const several = levels !== null && levels.length > 2;
  const tested = models.some((one) => one?.model.covariance);
  const rows = models.flatMap((one, k) =>
    (one ? coefficientsOf(one.model) : []).map(({ term, block, estimate, standardised, stdError }): Row => {
      const test = stdError === null ? null : infer(estimate, stdError, { df: Infinity, level });
      const outcome = one!.classes && one!.classes.length > 2 ? one!.classes[block]! : 1;
      return {
        term,
        cohort: cohorts[k]!.name,
        ...(several && { outcome: String(levels[one!.classes!.length > 2 ? outcome : one!.classes![1]!]) }),
        estimate: finite(estimate),
        standardised: finite(standardised),
        ...(tested && {
          stdError: finite(stdError),
          statistic: finite(test?.statistic),
          pValue: finite(test?.pValue),
          lower: finite(test?.lower),
          upper: finite(test?.upper),
        }),
      };
    }),
  );
  return {
    title: "Coefficients",
    columns: [
      text("term", "Term"),
      text("cohort", "Cohort"),
      ...(several ? [text("outcome", "Class")] : []),
      number("estimate", "Estimate"),
      number("standardised", "Standardised"),
      ...(tested
        ? [
            number("stdError", "Std. error"),
            number("statistic", "z"),
            { name: "pValue", label: "P value", type: "p-value" } as TableColumn,
            number("lower", `Lower ${percent(level)}`),
            number("upper", `Upper ${percent(level)}`),
          ]
        : []),
    ],
    rows,
    notes: [
      "Estimates are for a unit of the column, standardised ones for a standard deviation in the cohort's rows.",
      ...(tested ? [] : ["Penalised coefficients have no standard errors worth printing."]),
    ],
  };
}
