import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { randomKey } from "../../kernel-lib/src/compute/random/index.js";
import { startRun } from "../../kernel-lib/src/compute/run.js";
import { asTable } from "../../kernel-lib/src/data/as-table.js";
import { readTable } from "../../kernel-lib/src/data/index.js";
import {
  conditionalQuantiles,
  estimateRandomForest,
  featureMatrix,
  growTree,
  leafObservations,
} from "../../kernel-lib/src/models/forest/index.js";
import { dataFile, dataLacks } from "./data-folder.js";

const bare = {
  permutations: 0,
  impurityImportance: false,
  conformal: "none",
  partialDependence: [],
} as const;

/** Mean of an out-of-bag error of 500 trees over five seeds. */
async function meanError(file: string, options: object, statistic: "oobMse" | "oobError"): Promise<number> {
  const table = asTable(await readTable(file), "test");
  let sum = 0;
  for (let seed = 1; seed <= 5; seed++) {
    const { document } = await startRun("test", (run) =>
      estimateRandomForest(table, { ...bare, trees: 500, seed, ...options } as never, run),
    );
    sum += document.fit[statistic]! / 5;
  }
  return sum;
}

// ranger, 500 trees, 20 seeds: mean ± standard deviation between seeds. Ours must be within two of them.
describe("out-of-bag errors of ranger", () => {
  it.skipIf(dataLacks)("on Boston housing, 4 variables a split, nodes of 5 (9.984 ± .176)", async () => {
    const options = { outcome: "medv", variablesPerSplit: 4, minNode: 5 };
    const error = await meanError(dataFile("glm/boston_housing.csv"), options, "oobMse");
    expect(Math.abs(error - 9.984)).toBeLessThan(2 * 0.176);
  });

  it.skipIf(dataLacks)("on airquality (296.7 ± 5.8)", async () => {
    const error = await meanError(dataFile("glm/airquality.csv"), { outcome: "Ozone" }, "oobMse");
    expect(Math.abs(error - 296.7)).toBeLessThan(2 * 5.8);
  });

  it("on iris (.0447 ± .0049)", async () => {
    const file = fileURLToPath(new URL("./iris.csv", import.meta.url));
    const error = await meanError(file, { outcome: "Species" }, "oobError");
    expect(Math.abs(error - 0.0447)).toBeLessThan(2 * 0.0049);
  });
});

it("gives the quantiles of the toy of PyPI's quantile-forest exactly", async () => {
  const table = asTable({ a: [-2, -2, -1, -1, 1, 1], b: [-2, -2, -1, -1, 1, 2] }, "test");
  const y = Float64Array.of(-1, -1, 0, 1, 1, 2);
  const matrix = featureMatrix(table, ["a", "b"], { where: "test" });
  const tree = await startRun("test", (run) =>
    growTree(matrix, { kind: "regression", y }, { key: randomKey(1), run, keepRows: true }),
  );
  const leaves = leafObservations(tree, y);
  const found = await conditionalQuantiles(tree, matrix, { leaves, probabilities: [0.25, 0.5, 0.75] });
  expect([...found]).toEqual([-1, -1, -1, -1, -1, -1, 0.25, 0.5, 0.75, 0.25, 0.5, 0.75, 1, 1, 1, 2, 2, 2]);
});
