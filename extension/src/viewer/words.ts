import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import type { ResultDocument } from "quetelet/contract";
import { orderedStatistics } from "./order";
import type { Problem } from "./read-result";

type Trans = IRenderMime.TranslationBundle;

/** The model's name as a reader of the field says it. */
export function modelName({ model, config, fit }: ResultDocument, trans: Trans): string {
  if (model === "ols") {
    return config && "weights" in config && config.weights
      ? trans.__("Weighted least squares")
      : trans.__("Ordinary least squares");
  }
  if (model === "risk-terrain") {
    return config && "family" in config && config.family === "negative-binomial"
      ? trans.__("Risk terrain model, negative binomial")
      : trans.__("Risk terrain model, Poisson");
  }
  if (model === "trajectories") return trajectoriesName(config, trans);
  if (model === "decoupled") {
    return "rmse" in fit ? trans.__("Decoupled regressions") : trans.__("Decoupled classifiers");
  }
  if (model !== "glm") return sentence(model);
  switch ("family" in config ? config.family : "gaussian") {
    case "poisson":
      return trans.__("Poisson regression");
    case "negative-binomial":
      return trans.__("Negative binomial regression");
    case "binomial":
      return trans.__("Logistic regression");
    default:
      return trans.__("Gaussian regression");
  }
}

function trajectoriesName(config: ResultDocument["config"], trans: Trans): string {
  const has = (field: string) => {
    const value = (config as unknown as Record<string, unknown> | null)?.[field];
    return Array.isArray(value) ? value.length > 0 : Boolean(value);
  };
  if ("method" in config && config.method === "adam") return trans.__("Soft-assignment least squares");
  if (has("dual")) return trans.__("Dual trajectory model");
  return has("also") ? trans.__("Multi-trajectory model") : trans.__("Group-based trajectory model");
}

/** The column that was explained or predicted; documents from elsewhere may not say. */
export function outcomeName(config: ResultDocument["config"]): string | null {
  const { outcome, label } = config as unknown as Record<string, unknown>;
  const name = outcome ?? label;
  return typeof name === "string" ? name : null;
}

export function statusWords(status: string, trans: Trans): string {
  switch (status) {
    case "converged":
      return trans.__("Converged");
    case "stopped":
      return trans.__("Stopped before convergence");
    case "interrupted":
      return trans.__("Interrupted");
    default:
      return sentence(status);
  }
}

/** Standard errors as a reader of a methods section names them. */
export function errorsWords(errors: unknown, cluster: unknown, trans: Trans): string | null {
  if (errors === undefined || errors === "classical") return trans.__("classical");
  if (errors === "cluster") {
    return typeof cluster === "string" ? trans.__("clustered by %1", cluster) : trans.__("clustered");
  }
  return typeof errors === "string" ? trans.__("robust (%1)", errors) : null;
}

/** The few statistics that stand in the header. */
export function keyStatistics(fit: ResultDocument["fit"]): [string, number | null][] {
  // Where numbers of groups are chosen by BIC, it is the one to read.
  const criterion = "bicObservations" in fit ? "bic" : "aic";
  const chosen = [
    "nPersons",
    "nObs",
    "cohorts",
    "rSquared",
    "logLik",
    criterion,
    "theta",
    "relativeEntropy",
    "oobMse",
    "oobError",
    "objective",
    "gap",
    "heldOutError",
    "heldOutFairness",
    "rmse",
  ];
  return orderedStatistics(fit).filter(([name]) => chosen.includes(name));
}

