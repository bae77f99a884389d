import { beforeAll, describe, expect, it } from "vitest";
import {
  normal,
  negativeBinomial,
  randomKey,
  split,
  uniform,
} from "../../kernel-lib/src/compute/random/index.js";
import { startRun } from "../../kernel-lib/src/compute/run.js";
import type { GlmFamily, ResultDocument } from "../../kernel-lib/src/contract/index.js";
import { asTable } from "../../kernel-lib/src/data/as-table.js";
import { estimateGlm, estimateOls } from "../../kernel-lib/src/models/linear/index.js";
import { pythonLacks, runPython } from "./python.js";

const lacking = pythonLacks("statsmodels");
if (lacking) console.warn(`skipped: agreement with statsmodels, ${lacking}`);

const n = 400;
const keys = split(randomKey(7), 8);
const [a, b] = [normal(keys[0]!, n), uniform(keys[1]!, n)];
const c = Float64Array.from(normal(keys[2]!, n), (z, i) => (z + a[i]! > 0.5 ? 1 : 0));
const exposure = Float64Array.from(uniform(keys[3]!, n), (u) => 0.2 + 3 * u);
const mean = exposure.map((e, i) => e * Math.exp(0.4 + 0.5 * a[i]! - 0.8 * b[i]! + 0.3 * c[i]!));
const offset = Float64Array.from(normal(keys[4]!, n), (z) => 0.3 * z);
const noise = normal(keys[5]!, n);
const data = {
  a,
  b,
  c,
  exposure,
  offset,
  weight: Float64Array.from(uniform(keys[6]!, n), (u) => 0.5 + 2 * u),
  cluster: Float64Array.from(a, (_, i) => (i * 7) % 23),
  y: a.map((v, i) => 10 + 2 * v - b[i]! + (1 + Math.abs(v)) * noise[i]!),
  count: negativeBinomial(keys[7]!, mean, 1.5, n),
  event: a.map((v, i) => (0.6 * v - b[i]! + offset[i]! + noise[i]! > 0 ? 1 : 0)),
};

interface Reference {
  estimate: number[];
  stdError: number[];
  statistic: number[];
  pValue: number[];
  lower: number[];
  upper: number[];
  fit: Record<string, number>;
}

const outcomes: Record<GlmFamily, object> = {
  gaussian: { outcome: "y" },
  poisson: { outcome: "count", exposure: "exposure" },
  binomial: { outcome: "event", offset: "offset" },
  "negative-binomial": { outcome: "count", exposure: "exposure" },
};

async function ours(name: string): Promise<ResultDocument> {
  const words = name.split(" ");
  const errors = words.at(-1)!;
  const family = words.at(-2)!;
  const common = {
    terms: ["a", "b", "c"],
    errors,
    ...(errors === "cluster" && { cluster: "cluster" }),
    ...((family === "wls" || words[0] === "weighted") && { weights: "weight" }),
  };
  const table = asTable(data, "test");
  const { document } = await startRun(name, (run) =>
    family === "ols" || family === "wls"
      ? estimateOls(table, { outcome: "y", ...common } as never, run)
      : estimateGlm(table, { family, ...outcomes[family as GlmFamily], ...common } as never, run),
  );
  return document;
}

describe.skipIf(lacking)("agreement with statsmodels, 1e-6 relative", () => {
  let reference: Record<string, Reference>;
  beforeAll(() => {
    const plain = Object.fromEntries(
      Object.entries(data).map(([name, values]) => [name, Array.from(values)]),
    );
    reference = runPython("statsmodels_linear.py", plain);
  }, 120_000);

  const robust = ["HC0", "HC1", "HC2", "HC3"];
  const cases = [
    ...["ols", "wls"].flatMap((model) =>
      ["classical", ...robust, "cluster"].map((kind) => `${model} ${kind}`),
    ),
    ...["gaussian", "poisson", "binomial"].flatMap((family) =>
      ["classical", "HC0", "cluster"].flatMap((kind) => [`${family} ${kind}`, `weighted ${family} ${kind}`]),
    ),
    ...["classical", "HC0", "cluster"].map((kind) => `negative-binomial ${kind}`),
  ];

  it.each(cases)("%s", async (name) => {
    const { fit, tables, status } = await ours(name);
    const theirs = reference[name]!;
    expect(status).toBe("converged");
    const rows = [...tables.coefficients!.rows];
    const close = (got: unknown, want: number, what: string) => {
      const scale = Math.max(Math.abs(want), 1e-30);
      expect(Math.abs((got as number) - want) / scale, `${what}: ${String(got)} for ${want}`).toBeLessThan(
        1e-6,
      );
    };
    rows.forEach((row, j) => {
      for (const column of ["estimate", "stdError", "statistic", "lower", "upper"] as const) {
        close(row[column], theirs[column][j]!, `${column} of ${String(row.term)}`);
      }
      // A p-value multiplies the relative error of its statistic by the statistic's square.
      const p = theirs.pValue[j]!;
      const slack = 1e-6 * Math.max(1, theirs.statistic[j]! ** 2);
      expect(Math.abs((row.pValue as number) - p)).toBeLessThanOrEqual(slack * p);
    });
    for (const [statistic, value] of Object.entries(theirs.fit)) {
      if (statistic === "fPValue") continue;
      close(fit[statistic], value, statistic);
    }
    if (name.startsWith("negative-binomial")) {
      const alpha = tables.dispersion!.rows.find((row) => row.term === "alpha")!;
      close(alpha.estimate, theirs.estimate[4]!, "alpha");
      close(alpha.stdError, theirs.stdError[4]!, "standard error of alpha");
    }
  });
});
