import type {
  ResultDocument,
  RiskTerrainConfig,
  TrajectoriesConfig,
  TrajectoryFamily,
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
  objective: "Objective",
  bound: "Bound",
  gap: "Gap",
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
    title: `${modelTitle(document)}: ${config.outcome}`,
    setup: [
      ["Outcome", config.outcome],
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
export function modelTitle({ config }: ResultDocument): string {
  switch (config.model) {
    case "ols":
      return config.weights ? "Weighted least squares" : "Ordinary least squares";
    case "glm":
      return familyTitles[config.family ?? "gaussian"];
    case "risk-terrain":
      return `Risk terrain model (${config.family === "negative-binomial" ? "negative binomial" : "Poisson"})`;
    case "trajectories":
      return trajectoriesTitle(config);
  }
}

function trajectoriesTitle({ method, dual, also, family = "gaussian" }: TrajectoriesConfig): string {
  if (method === "adam") return "Soft-assignment least squares";
  if (dual) return "Dual trajectory model";
  if (also && also.length > 0) return "Multi-trajectory model";
  return `Group-based trajectory model (${trajectoryFamilies[family]})`;
}

const trajectoryFamilies: Record<TrajectoryFamily, string> = {
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
  if (config.model === "risk-terrain") return riskTerrainSetup(document, config);
  if (config.model === "trajectories") return trajectoriesSetup(document, config);
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
