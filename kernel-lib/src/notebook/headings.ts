import type { ResultDocument } from "../contract/index.js";
import { formatNumber, formatPValue, formatSeconds } from "./format.js";

/** What a summary, a figure and a page say above the tables: a title and two lists of labels with values. */
export interface Heading {
  title: string;
  /** How the model was fitted. */
  setup: [label: string, value: string][];
  /** How well it fits. */
  statistics: [label: string, value: string][];
}

const statisticLabels: Record<string, string> = {
  nObs: "Observations",
  nParams: "Parameters",
  nClusters: "Clusters",
  dfModel: "Df model",
  dfResidual: "Df residuals",
  rSquared: "R²",
  adjustedRSquared: "Adjusted R²",
  fStatistic: "F statistic",
  fPValue: "P (F statistic)",
  logLik: "Log-likelihood",
  nullLogLik: "Null log-likelihood",
  aic: "AIC",
  bic: "BIC",
  deviance: "Deviance",
  nullDeviance: "Null deviance",
  pearsonChi2: "Pearson χ²",
  scale: "Scale",
  dispersion: "Dispersion",
  theta: "Theta",
  thetaStdError: "Theta std. error",
  iterations: "Iterations",
};

/** Reads a result document's heading; statistics come in the order above, others after them by their own names. */
export function headingOf(document: ResultDocument): Heading {
  const { config, provenance } = document;
  const known = Object.keys(statisticLabels).filter((name) => Object.hasOwn(document.fit, name));
  const others = Object.keys(document.fit).filter((name) => !Object.hasOwn(statisticLabels, name));
  return {
    title: `${modelTitle(document)}: ${config.outcome}`,
    setup: [
      ["Outcome", config.outcome],
      [
        "Model",
        document.model === "glm"
          ? `glm, ${"family" in config ? (config.family ?? "gaussian") : "gaussian"}`
          : document.model,
      ],
      ["Status", document.status],
      [
        "Standard errors",
        config.errors === "cluster" ? `clustered by ${config.cluster}` : (config.errors ?? "classical"),
      ],
      ...namedFields(document),
      ["Engine", `${provenance.backend} on ${provenance.device}`],
      ["Fitted", `${provenance.startedAt.slice(0, 16).replace("T", " ")} UTC`],
      ["Time", formatSeconds(provenance.seconds)],
    ],
    statistics: [...known, ...others]
      .filter((name) => document.fit[name] !== undefined)
      .map((name) => [statisticLabels[name] ?? spaced(name), show(name, document.fit[name]!)]),
  };
}

/** The model's name as a reader knows it. */
export function modelTitle({ config }: ResultDocument): string {
  if (config.model === "ols") return config.weights ? "Weighted least squares" : "Ordinary least squares";
  switch (config.family ?? "gaussian") {
    case "gaussian":
      return "Gaussian regression (identity link)";
    case "poisson":
      return "Poisson regression (log link)";
    case "negative-binomial":
      return "Negative binomial regression (log link)";
    case "binomial":
      return "Logistic regression (logit link)";
  }
}

function namedFields({ config }: ResultDocument): [string, string][] {
  const fields: [string, string | undefined][] = [
    ["Weights", config.weights],
    ["Exposure", config.model === "glm" ? config.exposure : undefined],
    ["Offset", config.model === "glm" ? config.offset : undefined],
  ];
  return fields.filter((field): field is [string, string] => field[1] !== undefined);
}

function show(name: string, value: number | null): string {
  if (value === null) return formatNumber(NaN);
  return /PValue$/.test(name) ? formatPValue(value) : formatNumber(value);
}

/** `oobMse` as "Oob mse". */
const spaced = (name: string) => {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words[0]!.toUpperCase() + words.slice(1);
};
