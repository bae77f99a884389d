import type { Config, ModelName } from "./config/index.js";

/** MIME type of a result document in a notebook output. */
export const RESULT_MIME_TYPE = "application/vnd.quetelet.result+json";

/** File ending of a saved result document. */
export const RESULT_FILE_EXTENSION = ".quetelet.json";

/** File ending of a saved config document. */
export const CONFIG_FILE_EXTENSION = ".quetelet-config.json";

/** One fitted model as plain JSON: everything the viewer, the command line and `predict` need. */
export interface ResultDocument {
  kind: "quetelet.result";
  version: 1;
  model: ModelName;
  /** The options that produced the fit; running them again gives the same numbers. */
  config: Config;
  /** `converged`; `stopped` at a limit before convergence; `interrupted` by the user. */
  status: FitStatus;
  warnings: ResultWarning[];
  provenance: Provenance;
  fit: FitStatistics;
  /** Tables by name; `coefficients` is always there for a regression. */
  tables: Record<string, ResultTable>;
  /** Vega-Lite v5 specifications by name. */
  charts: Record<string, ChartSpec>;
  /**
   * What viewers link charts and tables by, by name: the places of a map, the people of a group. Each is a list of
   * columns of one length. No number stands only here.
   */
  details?: Record<string, DetailColumns>;
  /** What prediction for new rows needs, in a shape private to the model. */
  predictor?: JsonObject;
}

export type FitStatus = "converged" | "stopped" | "interrupted";

/** A problem found in the data or the fit, kept with the result so that no reader misses it. */
export interface ResultWarning {
  /** Stable machine-readable name, for example `separation` or `missing-dropped`. */
  code: string;
  message: string;
}

export interface Provenance {
  seed: number | null;
  /** `fused`, or the tfjs backend that trained: `tensorflow`, `webgpu`, `wasm` or `cpu`. */
  backend: string;
  /** What the backend ran on, for example `cpu (2 threads)` or a GPU's name. */
  device: string;
  /** Versions of quetelet, Node and the backend. */
  versions: Record<string, string>;
  /** SHA-256 of the columns used, as hexadecimal; null when not computed. */
  dataSha256: string | null;
  /** Rows of the table as given, before missing rows were dropped. */
  rows: number;
  /** ISO 8601, UTC. */
  startedAt: string;
  /** Wall-clock seconds of the fit. */
  seconds: number;
}

/** Fit statistics; a number that is not finite is null and explained by a warning. */
export interface FitStatistics {
  /** Log-likelihood with all constants. */
  logLik?: number | null;
  aic?: number | null;
  bic?: number | null;
  deviance?: number | null;
  nullDeviance?: number | null;
  /** Negative-binomial shape, variance = mean + mean²/theta. */
  theta?: number | null;
  nObs?: number;
  nParams?: number;
  objective?: number | null;
  bound?: number | null;
  gap?: number | null;
  oobMse?: number | null;
  oobError?: number | null;
  oobCoverage?: number | null;
  [statistic: string]: number | null | undefined;
}

export type Cell = string | number | boolean | null;

export interface ResultTable {
  title?: string;
  columns: TableColumn[];
  /** One object a row, keyed by column name. */
  rows: Record<string, Cell>[];
  /** Numbered notes printed under the table. */
  notes?: string[];
}

export interface TableColumn {
  /** Key into each row. */
  name: string;
  /** Heading; the name itself when absent. */
  label?: string;
  type: "text" | "number" | "integer" | "p-value" | "percent" | "boolean";
}

/** Column name → values, all of one length. */
export type DetailColumns = Record<string, (number | string | null)[]>;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A Vega-Lite v5 specification with its data inline. */
export type ChartSpec = JsonObject & {
  $schema: string;
  /** Read to people who cannot see the chart. */
  description: string;
};
