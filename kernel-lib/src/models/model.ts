import type { ResultDocument } from "../contract/index.js";

/**
 * What every model's estimator returns: the result document, still without charts, and what the charts
 * draw that is too big to keep in it.
 */
export interface Estimate<Details> {
  document: ResultDocument;
  details: Details;
}
