import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { fitConfig, fromJSON, glm, lastRun, ols } from "../../../kernel-lib/src/index.js";
import { normal, poisson, randomKey, split } from "../../../kernel-lib/src/compute/random/index.js";
import { CancelledError, InputError } from "../../../kernel-lib/src/contract/index.js";
import { bundleOf } from "../../../kernel-lib/src/notebook/display.js";

const n = 400;
const [forX, forZ, forY] = split(randomKey(5), 3);
const x = normal(forX!, n);
const z = normal(forZ!, n);
const mean = x.map((at, i) => Math.exp(0.5 + 0.3 * at - 0.2 * z[i]!));
const crimes = Float64Array.from(poisson(forY!, mean, n));
const streets = { crimes, x, z };
const options = { outcome: "crimes", terms: ["x", "z"], family: "poisson" } as const;

test("glm gives a fit with its config, provenance, tables and charts", async () => {
  const fit = await glm(streets, options);
  expect(fit.kind).toBe("quetelet.result");
  expect(fit.config).toEqual({ model: "glm", ...options });
  expect(fit.provenance).toMatchObject({
    backend: "fused",
    rows: n,
    dataSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    versions: { quetelet: expect.any(String), node: process.versions.node },
  });
  expect(fit.provenance.seconds).toBeGreaterThan(0);
  const terms = fit.tables.coefficients!.rows;
  expect(terms.map(({ term }) => term)).toEqual(["Intercept", "x", "z"]);
  // Within four standard errors of the truth the data were drawn from.
  for (const [i, truth] of [0.5, 0.3, -0.2].entries()) {
    expect(Math.abs((terms[i]!.estimate as number) - truth)).toBeLessThan(4 * (terms[i]!.stdError as number));
  }
  expect(Object.keys(fit.charts)).toContain("rootogram");
  expect(JSON.stringify(fit).length).toBeLessThan(200_000);
});

test("ols too, with a summary of every field it prints", async () => {
  const fit = await ols(streets, { outcome: "crimes", terms: ["x"], errors: "HC3" });
  expect(fit.model).toBe("ols");
  expect(fit.summary().text).toMatch(/Ordinary least squares: crimes/);
  expect(fit.summary().text).toMatch(/Std\. errors: +HC3/);
  expect(fit.summary().text).toMatch(/R²: +0\.\d+/);
  expect(Object.keys(await bundleOf(fit))).toHaveLength(3);
});

test("a fit predicts, and so does the one restored from its document", async () => {
  const fit = await glm(streets, options);
  const next = [{ x: 0, z: 0 }, { x: 1, z: 2 }]; // prettier-ignore
  const predictions = fit.predict(next);
  const estimates = fit.tables.coefficients!.rows.map(({ estimate }) => estimate as number);
  expect(predictions.get("fitted", 0)).toBeCloseTo(Math.exp(estimates[0]!), 10);
  expect(predictions.get("lower", 1)).toBeLessThan(predictions.get("fitted", 1));
  const restored = fromJSON(JSON.stringify(fit));
  expect(restored.predict(next).objects()).toEqual(predictions.objects());
});

describe("bad input", () => {
  test("is refused before training, whichever way the function is called", async () => {
    const wrong = { ...options, outcme: "y" } as never;
    await expect(glm(streets, wrong)).rejects.toThrow(
      /^glm: unknown field 'outcme' \(did you mean 'outcome'\?\)/,
    );
    expect(() => glm.start(streets, wrong)).toThrow(InputError);
    await expect(glm(streets, { ...options, terms: ["X"] })).rejects.toThrow(
      /^glm: 'terms' .*\(did you mean 'x'\?\)/,
    );
    await expect(glm([], options)).rejects.toThrow(InputError);
    await expect(glm(null as never, options)).rejects.toThrow(/^glm: /);
    await expect(ols(streets, undefined as never)).rejects.toThrow(/^ols: 'outcome' is missing/);
  });
});

test("a run can be started, found again, and cancelled for the partial fit it has", async () => {
  const run = glm.start(streets, { ...options, family: "negative-binomial" });
  expect(lastRun()).toBe(run);
  run.onProgress(() => run.cancel());
  const fit = await run;
  expect(fit.status).toBe("interrupted");
  expect(fit.summary().text).toContain("[1] The fit was interrupted");
  expect(Object.keys(await bundleOf(fit))).toHaveLength(3);
});

test("a run cancelled before it began rejects", async () => {
  const run = glm.start(streets, options);
  run.cancel();
  await expect(run).rejects.toThrow(CancelledError);
});

describe("fitConfig", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "quetelet-"));
    const lines = Array.from(crimes, (count, i) => `${count},${x[i]},${z[i]}`);
    await writeFile(join(folder, "streets.csv"), ["crimes,x,z", ...lines].join("\n"));
  });

  test("gives the same fit as the model's function, from a file beside the config or from a table", async () => {
    const direct = await glm(streets, options);
    const config = { model: "glm", data: "streets.csv", ...options };
    const fromFile = await fitConfig(config, { baseFolder: folder });
    expect(fromFile.fit).toEqual(direct.fit);
    expect(fromFile.tables).toEqual(direct.tables);
    expect(fromFile.config).toEqual(config);
    expect(fromFile.provenance.dataSha256).toBe(direct.provenance.dataSha256);
    const fromTable = await fitConfig({ ...config, data: "another.csv" }, { data: streets });
    expect(fromTable.fit).toEqual(direct.fit);
    expect(fromTable.config).not.toHaveProperty("data");
  });

  test("refuses what it cannot run", async () => {
    await expect(fitConfig({ model: "glm", ...options })).rejects.toThrow(/'data' is missing/);
    await expect(fitConfig({ model: "glmm" })).rejects.toThrow(InputError);
    await expect(
      fitConfig({ model: "glm", data: "no.csv", ...options }, { baseFolder: folder }),
    ).rejects.toThrow(InputError);
  });
});
