// The simulation study of "Unaware Fairness: Hierarchical Random Forest for Protected Classes", with fewer samples than
// the paper's 100. Its mean squared errors are reproduced by predictions set against the outcomes of another sample, and
// its non-linear table by a coefficient of 10; `node test/bench/unaware.mjs` prints both beside the right ones.
import { describe, expect, test } from "vitest";
import { startRun } from "../../kernel-lib/src/compute/run.js";
import {
  runUnawareStudy,
  type UnawareStudy,
  type UnawareStudyOptions,
} from "../../kernel-lib/src/models/forest/hierarchical/index.js";

const study = (options: UnawareStudyOptions): Promise<UnawareStudy> =>
  Promise.resolve(startRun("test", (run) => runUnawareStudy({ replicates: 10, trees: 60, ...options }, run)));

const find = ({ measures }: UnawareStudy, model: string, measure: string) =>
  measures.find((each) => each.model === model && each.measure === measure)!;

const models = ["with proxy", "without proxy"] as const;

describe("linear", async () => {
  const found = await study({ scenario: "linear" });

  test.each(models)("%s: the published bias is within Monte Carlo error of ours", (model) => {
    const { mean, stdError, published } = find(found, model, "bias");
    // The paper's own mean is over 100 samples.
    expect(Math.abs(mean - published!)).toBeLessThan(4 * stdError * Math.sqrt(1.1));
  });

  test.each(models)("%s: the published MSE is that against another sample's outcomes", (model) => {
    const { mean, stdError } = find(found, model, "mseOfAnother");
    const right = find(found, model, "mse");
    expect(Math.abs(mean - right.published!)).toBeLessThan(4 * stdError * Math.sqrt(1.1));
    // The noise alone is 1, and a forest of 500 rows comes near it.
    expect(right.mean).toBeGreaterThan(1 - 4 * right.stdError);
    expect(right.mean).toBeLessThan(1.3);
  });
});

test("non-linear: the published numbers are those of a coefficient of 10", async () => {
  const ten = await study({ scenario: "nonlinear", coefficient: 10, replicates: 6 });
  const hundred = await study({ scenario: "nonlinear", replicates: 6 });
  for (const model of models) {
    const { published } = find(ten, model, "mse");
    const { mean, stdError } = find(ten, model, "mseOfAnother");
    expect(Math.abs(mean - published!)).toBeLessThan(4 * stdError * Math.sqrt(1.1) + 0.02);
    expect(find(hundred, model, "mseOfAnother").mean).toBeGreaterThan(10 * published!);
  }
});

test("classification: sensitivity and specificity are the paper's", async () => {
  const found = await study({ scenario: "classification" });
  for (const { mean, published } of found.measures) expect(Math.abs(mean - published!)).toBeLessThan(0.04);
});
