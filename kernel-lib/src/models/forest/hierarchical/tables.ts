import type { Cell, ResultTable, TableColumn } from "../../../contract/index.js";
import type { CalibrationBin } from "../../../metrics/index.js";
import { unobservedClassAssumptions } from "../../../metrics/unobserved-class.js";
import type { RandomForestDetails } from "../details.js";
import { classError, intervalSummary, regressionError } from "../statistics.js";
import { ALL } from "../tables.js";
import type { OutcomeDisparity } from "./details.js";
import type { ClassRecovery, NumberRecovery } from "./recovery.js";

/** Names of the two forests of the outcome, as tables and charts call them. */
export const MODELS = { top: "estimated class", naive: "true class" } as const;

const finite = (value: number): Cell => (Number.isFinite(value) ? value : null);
const number = (name: string, label: string): TableColumn => ({ name, label, type: "number" });
const integer = (name: string, label: string): TableColumn => ({ name, label, type: "integer" });
const text = (name: string, label: string): TableColumn => ({ name, label, type: "text" });
const share = (name: string, label: string): TableColumn => ({ name, label, type: "percent" });

type Forests = { model: string; details: RandomForestDetails }[];

/** Accuracy of the outcome with the class estimated and with the class itself, overall and by group. */
export function accuracyTable(forests: Forests): ResultTable {
  const rows = forests.flatMap(({ model, details }) =>
    byGroup(details, (includes) => ({ ...accuracyOf(details, includes) })).map(({ group, values }) => ({
      model,
      group,
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, finite(value)])),
    })),
  );
  const { target } = forests[0]!.details;
  return {
    title: "Outcome predicted with the class estimated and with the class itself",
    columns: [
      text("model", "Class used"),
      text("group", "Group"),
      integer("rows", "Rows"),
      ...(target.kind === "regression"
        ? [
            number("mse", "Mean squared error"),
            number("mae", "Mean absolute error"),
            number("bias", "Mean prediction less mean outcome"),
            number("rSquared", "R²"),
          ]
        : [
            share("accuracy", "Accuracy"),
            number("brier", "Brier score"),
            number("logLoss", "Log-loss"),
            ...(target.levels.length === 2
              ? [
                  share("sensitivity", `Sensitivity (${target.levels[1]})`),
                  share("specificity", `Specificity (${target.levels[0]})`),
                ]
              : []),
          ]),
    ],
    rows,
    notes: ["Each row is judged by trees that did not see it."],
  };
}

function accuracyOf(
  { target, outOfBag, weights }: RandomForestDetails,
  includes: (row: number) => boolean,
): Record<string, number> {
  if (target.kind === "regression") {
    const { rows, mse, mae, bias, variance } = regressionError(target.y, outOfBag.fitted, weights, includes);
    return { rows, mse, mae, bias, rSquared: 1 - mse / variance };
  }
  const { rows, error, brier, logLoss, confusion, totals } = classError(
    target,
    outOfBag.fitted,
    weights,
    includes,
  );
  const two = target.levels.length === 2;
  return {
    ...{ rows, brier, logLoss },
    accuracy: 1 - error,
    ...(two && { sensitivity: confusion[3]! / totals[1]!, specificity: confusion[0]! / totals[0]! }),
  };
}

/** Coverage and width of the prediction intervals, with and without, overall and by group. */
export function modelIntervalsTable(forests: Forests): ResultTable | null {
  const level = forests[0]?.details.intervals?.level;
  if (level === undefined) return null;
  const conformal = forests[0]!.details.conformal;
  const rows = forests.flatMap(({ model, details }) => {
    const { intervals, target, weights } = details;
    if (!intervals || target.kind !== "regression") return [];
    return byGroup(details, (includes) => intervalSummary(target.y, intervals, weights, includes)).map(
      ({ group, values }) => ({
        model,
        group,
        rows: values.rows,
        coverage: finite(values.coverage),
        width: finite(values.width),
        ...(conformal && {
          conformalCoverage: finite(values.conformalCoverage),
          conformalWidth: finite(values.conformalWidth),
        }),
      }),
    );
  });
  return {
    title: "Prediction intervals",
    columns: [
      text("model", "Class used"),
      text("group", "Group"),
      integer("rows", "Rows"),
      share("coverage", "Coverage"),
      number("width", "Mean width"),
      ...(conformal
        ? [
            share("conformalCoverage", "Coverage, calibrated"),
            number("conformalWidth", "Mean width, calibrated"),
          ]
        : []),
    ],
    rows,
    notes: [
      `Intervals that should hold ${Number((100 * level).toPrecision(6))} % of new outcomes, for rows that the trees did not see.`,
      ...(conformal && !conformal.groups
        ? ["Calibrated on all rows together: the coverage promised is of all, and a group's own may differ."]
        : []),
    ],
  };
}

