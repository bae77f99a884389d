import {
  type DecoupledConfig,
  type HierarchicalForestConfig,
  outcomeOf,
  type RandomForestConfig,
  type ResultDocument,
  type RiskTerrainConfig,
  type TrajectoriesConfig,
  type TrajectoryFamily,
} from "../contract/index.js";
import { formatNumber, formatPValue, formatSeconds } from "./format.js";

/** What a summary, a figure and a page say above the tables: a title and two lists of labels with values. */
export interface Heading {
  title: string;
  /** What was fitted, to how much, and how. */
  setup: [label: string, value: string][];
  /** How well it fits. */
  statistics: [label: string, value: string][];
}

/** Statistics that tell the size and the making of the fit; they stand with the set-up. */
const sizeLabels: Record<string, string> = {
  nPersons: "Persons",
  nObs: "Observations",
  nClusters: "Clusters",
  cohorts: "Cohorts",
  nParams: "Parameters",
  dfModel: "Df model",
  dfResidual: "Df residuals",
  iterations: "Iterations",
  conditionNumber: "Condition number",
};

const qualityLabels: Record<string, string> = {
  rSquared: "R²",
  adjustedRSquared: "Adjusted R²",
  fStatistic: "F statistic",
  fPValue: "P (F statistic)",
  logLik: "Log-likelihood",
  nullLogLik: "Null log-likelihood",
  pseudoRSquared: "Pseudo R²",
  aic: "AIC",
  bic: "BIC",
  bicObservations: "BIC (observations)",
  adjustedBic: "BIC (adjusted)",
  icl: "ICL",
  relativeEntropy: "Relative entropy",
  sse: "Squared error",
  hardSse: "With hard groups",
  deviance: "Deviance",
  nullDeviance: "Null deviance",
  pearsonChi2: "Pearson χ²",
  scale: "Scale",
  sigma: "Residual std. error",
  dispersion: "Dispersion",
  theta: "Theta",
  thetaStdError: "Theta std. error",
  alpha: "Alpha (1/theta)",
  lambda: "Lambda",
  objective: "Objective",
  bound: "Bound",
  gap: "Gap",
  error: "Error",
  fairness: "Fairness loss",
  heldOutError: "Error, held out",
  heldOutFairness: "Fairness loss, held out",
  auc: "AUC",
  errorRate: "Error",
  logLoss: "Log-loss",
  rmse: "Root mean squared error",
  meanAbsoluteError: "Mean absolute error",
  meanError: "Mean error",
  oobMse: "Out-of-bag MSE",
  oobMae: "Out-of-bag MAE",
  oobRSquared: "Out-of-bag R²",
  oobError: "Out-of-bag error",
  oobLogLoss: "Out-of-bag log-loss",
  oobBrier: "Out-of-bag Brier score",
  oobAuc: "Out-of-bag AUC",
  oobCoverage: "Coverage",
  oobWidth: "Mean width",
  conformalCoverage: "Conformal coverage",
  conformalWidth: "Conformal mean width",
  naiveOobMse: "With the class itself: MSE",
  naiveOobMae: "With the class itself: MAE",
  naiveOobRSquared: "With the class itself: R²",
  naiveOobError: "With the class itself: error",
  naiveOobLogLoss: "With the class itself: log-loss",
  naiveOobBrier: "With the class itself: Brier score",
  naiveOobAuc: "With the class itself: AUC",
  naiveOobCoverage: "With the class itself: coverage",
  naiveOobWidth: "With the class itself: mean width",
  naiveConformalCoverage: "With the class itself: conformal coverage",
  naiveConformalWidth: "With the class itself: conformal mean width",
  recoveryAccuracy: "Class recovered: accuracy",
  recoveryAuc: "Class recovered: mean AUC",
  recoveryBrier: "Class recovered: Brier score",
  recoveryLogLoss: "Class recovered: log-loss",
  recoveryMse: "Class recovered: MSE",
  recoveryRSquared: "Class recovered: R²",
  recoveryCorrelation: "Class recovered: correlation",
  models: "Models possible",
  modelsExamined: "Models examined",
};

