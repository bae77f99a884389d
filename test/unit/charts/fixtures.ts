import type { LinearDetails } from "../../../kernel-lib/src/models/linear/index.js";
import {
  normal,
  poisson,
  bernoulli,
  randomKey,
  split,
  uniform,
} from "../../../kernel-lib/src/compute/random/index.js";
import type { GlmFamily, ResultDocument } from "../../../kernel-lib/src/contract/index.js";

/** Details of a model that is exactly right: means from one predictor, outcomes drawn from them. */
export function details(family: GlmFamily, n = 300, { seed = 1, intercept = 0.5 } = {}): LinearDetails {
  const [forX, forY] = split(randomKey(seed), 2) as [never, never];
  const linearPredictor = uniform(forX, n).map((u) => intercept + 2 * u - 1);
  const fitted = linearPredictor.map((eta) =>
    family === "gaussian" ? eta : family === "binomial" ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta),
  );
  const noise = normal(forY, n);
  const response =
    family === "gaussian"
      ? fitted.map((mean, i) => mean + noise[i]!)
      : Float64Array.from(family === "binomial" ? bernoulli(forY, fitted, n) : poisson(forY, fitted, n));
  const variance = (mean: number) =>
    family === "gaussian" ? 1 : family === "binomial" ? mean * (1 - mean) : mean;
  const pearson = response.map((y, i) => (y - fitted[i]!) / Math.sqrt(variance(fitted[i]!)));
  const leverage = linearPredictor.map((eta) => 1 / n + (eta - intercept) ** 2 / (n / 3));
  return {
    family,
    kept: null,
    response,
    fitted,
    linearPredictor,
    residuals: { response: response.map((y, i) => y - fitted[i]!), pearson, deviance: pearson },
    leverage,
    cooks: pearson.map((r, i) => (r * r * leverage[i]!) / (2 * (1 - leverage[i]!) ** 2)),
    weights: null,
    scale: 1,
    theta: family === "negative-binomial" ? 1e6 : null,
    design: Float64Array.from({ length: 2 * n }, (_, k) => (k % 2 === 0 ? 1 : linearPredictor[k >> 1]!)),
    parameters: 2,
  };
}

type Row = [term: string, estimate: number | null, stdError: number | null];

const quine: Row[] = [
  ["Intercept", 2.71538, 0.064683],
  ["Eth[T.N]", -0.533604, 0.041883],
  ["Sex[T.M]", 0.161597, 0.042534],
  ["Age[T.F1]", -0.333901, 0.070093],
  ["Age[T.F2]", 0.257828, 0.062419],
  ["Age[T.F3]", 0.427694, 0.067686],
  ["Lrn[T.SL]", 0.348943, 0.052043],
];

/** A result document of a GLM; the published Poisson fit of quine.csv unless other rows are given. */
export function glmDocument(family: GlmFamily = "poisson", estimates: Row[] = quine): ResultDocument {
  return {
    kind: "quetelet.result",
    version: 1,
    model: "glm",
    config: { model: "glm", data: "quine.csv", outcome: "Days", terms: ["Eth", "Sex", "Age", "Lrn"], family },
    status: "converged",
    warnings: [],
    provenance: {
      seed: 1,
      backend: "fused",
      device: "cpu (1 thread)",
      versions: { quetelet: "0.1.0", node: "20.20.2" },
      dataSha256: null,
      rows: 146,
      startedAt: "2026-11-21T10:00:00.000Z",
      seconds: 0.0123,
    },
    fit: {
      logLik: -1142.592,
      aic: 2299.184,
      bic: 2320.07,
      deviance: 1696.707,
      nullDeviance: 2073.533,
      nObs: 146,
      nParams: 7,
    },
    tables: {
      coefficients: {
        title: "Coefficients",
        columns: [
          { name: "term", label: "Term", type: "text" },
          { name: "estimate", label: "Estimate", type: "number" },
          { name: "stdError", label: "Std. error", type: "number" },
          { name: "statistic", label: "z", type: "number" },
          { name: "pValue", label: "P>|z|", type: "p-value" },
          { name: "lower", label: "95 % lower", type: "number" },
          { name: "upper", label: "95 % upper", type: "number" },
        ],
        rows: estimates.map(([term, estimate, stdError]) => ({
          term,
          estimate,
          stdError,
          statistic: estimate === null || stdError === null ? null : estimate / stdError,
          pValue:
            estimate === null || stdError === null
              ? null
              : Math.exp(-0.717 * Math.abs(estimate / stdError) - 0.416 * (estimate / stdError) ** 2),
          lower: estimate === null || stdError === null ? null : estimate - 1.959964 * stdError,
          upper: estimate === null || stdError === null ? null : estimate + 1.959964 * stdError,
        })),
      },
    },
    charts: {},
    predictor: { family },
  };
}
