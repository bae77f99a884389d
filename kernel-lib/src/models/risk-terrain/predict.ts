import { table as arqueroTable, type ColumnTable } from "arquero";
import { InputError, type JsonObject, type ResultDocument } from "../../contract/index.js";
import { negativeBinomialQuantile, poissonQuantile } from "../../compute/special/index.js";
import { numbers } from "../../data/design/index.js";
import type { Table } from "../../data/table.js";
import { criticalValue } from "../linear/inference.js";
import { checkLevel, readExposure } from "../linear/prediction-input.js";

/** What prediction needs of a fit, as it is kept in the result document. */
export interface RiskTerrainPredictor {
  kind: "risk-terrain";
  family: "poisson" | "negative-binomial";
  /** Always columns; null is the constant that was added. */
  always: (string | null)[];
  chosen: { set: string; variable: string }[];
  /** Of the always columns, then the chosen variables. */
  coefficients: number[];
  /** Row by row; null where the data do not determine it. */
  covariance: (number | null)[][];
  exposure: string | null;
  theta: number | null;
  level: number;
}

export const predictorJson = (predictor: RiskTerrainPredictor): JsonObject =>
  predictor as unknown as JsonObject;

export interface PredictRiskTerrainOptions {
  /** Confidence level of the intervals, between 0 and 1. Default: the fit's own. */
  level?: number;
}

/**
 * Predictions of a risk terrain fit for new units, as a table of as many rows:
 *
 * - `fitted`: expected crimes, with the units' own exposure; `linearPredictor`, its logarithm, and `stdError`;
 * - `relativeRisk`: the relative risk score, exp(b₀ + Σb)/exp(b₀): 1 where no chosen factor is present;
 * - `lower`, `upper`: interval of the expectation, conditional on the selection;
 * - `predictionLower`, `predictionUpper`: where one new count falls with that probability, given the estimates.
 *
 * A row with a missing value in a column the model uses is NaN throughout.
 * @throws InputError when the document is not a risk terrain fit's, or the table lacks a column of it.
 */
export function predictRiskTerrain(
  document: ResultDocument,
  table: Table,
  { level }: PredictRiskTerrainOptions = {},
): ColumnTable {
  const predictor = readPredictor(document);
  const probability = checkLevel(level, predictor.level);
  const where = "predict";
  const { always, chosen, coefficients, covariance, exposure, theta } = predictor;
  const columns = [
    ...always.map((name) => (name === null ? null : numbers(table, name, { where, field: "always" }))),
    ...chosen.map(({ set, variable }) => numbers(table, variable, { where, field: `sets.${set}` })),
  ];
  const exposed = exposure === null ? null : readExposure(table, exposure);
  const reach = criticalValue(probability, Infinity);
  const column = () => new Float64Array(table.rows);
  const out = {
    fitted: column(),
    relativeRisk: column(),
    linearPredictor: column(),
    stdError: column(),
    lower: column(),
    upper: column(),
    predictionLower: column(),
    predictionUpper: column(),
  };
  const tail = (1 - probability) / 2;
  const quantile = (p: number, mean: number) =>
    theta === null ? poissonQuantile(p, mean) : negativeBinomialQuantile(p, mean, theta);
  const bounds = new Map<number, [number, number]>();
  for (let i = 0; i < table.rows; i++) {
    const x = columns.map((values) => (values ? values[i]! : 1));
    let eta = exposed ? Math.log(exposed[i]!) : 0;
    let risk = 0;
    let variance = 0;
    x.forEach((value, j) => {
      eta += value * coefficients[j]!;
      if (j >= always.length) risk += value * coefficients[j]!;
      x.forEach((other, k) => {
        if (value !== 0 && other !== 0) variance += value * other * (covariance[j]![k] ?? NaN);
      });
    });
    const error = Math.sqrt(Math.max(0, variance));
    const mean = Math.exp(eta);
    let around = bounds.get(mean);
    if (!around) bounds.set(mean, (around = [quantile(tail, mean), quantile(1 - tail, mean)]));
    out.fitted[i] = mean;
    out.relativeRisk[i] = Number.isNaN(eta) ? NaN : Math.exp(risk);
    out.linearPredictor[i] = eta;
    out.stdError[i] = Number.isNaN(eta) ? NaN : error;
    out.lower[i] = Math.exp(eta - reach * error);
    out.upper[i] = Math.exp(eta + reach * error);
    [out.predictionLower[i], out.predictionUpper[i]] = around;
  }
  return arqueroTable(out);
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isText = (value: unknown): value is string => typeof value === "string";

/** Reads the predictor of a document that may come from a stranger: every field is checked. */
function readPredictor(document: ResultDocument): RiskTerrainPredictor {
  const p = document.predictor as Record<string, unknown> | undefined;
  const broken = (what: string) =>
    new InputError(`predict: the result document cannot predict: its 'predictor' ${what}`);
  if (typeof p !== "object" || p === null) throw broken("is missing");
  if (p.kind !== "risk-terrain") throw broken("is not of a risk terrain fit");
  if (p.family !== "poisson" && p.family !== "negative-binomial") throw broken("names an unknown family");
  const { always, chosen, coefficients, covariance } = p;
  if (!Array.isArray(always) || !always.every((name) => name === null || isText(name))) {
    throw broken("does not name its always columns");
  }
  const isChosen = (each: unknown) => {
    const { set, variable } = (each ?? {}) as Record<string, unknown>;
    return isText(set) && isText(variable);
  };
  if (!Array.isArray(chosen) || !chosen.every(isChosen)) throw broken("does not name its chosen variables");
  const size = always.length + chosen.length;
  if (!Array.isArray(coefficients) || coefficients.length !== size || !coefficients.every(isNumber)) {
    throw broken("needs one number for each coefficient");
  }
  const isRow = (row: unknown) =>
    Array.isArray(row) && row.length === size && row.every((value) => value === null || isNumber(value));
  if (!Array.isArray(covariance) || covariance.length !== size || !covariance.every(isRow)) {
    throw broken("needs a covariance for each pair of coefficients");
  }
  if (p.exposure !== null && !isText(p.exposure)) throw broken("names its exposure wrongly");
  if (p.theta !== null && !(isNumber(p.theta) && p.theta > 0))
    throw broken("needs a positive theta, or null");
  if (!isNumber(p.level) || p.level <= 0 || p.level >= 1) throw broken("needs a level between 0 and 1");
  return p as unknown as RiskTerrainPredictor;
}
