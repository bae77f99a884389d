import { asTable, type TableLike } from "../../../../kernel-lib/src/data/as-table.js";
import { randomKey } from "../../../../kernel-lib/src/compute/random/index.js";
import type { ResultDocument } from "../../../../kernel-lib/src/contract/index.js";
import { fitMixture } from "../../../../kernel-lib/src/models/trajectories/fit-mixture.js";
import type { MixtureFit } from "../../../../kernel-lib/src/models/trajectories/mixture.js";
import { modelRecipe } from "../../../../kernel-lib/src/models/trajectories/prediction/model-recipe.js";
import { predictorJson } from "../../../../kernel-lib/src/models/trajectories/prediction/predictor.js";
import {
  type BuiltModel,
  buildModel,
  type TrajectoriesOptions,
} from "../../../../kernel-lib/src/models/trajectories/prepare.js";
import { type Report, reportFit } from "../../../../kernel-lib/src/models/trajectories/report.js";
import { quietRun } from "./simple-mixtures.js";

export interface Fitted {
  built: BuiltModel;
  fit: MixtureFit;
  report: Report;
  /** What predictions and tests read of a document, after a round trip through JSON. */
  document: ResultDocument;
}

/** Fits a model and keeps what predictions and tests need of it. */
export async function fitted(
  like: TableLike,
  { starts = 8, ...options }: TrajectoriesOptions & { starts?: number },
): Promise<Fitted> {
  const built = buildModel(asTable(like, "test"), options);
  const fit = await fitMixture(built.model, { starts, key: randomKey(1), run: quietRun() });
  const report = reportFit(fit, built, options);
  const rows = (matrix: Float64Array) => {
    const p = report.theta.length;
    return Array.from({ length: p }, (_, i) =>
      Array.from(matrix.subarray(i * p, (i + 1) * p), (x) => (Number.isFinite(x) ? x : null)),
    );
  };
  const predictor = predictorJson({
    kind: "trajectories",
    level: 0.95,
    errors: "observed",
    recipe: modelRecipe(built, options),
    theta: [...report.theta],
    covariance: rows(report.covariance),
    parameters: report.parameters,
    jacobian: rows(report.jacobian) as number[][],
  });
  const document = JSON.parse(JSON.stringify({ kind: "quetelet.result", model: "trajectories", predictor }));
  return { built, fit, report, document };
}
