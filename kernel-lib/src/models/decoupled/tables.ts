import type { Cell, ResultTable, TableColumn } from "../../contract/index.js";
import type { Estimate } from "../../metrics/fairness/index.js";
import { infer } from "../linear/inference.js";
import { coefficientsOf } from "./estimators/linear-model.js";
import type { FitParts } from "./statistics.js";

type Row = Record<string, Cell>;

const text = (name: string, label: string): TableColumn => ({ name, label, type: "text" });
const number = (name: string, label: string): TableColumn => ({ name, label, type: "number" });
const integer = (name: string, label: string): TableColumn => ({ name, label, type: "integer" });
const share = (name: string, label: string): TableColumn => ({ name, label, type: "percent" });
const flag = (name: string, label: string): TableColumn => ({ name, label, type: "boolean" });
const finite = (value: number | null | undefined): Cell => (Number.isFinite(value) ? value! : null);
const percent = (level: number) => `${Number((100 * level).toPrecision(6))} %`;

/** Every table of a fit; `DecoupledDetails` says what each holds. */
export function tablesOf(parts: FitParts): Record<string, ResultTable> {
  const tables: [string, ResultTable | null][] = [
    ["cohorts", cohortsTable(parts)],
    ["merges", mergesTable(parts)],
    ["outside", outsideTable(parts)],
    ["theta", thetaTable(parts)],
    ["thresholds", thresholdsTable(parts)],
    ["metrics", metricsTable(parts)],
    ["disparities", disparitiesTable(parts)],
    ["comparison", comparisonTable(parts)],
    ["frontier", frontierTable(parts)],
    ["coefficients", coefficientsTable(parts)],
  ];
  return Object.fromEntries(tables.filter((entry): entry is [string, ResultTable] => entry[1] !== null));
}

function cohortsTable({ problem, details }: FitParts): ResultTable {
  const { cohorts, target, table, helped, levels } = problem;
  const transfer = problem.thetas !== null;
  const outsideOf = (k: number) =>
    (helped.find(({ cohort }) => cohort === k)?.others ?? [])
      .filter(({ helps }) => helps)
      .reduce((sum, { cohort }) => sum + cohorts[cohort]!.rows.length, 0);
  const label: TableColumn =
    target.kind === "numbers"
      ? number("mean", `Mean ${problem.label}`)
      : target.count === 2
        ? share("positives", `${problem.label} = ${levels![1]}`)
        : share("rarest", "Rarest class");
  return {
    title: "Cohorts",
    columns: [
      text("cohort", "Cohort"),
      integer("rows", "Rows"),
      share("share", "Share"),
      label,
      text("members", "Made of"),
      text("validity", "Validity"),
      ...(transfer ? [integer("outsideRows", "Outside rows"), number("theta", "Theta")] : []),
    ],
    rows: cohorts.map(({ name, rows, counts, members, validity }, k): Row => {
      const mean = () => {
        const { values } = target as { values: Float64Array };
        return rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length;
      };
      const last = counts ? (counts.length === 2 ? counts[1]! : Math.min(...counts)) / rows.length : mean();
      return {
        cohort: name,
        rows: rows.length,
        share: rows.length / table.rows,
        [label.name]: last,
        members: members.join("; "),
        validity,
        ...(transfer && {
          outsideRows: details.thetas[k] ? outsideOf(k) : null,
          theta: details.thetas[k]?.theta ?? null,
        }),
      };
    }),
  };
}

