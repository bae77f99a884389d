import type { DoctorReport, EngineReport } from "./index.js";

/** A doctor's report as lines of text: the machine, a table of engines, and what to do about those that fail. */
export function doctorText(report: DoctorReport): string {
  const { quetelet, node, platform, threads, memory, engines } = report;
  const machine = `Quetelet ${quetelet}, Node ${node}, ${platform}, ${threads} threads, ${memory} GiB of memory`;
  const head = ["engine", "works", "device", "largest error", "seconds"];
  const rows = engines.map((engine) => [
    nameOf(engine),
    engine.available ? "yes" : "no",
    engine.device ?? "–",
    engine.difference === null ? "–" : engine.difference.toExponential(1),
    engine.seconds === null ? "–" : engine.seconds.toFixed(2),
  ]);
  const notes = engines.flatMap((engine) => (engine.reason ? [`${nameOf(engine)}: ${engine.reason}`] : []));
  const explanation =
    "Each engine fitted the same Poisson regression just now; the error is against the exact answer.\n" +
    "tfjs computes in float32; a model that trains on it is polished in Float64 afterwards.";
  return [machine, align([head, ...rows]), explanation, ...notes].join("\n\n");
}

const nameOf = ({ engine, backend }: EngineReport) => (backend ? `${engine} ${backend}` : engine);

function align(rows: string[][]): string {
  const widths = rows[0]!.map((_, j) => Math.max(...rows.map((row) => row[j]!.length)));
  const line = (row: string[]) =>
    row
      .map((cell, j) => cell.padEnd(widths[j]!))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join("\n");
}
