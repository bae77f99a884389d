import { describe, expect, it } from "vitest";
import { normal, poisson, randomKey, split } from "../../../../kernel-lib/src/compute/random/index.js";
import { startRun } from "../../../../kernel-lib/src/compute/run.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { estimateGlm } from "../../../../kernel-lib/src/models/linear/index.js";

const [x, y] = split(randomKey(1), 2);
const a = normal(x!, 5000);
const table = asTable({ a, y: poisson(y!, a.map(Math.exp), 5000) }, "test");
const options = { outcome: "y", terms: ["a"], family: "poisson" } as const;

describe("a run", () => {
  it("reports its steps and their falling loss", async () => {
    const run = startRun("glm", (context) => estimateGlm(table, options, context));
    const losses: number[] = [];
    run.onProgress(({ phase, loss }) => {
      expect(phase).toBe("fitting");
      losses.push(loss!);
    });
    await run;
    expect(losses.length).toBeGreaterThan(1);
    expect(losses).toEqual([...losses].sort((p, q) => q - p));
  });

  it("keeps what it has when it is cancelled, and flags it", async () => {
    const run = startRun("glm", (context) => estimateGlm(table, options, context));
    run.onProgress(() => run.cancel());
    const { document } = await run;
    expect(document.status).toBe("interrupted");
    expect(document.fit.iterations).toBe(1);
    expect(document.warnings.map(({ code }) => code)).toContain("interrupted");
    expect(document.tables.coefficients!.rows).toHaveLength(2);
    expect(JSON.stringify(document)).not.toContain("NaN");
  });
});
