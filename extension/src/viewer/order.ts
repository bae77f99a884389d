import type { ResultDocument } from "quetelet/contract";

// Jupyter sorts the keys of every object when it saves a notebook, so a document's own order does not last.

/** Fit statistics in the order a summary prints them; what is not listed follows. */
const statistics = [
  "nPersons",
  "nObs",
  "nClusters",
  "cohorts",
  "nParams",
  "dfModel",
  "dfResidual",
  "rSquared",
  "adjustedRSquared",
  "fStatistic",
  "fPValue",
  "pseudoRSquared",
  "logLik",
  "nullLogLik",
  "aic",
  "bic",
  "bicObservations",
  "adjustedBic",
  "icl",
  "relativeEntropy",
  "sse",
  "hardSse",
  "deviance",
  "nullDeviance",
  "pearsonChi2",
  "dispersion",
  "scale",
  "sigma",
  "theta",
  "thetaStdError",
  "alpha",
  "iterations",
  "conditionNumber",
  "lambda",
  "objective",
  "bound",
  "gap",
  "error",
  "fairness",
  "heldOutError",
  "heldOutFairness",
  "auc",
  "models",
  "modelsExamined",
  "patterns",
];

/** Charts in the order a reader asks: what was found, then how well the model fits. */
const charts = [
  "coefficients",
  "rateRatios",
  "riskMap",
  "accuracy",
  "selection",
  "seeds",
  "trajectories",
  "individuals",
  "comparison",
  "posteriors",
  "membershipOdds",
  "flow",
  "starts",
  "residualsFitted",
  "normalQuantiles",
  "scaleLocation",
  "leverage",
  "rootogram",
  "calibration",
  "loss",
];

/** Charts and tables of models whose readers ask for other things first. */
const own: Record<string, { charts: string[]; tables: string[] } | undefined> = {
  decoupled: {
    charts: [
      "frontier",
      "thresholds",
      "groupMetrics",
      "decoupling",
      "roc",
      "calibration",
      "theta",
      "cohorts",
    ],
    tables: [
      "thresholds",
      "groups",
      "disparities",
      "comparison",
      "frontier",
      "cohorts",
      "merges",
      "theta",
      "outside",
      "metrics",
      "coefficients",
    ],
  },
};

const tables = [
  "coefficients",
  "groups",
  "membership",
  "conditional",
  "joint",
  "later",
  "dropout",
  "tests",
  "besideMixture",
  "comparison",
  "traj",
  "curves",
  "people",
  "errors",
  "starts",
  "dispersion",
  "conjunctive",
  "accuracy",
  "selection",
  "stability",
  "agreement",
  "path",
  "trained",
];

export function orderedStatistics(fit: ResultDocument["fit"]): [string, number | null][] {
  return Object.entries(fit)
    .filter((entry): entry is [string, number | null] => entry[1] !== undefined)
    .sort(([a], [b]) => rank(statistics, a) - rank(statistics, b));
}

export function orderedCharts(result: ResultDocument): string[] {
  const order = own[result.model]?.charts ?? charts;
  return Object.keys(result.charts).sort((a, b) => rank(order, a) - rank(order, b));
}

export function orderedTables(result: ResultDocument): string[] {
  const order = own[result.model]?.tables ?? tables;
  return Object.keys(result.tables).sort((a, b) => rank(order, a) - rank(order, b));
}

function rank(known: readonly string[], name: string): number {
  const at = known.indexOf(name);
  return at < 0 ? known.length : at;
}
