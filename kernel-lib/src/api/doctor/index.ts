import { existsSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { type BackendName, type BackendReport, backends } from "../../compute/backends/index.js";
import { lastJson, runChild } from "../../compute/backends/child.js";
import { version } from "../../version.js";
import { type Check, checkFused } from "./check.js";
import { tolerance } from "./known-fit.js";

export { doctorText } from "./text.js";

/** One engine, or one backend of the tfjs engine, as found here and now. */
export interface EngineReport {
  engine: "fused" | "tfjs";
  /** Null for the fused engine. */
  backend: BackendName | null;
  available: boolean;
  device: string | null;
  /** Whether its fit came out right; null when it was not run. */
  agrees: boolean | null;
  /** Largest difference of its coefficients from the exact ones, relative; null when it was not run. */
  difference: number | null;
  /** Seconds the fit took, loading included; null when it was not run. */
  seconds: number | null;
  /** Why it does not work, or not at its best, and what to do; null when all is well. */
  reason: string | null;
  versions: Record<string, string>;
}

export interface DoctorReport {
  quetelet: string;
  node: string;
  /** Operating system and processor, for example `linux x64`. */
  platform: string;
  /** Threads that run at once. */
  threads: number;
  /** Gibibytes of the machine. */
  memory: number;
  engines: EngineReport[];
}

/**
 * Finds out which engines and backends work here by running the same small fit on each, there and then, and
 * comparing it with the exact answer. Each tfjs backend runs in a process of its own, so that a driver that
 * crashes or hangs is reported and not suffered.
 */
export async function doctor(): Promise<DoctorReport> {
  const engines = [await examineFused()];
  for (const report of await backends()) engines.push(await examineBackend(report));
  return {
    quetelet: version,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    threads: availableParallelism(),
    memory: Math.round((totalmem() / 2 ** 30) * 10) / 10,
    engines,
  };
}

async function examineFused(): Promise<EngineReport> {
  const report = {
    engine: "fused" as const,
    backend: null,
    available: true,
    device: `CPU (${availableParallelism()} threads, Float64)`,
    reason: null,
    versions: { quetelet: version },
  };
  try {
    return judge(report, await checkFused(), tolerance.fused);
  } catch (error) {
    return failed(report, (error as Error).message);
  }
}

async function examineBackend(backend: BackendReport): Promise<EngineReport> {
  const { name, available, device, reason, versions } = backend;
  const report = { engine: "tfjs" as const, backend: name, available, device, reason, versions };
  if (!available) return { ...report, agrees: null, difference: null, seconds: null };
  const child = await runChild(process.execPath, [childFile(), name], { timeout: 180_000 });
  const check = child.ok ? lastJson<Check>(child.stdout) : null;
  if (check) return judge(report, check, tolerance.tfjs);
  return failed(report, `Its fit ${child.ending}. ${child.stderr.trim().split("\n")[0] ?? ""}`.trim());
}

type Unjudged = Omit<EngineReport, "agrees" | "difference" | "seconds">;

function judge(report: Unjudged, { difference, seconds }: Check, allowed: number): EngineReport {
  const agrees = difference <= allowed;
  const wrong = `Its fit is off by ${difference.toExponential(1)}; ${allowed.toExponential(0)} is allowed.`;
  return {
    ...report,
    available: report.available && agrees,
    agrees,
    difference: Number.isFinite(difference) ? difference : null,
    seconds,
    reason: agrees ? report.reason : wrong,
  };
}

function failed(report: Unjudged, reason: string): EngineReport {
  return { ...report, available: false, agrees: null, difference: null, seconds: null, reason };
}

/** The compiled child, also when this module itself runs from its TypeScript source, as it does in tests. */
function childFile(): string {
  const file = fileURLToPath(new URL("./child.js", import.meta.url));
  return existsSync(file) ? file : file.replace(/([/\\])src([/\\]api[/\\])/, "$1dist$2");
}