/** Reads a result document's heading; statistics come in the order above, others after them by their own names. */
export function headingOf(document: ResultDocument): Heading {
  const { config, fit, provenance } = document;
  const labelled = (labels: Record<string, string>): [string, string][] =>
    Object.entries(labels).flatMap(([name, label]) =>
      Object.hasOwn(fit, name) && fit[name] !== undefined ? [[label, show(name, fit[name])]] : [],
    );
  const others = Object.entries(fit).filter(
    ([name, value]) =>
      value !== undefined && !Object.hasOwn(sizeLabels, name) && !Object.hasOwn(qualityLabels, name),
  );
  return {
    title: `${modelTitle(document)}: ${outcomeOf(config)}`,
    setup: [
      ["Outcome", outcomeOf(config)],
      ...setupOf(document),
      ...labelled(sizeLabels),
      ["Status", document.status],
      ["Engine", `${provenance.backend} on ${provenance.device}`],
      ["Fitted", `${provenance.startedAt.slice(0, 16).replace("T", " ")} UTC`],
      ["Time", formatSeconds(provenance.seconds)],
    ],
    statistics: [
      ...labelled("bicObservations" in fit ? { ...qualityLabels, bic: "BIC (persons)" } : qualityLabels),
      ...others.map(([name, value]): [string, string] => [spaced(name), show(name, value)]),
    ],
  };
}

/** The model's name as a reader knows it. */
export function modelTitle({ config, fit }: ResultDocument): string {
  switch (config.model) {
    case "ols":
      return config.weights ? "Weighted least squares" : "Ordinary least squares";
    case "glm":
      return familyTitles[config.family ?? "gaussian"];
    case "risk-terrain":
      return `Risk terrain model (${config.family === "negative-binomial" ? "negative binomial" : "Poisson"})`;
    case "trajectories":
      return trajectoriesTitle(config);
    case "decoupled":
      return "rmse" in fit ? "Decoupled regressions" : "Decoupled classifiers";
    case "random-forest":
      return `Random forest (${"oobMse" in fit ? "regression" : "classification"})`;
    case "hierarchical-forest":
      return "Hierarchical random forest";
  }
}

function trajectoriesTitle({ method, dual, also, family = "gaussian" }: TrajectoriesConfig): string {
  if (method === "adam") return "Soft-assignment least squares";
  if (dual) return "Dual trajectory model";
  if (also && also.length > 0) return "Multi-trajectory model";
  return `Group-based trajectory model (${trajectoryTitles[family]})`;
}

const trajectoryTitles: Record<TrajectoryFamily, string> = {
  gaussian: "Gaussian",
  "censored-normal": "censored normal",
  poisson: "Poisson",
  "negative-binomial": "negative binomial",
  zip: "zero-inflated Poisson",
  "zip-tau": "zero-inflated Poisson, ZIP(τ)",
  logit: "logit",
  binomial: "binomial",
  beta: "beta",
};

const familyTitles = {
  gaussian: "Gaussian regression (identity link)",
  poisson: "Poisson regression (log link)",
  "negative-binomial": "Negative binomial regression (log link)",
  binomial: "Logistic regression (logit link)",
};

/** What of a config a reader must know. */
function setupOf(document: ResultDocument): [string, string][] {
  const { config } = document;
  switch (config.model) {
    case "risk-terrain":
      return riskTerrainSetup(document, config);
    case "trajectories":
      return trajectoriesSetup(document, config);
    case "decoupled":
      return decoupledSetup(document, config);
    case "random-forest":
      return forestSetup(config);
    case "hierarchical-forest":
      return hierarchicalSetup(config);
    default:
  }
  const fields: [string, string | undefined][] = [
    ["Model", config.model === "glm" ? `glm, ${config.family ?? "gaussian"}` : config.model],
    [
      "Std. errors",
      config.errors === "cluster" ? `clustered by ${config.cluster}` : (config.errors ?? "classical"),
    ],
    ["Weights", config.weights],
    ["Exposure", config.model === "glm" ? config.exposure : undefined],
    ["Offset", config.model === "glm" ? config.offset : undefined],
  ];
  return present(fields);
}

function riskTerrainSetup({ tables }: ResultDocument, config: RiskTerrainConfig): [string, string][] {
  const { method = "exact", criterion = "bic", sets, always = [], exposure, replicates = 0 } = config;
  const candidates = Object.values(sets).reduce((sum, { length }) => sum + length, 0);
  const chosen = (tables.coefficients?.rows ?? []).filter(({ set }) => typeof set === "string");
  return present([
    [
      "Method",
      method === "dropout"
        ? method
        : `${method}, by ${criterion === "deviance" ? criterion : criterion.toUpperCase()}`,
    ],
    ["Always", always.length > 0 ? always.join(", ") : undefined],
    ["Candidates", `${candidates} variables`],
    ["Chosen", `${chosen.length} of ${Object.keys(sets).length} sets`],
    ["Exposure", exposure],
    ["Replicates", replicates > 0 ? String(replicates) : undefined],
  ]);
}

