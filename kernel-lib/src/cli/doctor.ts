import { doctor as diagnose, doctorText } from "../api/doctor/index.js";
import { parse } from "./arguments.js";

/** `quetelet doctor [--json]` */
export async function doctor(args: string[]): Promise<number> {
  const { values } = parse(args, { json: { type: "boolean", default: false } }, []);
  const report = await diagnose();
  process.stdout.write(`${values.json ? JSON.stringify(report, null, 2) : doctorText(report)}\n`);
  return 0;
}
