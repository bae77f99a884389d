import { expect, test } from "vitest";
import { modelFunction } from "../../../kernel-lib/src/api/model-function.js";
import { drawCharts } from "../../../kernel-lib/src/charts/draw-charts.js";
import { estimateOls } from "../../../kernel-lib/src/models/linear/index.js";

test("a chart that fails costs a warning, not the fit", async () => {
  const broken = () => {
    throw new RangeError("Invalid array length");
  };
  const ols = modelFunction("ols", {
    estimate: estimateOls,
    charts: (_document, _details, failed) => drawCharts({ leverage: broken }, failed),
  });
  const fit = await ols({ y: [1, 2, 4, 3], x: [1, 2, 3, 4] }, { outcome: "y", terms: ["x"] });
  expect(fit.fit.nObs).toBe(4);
  expect(fit.charts).toEqual({});
  expect(fit.warnings).toContainEqual({
    code: "chart-failed",
    message: expect.stringContaining("'leverage' could not be made (Invalid array length)") as string,
  });
});