function byGroup<T>(
  { groups }: RandomForestDetails,
  of: (includes: (row: number) => boolean) => T,
): { group: string; values: T }[] {
  return [
    { group: ALL, values: of(() => true) },
    ...(groups?.names ?? []).map((group, g) => ({ group, values: of((row) => groups!.codes[row] === g) })),
  ];
}

export function classRecoveryTable({ byClass }: ClassRecovery, name: string, method: string): ResultTable {
  return {
    title: `How well the proxies recover '${name}'`,
    columns: [
      text("class", "Class"),
      integer("rows", "Rows"),
      share("observed", "Share"),
      share("estimated", "Mean probability"),
      share("sensitivity", "Sensitivity"),
      share("precision", "Precision"),
      number("auc", "AUC"),
      number("brier", "Brier score"),
    ],
    rows: byClass.map((each) => ({
      class: each.class,
      rows: each.rows,
      observed: finite(each.observed),
      estimated: finite(each.estimated),
      sensitivity: finite(each.sensitivity),
      precision: finite(each.precision),
      auc: finite(each.auc),
      brier: finite(each.brier),
    })),
    notes: [
      methodNote(method),
      "AUC: of the class against all others. Sensitivity: share of the class for which it is the most probable one.",
    ],
  };
}

export function numberRecoveryTable(
  { rows, mse, mae, bias, rSquared, correlation }: NumberRecovery,
  name: string,
  method: string,
): ResultTable {
  return {
    title: `How well the proxies recover '${name}'`,
    columns: [
      integer("rows", "Rows"),
      number("mse", "Mean squared error"),
      number("mae", "Mean absolute error"),
      number("bias", "Mean estimate less mean"),
      number("rSquared", "R²"),
      number("correlation", "Correlation"),
    ],
    rows: [
      {
        rows,
        mse: finite(mse),
        mae: finite(mae),
        bias: finite(bias),
        rSquared: finite(rSquared),
        correlation: finite(correlation),
      },
    ],
    notes: [methodNote(method)],
  };
}

const methodNote = (method: string): string =>
  ({
    "out-of-fold": "Each row is estimated by a forest that did not see its fold.",
    "out-of-bag": "Each row is estimated by the trees that did not see it.",
    fitted: "Fitted values: the forest saw the very rows it estimates, so all of this flatters the proxies.",
  })[method]!;

export function recoveryCalibrationTable(
  curves: readonly { class: string | null; calibration: readonly CalibrationBin[] }[],
): ResultTable {
  const ofClasses = curves.some((curve) => curve.class !== null);
  return {
    title: ofClasses ? "Estimated and observed share, by class" : "Estimated and observed mean, by tenths",
    columns: [
      ...(ofClasses ? [text("class", "Class")] : []),
      number("from", "From"),
      number("to", "To"),
      number("rows", "Rows"),
      number("estimated", ofClasses ? "Mean probability" : "Mean estimate"),
      number("observed", ofClasses ? "Share of the class" : "Mean"),
    ],
    rows: curves.flatMap(({ class: name, calibration }) =>
      calibration.map(({ from, to, weight, meanScore, observed }) => ({
        ...(ofClasses && { class: name }),
        ...{ from, to },
        rows: weight,
        estimated: finite(meanScore),
        observed: finite(observed),
      })),
    ),
  };
}

/** Disparity as it can be told with the class unobserved, beside what the observed class says. */
export function disparityTable(disparity: readonly OutcomeDisparity[], outcome: string): ResultTable {
  const ofClasses = disparity.some(({ level }) => level !== null);
  const mean = ofClasses ? "Share" : `Mean of ${outcome}`;
  const hasBounds = disparity.some(({ rows }) => rows.some(({ method }) => method === "lower bound"));
  const { thresholded, weighted, bounds } = unobservedClassAssumptions;
  return {
    title: "Disparity when the class is not observed",
    columns: [
      ...(ofClasses ? [text("level", "Outcome")] : []),
      text("method", "Method"),
      text("class", "Class"),
      number("estimate", mean),
      number("stdError", "Std. error"),
      number("lower", "Lower"),
      number("upper", "Upper"),
      number("difference", "Difference"),
      number("differenceStdError", "Std. error of it"),
      number("differenceLower", "Lower"),
      number("differenceUpper", "Upper"),
    ],
    rows: disparity.flatMap(({ level, rows }) =>
      rows.map((row): Record<string, Cell> => ({ ...(ofClasses && { level }), ...row })),
    ),
    notes: [
      "observed: by the class itself, which is known here and would not be in use.",
      thresholded,
      weighted,
      ...(hasBounds ? [bounds] : []),
      "Standard errors take the probabilities as known.",
    ],
  };
}
