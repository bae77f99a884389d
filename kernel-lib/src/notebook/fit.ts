import { inspect } from "node:util";
import type { ColumnTable } from "arquero";
import { InputError, RESULT_MIME_TYPE, type ResultDocument, show } from "../contract/index.js";
import { didYouMean } from "../contract/nearest.js";
import type { TableLike } from "../data/as-table.js";
import { type Chart, createChart } from "./chart.js";
import { figureSvg } from "./figure.js";
import { jupyterDisplay, type MimeBundle } from "./mime.js";
import { summaryText } from "./summary-text.js";
import { createSummary, type Summary } from "./summary.js";

export interface PredictOptions {
  /** Confidence level of the intervals, between 0 and 1. Default: the fit's own. */
  level?: number;
  /**
   * Of trajectories: whether a row of the answer is a row of the table, a person, or a group at a time. Default `rows`.
   */
  of?: "rows" | "people" | "curves";
  /** Of trajectories: times, in the fit's units, in place of those of the table. */
  times?: readonly number[];
  /** Of trajectories: the outcome that is predicted, when the fit has several. Default: the first. */
  outcome?: string;
}

/**
 * A fitted model: the fields of its result document, read directly (`fit.fit.logLik`, `fit.warnings`,
 * `fit.tables.coefficients.rows`), and what can be done with it. As the last line of a cell it shows itself.
 */
export interface Fit extends Readonly<ResultDocument> {
  /** The summary table as a statistics program prints it. */
  summary(): Summary;
  /**
   * Predictions for new rows, one row each: `fitted` (the mean), `linearPredictor` and its `stdError`, `lower` and
   * `upper` of the mean's confidence interval, and (not for binary outcomes) `predictionLower` and
   * `predictionUpper`, between which one new outcome falls.
   *
   * Of trajectories: each row's person (`id`), the most probable `group` and the `probability1` … of all, given what
   * the table knows of the person, and the expected outcome `estimate` with its intervals; rows without an outcome
   * are forecast. With `of: "people"` one row a person, with `of: "curves"` the groups' means over time.
   * @param table Any table with the columns that the model used.
   * @throws InputError for an option that is unknown or no level, when a column is missing or a value cannot be used.
   */
  predict(table: TableLike, options?: PredictOptions): ColumnTable;
  /**
   * One chart by name; `Object.keys(fit.charts)` lists the names.
   * @throws InputError for an unknown name, with those there are.
   */
  chart(name: string): Chart;
  /**
   * The result document, as `JSON.stringify` and a `.quetelet.json` file take it. A notebook's output holds it too, but
   * without a large `predictor`, such as that of many trees.
   */
  toJSON(): ResultDocument;
  /** The summary as text. */
  toString(): string;
}

export interface FitMethods {
  predict(document: ResultDocument, table: TableLike, options: PredictOptions): ColumnTable;
}

/** Puts a result document and what can be done with it together. */
export function createFit(document: ResultDocument, methods: FitMethods): Fit {
  return new DocumentFit(document, methods);
}

function checkPredictOptions(options: PredictOptions, model: ResultDocument["model"]): void {
  if (typeof options !== "object" || options === null) {
    throw new InputError(`predict: options are an object such as { level: 0.9 }, got ${show(options)}`);
  }
  const known = model === "trajectories" ? ["level", "of", "times", "outcome"] : ["level"];
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const which = known.length === 1 ? "the one option is 'level'" : `options are ${known.join(", ")}`;
    throw new InputError(`predict: unknown option '${unknown}'${didYouMean(unknown, known)}; ${which}`);
  }
  const { level } = options;
  if (level !== undefined && !(typeof level === "number" && level > 0 && level < 1)) {
    throw new InputError(`predict: 'level' must be a number between 0 and 1, got ${show(level)}`);
  }
}

/** Characters of JSON up to which a notebook's output keeps what prediction needs. */
const mostPredictor = 100_000;

/** The document as a notebook's output keeps it: without megabytes of forest, of which a viewer shows nothing. */
function displayed(document: ResultDocument): ResultDocument {
  const { predictor, ...shown } = document;
  return predictor && JSON.stringify(predictor).length > mostPredictor ? shown : document;
}

class DocumentFit implements Fit {
  readonly kind;
  readonly version;
  readonly model;
  readonly config;
  readonly status;
  readonly warnings;
  readonly provenance;
  readonly fit;
  readonly tables;
  readonly charts;
  readonly details;
  readonly predictor;
  readonly #document: ResultDocument;
  readonly #methods: FitMethods;

  constructor(document: ResultDocument, methods: FitMethods) {
    this.#document = document;
    this.#methods = methods;
    this.kind = document.kind;
    this.version = document.version;
    this.model = document.model;
    this.config = document.config;
    this.status = document.status;
    this.warnings = document.warnings;
    this.provenance = document.provenance;
    this.fit = document.fit;
    this.tables = document.tables;
    this.charts = document.charts;
    this.details = document.details;
    this.predictor = document.predictor;
  }

  summary(): Summary {
    return createSummary(this.#document);
  }

  predict(table: TableLike, options: PredictOptions = {}): ColumnTable {
    checkPredictOptions(options, this.model);
    return this.#methods.predict(this.#document, table, options);
  }

  chart(name: string): Chart {
    const names = Object.keys(this.charts);
    if (!names.includes(name)) {
      const known = names.length > 0 ? `its charts are ${names.join(", ")}` : "it has no charts";
      throw new InputError(`chart: this fit has no chart '${name}'${didYouMean(name, names)}; ${known}`);
    }
    return createChart(this.charts[name]!);
  }

  toJSON(): ResultDocument {
    return this.#document;
  }

  toString(): string {
    return summaryText(this.#document);
  }

  [inspect.custom](): string {
    return this.toString();
  }

  async [jupyterDisplay](): Promise<MimeBundle> {
    return {
      [RESULT_MIME_TYPE]: displayed(this.#document),
      "image/svg+xml": await figureSvg(this.#document),
      "text/plain": this.toString(),
    };
  }
}
