import { cpuThreads } from "../../compute/cpu-threads.js";
import type { FitStatistics, Provenance } from "../../contract/index.js";
import type { TrajectoriesOptions } from "./prepare.js";

/** Where a fit comes from, as far as the model knows; the time it took is filled in at the end. */
export function provenanceOf(
  { seed = 1 }: TrajectoriesOptions,
  {
    rows,
    startedAt,
    backend = "fused",
    device = cpuThreads(1),
    versions = {},
  }: { rows: number; startedAt: Date } & Partial<Pick<Provenance, "backend" | "device" | "versions">>,
): Provenance {
  return {
    seed,
    backend,
    device,
    versions,
    dataSha256: null,
    rows,
    startedAt: startedAt.toISOString(),
    seconds: 0,
  };
}

/** What is not finite is null in a document. */
export const finiteOnly = (statistics: Record<string, number>): FitStatistics =>
  Object.fromEntries(
    Object.entries(statistics).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  );