function mergesTable({ problem: { cohorts, recipe, table } }: FitParts): ResultTable | null {
  if (recipe.kind !== "columns" || cohorts.every(({ members }) => members.length === 1)) return null;
  const columns = recipe.columns.map((name) => table.column(name)!);
  const level = (c: number, row: number): string | number | null => {
    const column = columns[c]!;
    if (column.kind === "text") return column.codes[row]! < 0 ? null : column.levels[column.codes[row]!]!;
    return Number.isNaN(column.values[row]) ? null : column.values[row]!;
  };
  return {
    title: "Merged cohorts",
    columns: [text("cohort", "Cohort"), text("member", "Made of"), integer("rows", "Rows")],
    rows: cohorts.flatMap(({ name, rows, members }, k) => {
      const counts = new Map<string, number>();
      for (const row of rows) {
        const combination = JSON.stringify(columns.map((_, c) => level(c, row)));
        counts.set(combination, (counts.get(combination) ?? 0) + 1);
      }
      // A cohort's combinations stand in the order in which its members joined.
      return recipe.cohorts[k]!.combinations.map((levels, m) => ({
        cohort: name,
        member: members[m]!,
        rows: counts.get(JSON.stringify(levels)) ?? 0,
      }));
    }),
    notes: ["A cohort with too few rows, or too few of a class, was joined with the smallest other one."],
  };
}

function outsideTable({ problem: { helped, cohorts } }: FitParts): ResultTable | null {
  if (helped.length === 0) return null;
  return {
    title: "Outside data",
    columns: [
      text("cohort", "Cohort"),
      text("other", "Other cohort"),
      number("distance", "Distance"),
      flag("helps", "Helps"),
      integer("rows", "Rows"),
    ],
    rows: helped.flatMap(({ cohort, others }) =>
      others.map(({ cohort: other, distance, helps }) => ({
        cohort: cohorts[cohort]!.name,
        other: cohorts[other]!.name,
        distance,
        helps,
        rows: cohorts[other]!.rows.length,
      })),
    ),
    notes: ["Jensen–Shannon distance (base 2) of the labels' distributions, from 0 (equal) to 1."],
  };
}

function thetaTable({ problem, details }: FitParts): ResultTable | null {
  const { cohorts, target } = problem;
  const rows = details.thetas.flatMap((choice, k) =>
    (choice?.scores ?? []).map(({ theta, score, byFold }) => ({
      cohort: cohorts[k]!.name,
      theta,
      score: finite(score),
      lowest: finite(Math.min(...byFold)),
      highest: finite(Math.max(...byFold)),
      folds: byFold.length,
      chosen: theta === choice!.theta,
    })),
  );
  if (rows.length === 0) return null;
  return {
    title: "Weight of outside rows",
    columns: [
      text("cohort", "Cohort"),
      number("theta", "Theta"),
      number("score", target.kind === "numbers" ? "Mean squared error" : "Mean AUC"),
      number("lowest", "Lowest fold"),
      number("highest", "Highest fold"),
      integer("folds", "Folds"),
      flag("chosen", "Chosen"),
    ],
    rows,
  };
}

const scoresNote = {
  "held-out": "Chosen on scores of rows that were held out of training.",
  "out-of-fold": "Chosen on scores of models that did not see the row (out of fold).",
  training: "Chosen on scores of the rows that were trained on, which flatter the models.",
  score: "Chosen on the scores given.",
};

function thresholdsTable({ details: { thresholds, chosenOn }, problem }: FitParts): ResultTable | null {
  if (!thresholds) return null;
  return {
    title: "Thresholds",
    columns: [
      text("cohort", "Cohort"),
      number("threshold", "Threshold"),
      number("rows", problem.weights ? "Weight" : "Rows"),
      number("positives", "Positives"),
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
    ],
  };
}

const ends = (value: Estimate | undefined | null, name: string): Row => ({
  [name]: value?.estimate ?? null,
  [`${name}Lower`]: value?.lower ?? null,
  [`${name}Upper`]: value?.upper ?? null,
});

function metricsTable({ details: { metrics }, level }: FitParts): ResultTable | null {
  if (!metrics) return null;
  const { overall, sets, measures } = metrics;
  const groups = [
    { by: "overall", group: "all", of: overall },
    ...sets.flatMap(({ by, groups }) =>
      groups.map((of) => ({ by: by.join(" × "), group: of.levels.join(" · "), of })),
    ),
  ];
  return {
    title: "Metrics by group",
    columns: [
      text("by", "By"),
      text("group", "Group"),
      integer("rows", "Rows"),
      text("measure", "Measure"),
      number("estimate", "Estimate"),
      number("lower", `Lower ${percent(level)}`),
      number("upper", `Upper ${percent(level)}`),
    ],
    rows: groups.flatMap(({ by, group, of }) =>
      measures.map((measure): Row => {
        const value = of.metrics[measure];
        return {
          by,
          group,
          rows: of.rows,
          measure,
          estimate: value?.estimate ?? null,
          lower: value?.lower ?? null,
          upper: value?.upper ?? null,
        };
      }),
    ),
    notes: judgedNotes(metrics.bootstraps),
  };
}

