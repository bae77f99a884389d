import { type BackendName, loadBackend } from "../../compute/backends/index.js";
import { startRun } from "../../compute/run.js";
import { asTable } from "../../data/as-table.js";
import { estimateGlm } from "../../models/linear/index.js";
import { trainGlmTfjs } from "../../models/linear/train-tfjs.js";
import { counts, design, largestDifference, table, terms } from "./known-fit.js";

/** What came of running the known fit. */
export interface Check {
  /** Largest relative difference from the exact coefficients. */
  difference: number;
  /** Wall-clock seconds, loading included. */
  seconds: number;
}

/** Runs the known fit on the fused engine. */
export async function checkFused(): Promise<Check> {
  return timed(async () => {
    const options = { outcome: "counts", terms, family: "poisson" as const };
    const { document } = await startRun("doctor", (run) =>
      estimateGlm(asTable(table, "doctor"), options, run),
    );
    return document.tables["coefficients"]?.rows.map((row) => Number(row["estimate"])) ?? [];
  });
}

/** Runs the known fit on a tfjs backend, in float32 and without the Float64 polish that would hide its errors. */
export async function checkBackend(name: BackendName): Promise<Check> {
  return timed(async () => {
    const backend = await loadBackend(name);
    try {
      const { coefficients } = await startRun("doctor", (run) =>
        trainGlmTfjs({
          design,
          rows: counts.length,
          columns: terms.length * 2 + 1,
          response: Float64Array.from(counts),
          family: "poisson",
          backend,
          run,
        }),
      );
      return coefficients;
    } finally {
      backend.dispose();
    }
  });
}

async function timed(fit: () => Promise<ArrayLike<number>>): Promise<Check> {
  const start = performance.now();
  const difference = largestDifference(await fit());
  return { difference, seconds: (performance.now() - start) / 1000 };
}
