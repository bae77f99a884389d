import type { ColumnTable } from "arquero";
import { InputError, type ResultDocument } from "../contract/index.js";
import type { TableLike } from "../data/as-table.js";
import { asTable } from "../data/as-table.js";
import { predictDecoupled } from "../models/decoupled/index.js";
import { predictHierarchicalForest } from "../models/forest/hierarchical/index.js";
import { predictRandomForest } from "../models/forest/index.js";
import { predictLinear } from "../models/linear/index.js";
import { predictRiskTerrain } from "../models/risk-terrain/index.js";
import { predictTrajectories } from "../models/trajectories/index.js";
import type { PredictOptions } from "../notebook/fit.js";

/**
 * Predictions of a saved or fresh result for new rows, by the model that the document names.
 * @throws InputError when a column the model used is missing, or holds a value it cannot use.
 */
export function predictFromDocument(
  document: ResultDocument,
  table: TableLike,
  options: PredictOptions = {},
): ColumnTable {
  switch (document.model) {
    case "ols":
    case "glm":
      return predictLinear(document, asTable(table, "predict"), options);
    case "risk-terrain":
      return predictRiskTerrain(document, asTable(table, "predict"), options);
    case "trajectories":
      return predictTrajectories(document, asTable(table, "predict"), options);
    case "decoupled":
      if (options.level !== undefined) {
        throw new InputError("predict: decoupled models give no intervals, so 'level' has no meaning here");
      }
      return predictDecoupled(document, asTable(table, "predict"));
    case "random-forest":
      return predictRandomForest(document, asTable(table, "predict"), options);
    case "hierarchical-forest":
      return predictHierarchicalForest(document, asTable(table, "predict"), options);
  }
}