const judgedNotes = (bootstraps: number): string[] => [
  "Every row is judged by a model that did not see it and by thresholds chosen without it.",
  ...(bootstraps > 0 ? [`Percentile intervals of ${bootstraps} bootstrap resamples of the rows.`] : []),
];

function disparitiesTable({ details: { metrics }, level }: FitParts): ResultTable | null {
  if (!metrics) return null;
  return {
    title: "Differences between groups",
    columns: [
      text("by", "By"),
      text("measure", "Measure"),
      number("minimum", "Minimum"),
      number("maximum", "Maximum"),
      number("difference", "Difference"),
      number("differenceLower", `Lower ${percent(level)}`),
      number("differenceUpper", `Upper ${percent(level)}`),
      number("ratio", "Ratio"),
      number("ratioLower", `Lower ${percent(level)}`),
      number("ratioUpper", `Upper ${percent(level)}`),
      number("differenceToOverall", "Difference to overall"),
      number("ratioToOverall", "Ratio to overall"),
    ],
    rows: metrics.sets.flatMap(({ by, comparison }) =>
      metrics.measures.map((measure): Row => {
        const of = comparison[measure];
        return {
          by: by.join(" × "),
          measure,
          minimum: of?.minimum.estimate ?? null,
          maximum: of?.maximum.estimate ?? null,
          ...ends(of?.difference, "difference"),
          ...ends(of?.ratio, "ratio"),
          differenceToOverall: of?.differenceToOverall.estimate ?? null,
          ratioToOverall: of?.ratioToOverall.estimate ?? null,
        };
      }),
    ),
    notes: judgedNotes(metrics.bootstraps),
  };
}

function comparisonTable({ details: { comparison }, performance, level }: FitParts): ResultTable | null {
  const cells = (value: Estimate | undefined, difference: Estimate | null | undefined): Row => ({
    estimate: value?.estimate ?? null,
    lower: value?.lower ?? null,
    upper: value?.upper ?? null,
    ...ends(difference, "difference"),
  });
  const rows: Row[] = comparison
    ? comparison.cohorts.flatMap(({ cohort, models }) =>
        models.flatMap(({ name, metrics, difference }) =>
          comparison.measures.map((measure) => ({
            cohort,
            model: name,
            measure,
            ...cells(metrics[measure], difference?.[measure]),
          })),
        ),
      )
    : (performance ?? []).map(({ cohort, model, measure, value, difference }) => ({
        cohort,
        model,
        measure,
        ...cells(value, difference),
      }));
  if (rows.length === 0) return null;
  return {
    title: "What decoupling bought",
    columns: [
      text("cohort", "Cohort"),
      text("model", "Model"),
      text("measure", "Measure"),
      number("estimate", "Estimate"),
      number("lower", `Lower ${percent(level)}`),
      number("upper", `Upper ${percent(level)}`),
      number("difference", "Against pooled"),
      number("differenceLower", `Lower ${percent(level)}`),
      number("differenceUpper", `Upper ${percent(level)}`),
    ],
    rows,
    notes: [
      "Pooled is one model, with one threshold, for everybody; the differences are paired, row by row.",
      "Every row is judged by models that did not see it and by thresholds chosen without it.",
    ],
  };
}

function frontierTable({ details: { tradeOff, cohorts } }: FitParts): ResultTable | null {
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
      "Held-out losses are those of thresholds chosen for the same lambda without the rows they judge: in folds, or in halves of more than 10,000 rows.",
      "A set is dominated where another does as well in both held-out losses and better in one.",
    ],
  };
}

function coefficientsTable({ problem, trained, level }: FitParts): ResultTable | null {
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