export function statisticLabel(name: string, trans: Trans): string {
  switch (name) {
    case "nPersons":
      return trans.__("Persons");
    case "nObs":
      return trans.__("Observations");
    case "nClusters":
      return trans.__("Clusters");
    case "cohorts":
      return trans.__("Cohorts");
    case "nParams":
      return trans.__("Parameters");
    case "oobMse":
      return trans.__("Out-of-bag MSE");
    case "oobMae":
      return trans.__("Out-of-bag MAE");
    case "oobRSquared":
      return trans.__("Out-of-bag R²");
    case "oobError":
      return trans.__("Out-of-bag error");
    case "oobLogLoss":
      return trans.__("Out-of-bag log-loss");
    case "oobBrier":
      return trans.__("Out-of-bag Brier score");
    case "oobCoverage":
      return trans.__("Coverage of raw intervals");
    case "oobWidth":
      return trans.__("Mean width of raw intervals");
    case "conformalCoverage":
      return trans.__("Coverage of calibrated intervals");
    case "conformalWidth":
      return trans.__("Mean width of calibrated intervals");
    case "recoveryAccuracy":
      return trans.__("Class recovered: accuracy");
    case "recoveryAuc":
      return trans.__("Class recovered: mean AUC");
    case "recoveryRSquared":
      return trans.__("Class recovered: R²");
    case "dfModel":
      return trans.__("Degrees of freedom, model");
    case "dfResidual":
      return trans.__("Degrees of freedom, residual");
    case "rSquared":
      return trans.__("R²");
    case "adjustedRSquared":
      return trans.__("R², adjusted");
    case "fStatistic":
      return trans.__("F statistic");
    case "fPValue":
      return trans.__("P value of F");
    case "pseudoRSquared":
      return trans.__("Pseudo R² (McFadden)");
    case "logLik":
      return trans.__("Log-likelihood");
    case "nullLogLik":
      return trans.__("Log-likelihood, null model");
    case "aic":
      return trans.__("AIC");
    case "bic":
      return trans.__("BIC");
    case "bicObservations":
      return trans.__("BIC, by observations");
    case "adjustedBic":
      return trans.__("BIC, sample-size adjusted");
    case "icl":
      return trans.__("ICL");
    case "relativeEntropy":
      return trans.__("Relative entropy");
    case "sse":
      return trans.__("Sum of squared errors");
    case "hardSse":
      return trans.__("Sum of squared errors, hard groups");
    case "deviance":
      return trans.__("Deviance");
    case "nullDeviance":
      return trans.__("Deviance, null model");
    case "pearsonChi2":
      return trans.__("Pearson χ²");
    case "dispersion":
      return trans.__("Pearson χ² per degree of freedom");
    case "scale":
      return trans.__("Residual variance");
    case "sigma":
      return trans.__("Residual standard error");
    case "theta":
      return trans.__("θ (shape)");
    case "thetaStdError":
      return trans.__("θ, standard error");
    case "alpha":
      return trans.__("α = 1/θ");
    case "conditionNumber":
      return trans.__("Condition number");
    case "objective":
      return trans.__("Value of the criterion");
    case "bound":
      return trans.__("Best possible value");
    case "gap":
      return trans.__("Gap to the best possible");
    case "lambda":
      return trans.__("λ, weight of the error");
    case "error":
      return trans.__("Error, where chosen");
    case "fairness":
      return trans.__("Fairness loss, where chosen");
    case "heldOutError":
      return trans.__("Error, held out");
    case "heldOutFairness":
      return trans.__("Fairness loss, held out");
    case "auc":
      return trans.__("AUC");
    case "rmse":
      return trans.__("Root mean squared error");
    case "models":
      return trans.__("Models possible");
    case "modelsExamined":
      return trans.__("Models examined");
    case "patterns":
      return trans.__("Distinct rows of the design");
    default:
      return sentence(name);
  }
}

/** A chart's name as short as a button; what is not known is made of the name in the document. */
export function chartLabel(name: string, trans: Trans): string {
  switch (name) {
    case "residualsFitted":
      return trans.__("Residuals and fitted");
    case "rateRatios":
      return trans.__("Rate ratios");
    case "riskMap":
      return trans.__("Risk map");
    case "accuracy":
      return trans.__("Crimes captured");
    case "selection":
      return trans.__("Selection, resamples");
    case "seeds":
      return trans.__("Selection, seeds");
    case "individuals":
      return trans.__("People by group");
    case "comparison":
      return trans.__("Numbers of groups");
    case "posteriors":
      return trans.__("Posterior probabilities");
    case "membershipOdds":
      return trans.__("Membership");
    case "flow":
      return trans.__("Flow between groups");
    case "frontier":
      return trans.__("Trade-off");
    case "recoveryRoc":
      return trans.__("Recovery, ROC");
    case "recoveryCalibration":
      return trans.__("Recovery, calibration");
    case "recoveryConfusion":
      return trans.__("Recovery, confusion");
    case "groupMetrics":
      return trans.__("Metrics by group");
    case "decoupling":
      return trans.__("What decoupling bought");
    case "roc":
      return trans.__("ROC by cohort");
    case "theta":
      return trans.__("Weight of outside rows");
    case "loss":
      return trans.__("Training loss");
    case "normalQuantiles":
      return trans.__("Normal quantiles");
    case "scaleLocation":
      return trans.__("Scale and location");
    default:
      return sentence(name);
  }
}

export function problemWords(problem: Problem, trans: Trans): { title: string; detail: string } {
  switch (problem.kind) {
    case "not-json":
      return {
        title: trans.__("This file is not JSON"),
        detail: trans.__("It may be cut off or still being written. A Quetelet result is one JSON document."),
      };
    case "not-a-result":
      return {
        title: trans.__("This is not a Quetelet result"),
        detail: trans.__("The document does not say that it is a “quetelet.result”."),
      };
    case "version":
      return {
        title: trans.__("This result has another version"),
        detail: trans.__(
          "Its version is %1 and this viewer reads version 1. Update the extension, or fit the model again.",
          problem.version,
        ),
      };
    case "malformed":
      return {
        title: trans.__("This result is malformed"),
        detail: trans.__("“%1” is not %2.", problem.where, problem.expected),
      };
  }
}

/** `residualsFitted`, `residuals-fitted` or `residuals_fitted` as `Residuals fitted`. */
export function sentence(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[-_\s]+/g, " ")
    .trim();
  return /^[A-Z0-9 ]+$/.test(words) ? words : words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