function trajectoriesSetup({ tables }: ResultDocument, config: TrajectoriesConfig): [string, string][] {
  const { id, time, order = 2, curve = "polynomial", groups = 2, membership = [], method = "em" } = config;
  const fitted = tables.groups?.rows.length;
  const tried = Array.isArray(groups) ? `, of ${groups.join(", ")} tried` : "";
  const shape = curve === "polynomial" ? "order" : `${curve.replace("-", " ")}, df`;
  const outcomes = [...(config.also ?? []), ...(config.dual ? [config.dual] : [])].map(
    ({ outcome }) => outcome,
  );
  return present([
    ["Beside it", outcomes.length > 0 ? outcomes.join(", ") : undefined],
    ["Person, time", `${id}, ${time}`],
    ["Groups", fitted === undefined ? undefined : `${fitted}${tried}`],
    ["Curves", `${shape} ${Array.isArray(order) ? order.join(", ") : order}`],
    ["Membership by", membership.length > 0 ? membership.join(", ") : undefined],
    ["Std. errors", method === "adam" ? undefined : trajectoryErrors[config.errors ?? "observed"]],
  ]);
}

const trajectoryErrors = {
  observed: "observed information",
  sandwich: "sandwich",
  "outer-product": "outer product",
};

function decoupledSetup({ tables, fit }: ResultDocument, config: DecoupledConfig): [string, string][] {
  const { cohorts, score, threshold = "f1", fairnessLoss, select = "out-of-fold", search } = config;
  const transfer = config.theta !== undefined && config.theta !== false;
  const scores = { "out-of-fold": "out of fold", "held-out": "held out", training: "of training rows" };
  return present([
    ["Cohorts by", "columns" in cohorts ? cohorts.columns.join(" × ") : "definitions"],
    ["Models", score === undefined ? estimatorName(config, "rmse" in fit) : `none; scores in ${score}`],
    ["Transfer", transfer ? "rows of other cohorts help small ones" : undefined],
    [
      "Thresholds by",
      tables.thresholds &&
        `${fairnessLoss ?? { f1: "F1", roc: "ROC" }[threshold]}${fairnessLoss && search === "one-pass" ? ", one pass" : ""}`,
    ],
    ["Chosen on", tables.thresholds && (score === undefined ? `scores ${scores[select]}` : undefined)],
  ]);
}

function estimatorName({ estimator, estimatorOptions }: DecoupledConfig, numeric: boolean): string {
  const name = estimator ?? (numeric ? "linear" : "logistic");
  if (name !== "logistic" && name !== "linear") return name;
  const penalty = estimatorOptions?.penalty ?? "ridge";
  return penalty === "none" ? name : `${name}, ${penalty}`;
}

function hierarchicalSetup(config: HierarchicalForestConfig): [string, string][] {
  const { protected: name, proxies, link = "probability", estimates = "out-of-fold" } = config;
  return [
    ["Protected", name],
    ["Proxies", proxies.join(", ")],
    ["Link", link],
    ["Estimates", estimates.replaceAll("-", " ")],
    ...forestSetup(config),
  ];
}

function forestSetup(config: RandomForestConfig | HierarchicalForestConfig): [string, string][] {
  const { trees = 500, variablesPerSplit = "sqrt", minLeaf, maxDepth, groups } = config;
  return present([
    ["Trees", String(trees)],
    ["Variables a split", String(variablesPerSplit)],
    ["Rows in a leaf", minLeaf === undefined ? undefined : `at least ${minLeaf}`],
    ["Depth", maxDepth === undefined ? undefined : `at most ${maxDepth}`],
    ["Groups", groups],
  ]);
}

const present = (fields: [string, string | undefined][]) =>
  fields.filter((field): field is [string, string] => field[1] !== undefined);

function show(name: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return formatNumber(NaN);
  return /PValue$/.test(name) ? formatPValue(value) : formatNumber(value);
}

/** `oobMse` as "Oob mse". */
const spaced = (name: string) => {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words[0]!.toUpperCase() + words.slice(1);
};
