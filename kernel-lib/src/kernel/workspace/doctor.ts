import { fileURLToPath } from "node:url";
import { type DoctorReport, doctorText } from "../../api/doctor/index.js";
import { runChild } from "../../compute/backends/child.js";
import { InputError } from "../../contract/index.js";

let underway: Promise<{ text: string; report: unknown }> | null = null;

/** As `quetelet doctor`, in a process of its own: its fits are no runs of the notebook's. */
export function examine(): Promise<{ text: string; report: unknown }> {
  underway ??= run().finally(() => (underway = null));
  return underway;
}

async function run(): Promise<{ text: string; report: unknown }> {
  const program = fileURLToPath(new URL("../../../bin/quetelet", import.meta.url));
  const { ok, stdout, ending } = await runChild(process.execPath, [program, "doctor", "--json"], {
    timeout: 600_000,
  });
  if (!ok) throw new InputError(`the doctor ${ending}`);
  const report = JSON.parse(stdout) as DoctorReport;
  return { text: doctorText(report), report };
}
