import type { RunNews, RunReport } from "quetelet/contract";
import { isRecord } from "../ui/is-record";
import { mostLosses, readRun } from "./read-run";

/**
 * A run's report out of what came over its comm, with the losses that came before and stay; null when there is none.
 * The list of losses is the same as before when it says the same.
 * @param before The losses of a run as they are known so far.
 */
export function readNews(data: unknown, before: (id: string) => RunReport["losses"]): RunReport | null {
  if (!isRecord(data)) return null;
  const { report: plain, kept }: Partial<Record<keyof RunNews, unknown>> = data;
  const read = readRun(plain);
  if (!read.ok) return null;
  const { report } = read;
  if (typeof kept !== "number" || !(kept > 0)) return report;
  const known = before(report.id);
  if (report.losses.length === 0 && known.length <= kept) return { ...report, losses: known };
  // A kernel sends all anew before they are so many.
  return { ...report, losses: [...known.slice(0, kept), ...report.losses].slice(-mostLosses) };
}
