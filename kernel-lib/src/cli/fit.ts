import { dirname, resolve } from "node:path";
import { fitConfig } from "../api/index.js";
import { lastRun } from "../compute/run.js";
import { validateConfig } from "../contract/index.js";
import { readTable } from "../data/index.js";
import { showProgress } from "../notebook/index.js";
import { readJson, writeText } from "./files.js";
import { parse } from "./arguments.js";

/** `quetelet fit CONFIG.json [--data FILE] [--out RESULT.json] [--quiet]` */
export async function fit(args: string[]): Promise<number> {
  const { values, positionals } = parse(
    args,
    { data: { type: "string" }, out: { type: "string" }, quiet: { type: "boolean", default: false } },
    ["CONFIG.json"],
  );
  const file = positionals[0]!;
  const config = validateConfig(await readJson("quetelet fit", file));
  const data = values.data === undefined ? undefined : await readTable(values.data);

  // The first Ctrl-C asks the fit to stop and keeps what it has; the second ends the command.
  process.once("SIGINT", () => {
    lastRun()?.cancel();
    process.once("SIGINT", () => process.exit(130));
  });
  if (!values.quiet) showProgress();
  const result = await fitConfig(config, { data, baseFolder: dirname(resolve(file)) });

  if (values.out !== undefined) {
    await writeText("quetelet fit", values.out, JSON.stringify(result.toJSON(), null, 1) + "\n");
  }
  if (!values.quiet && values.out !== "-") process.stdout.write(`${result.summary().toString()}\n`);
  return result.status === "interrupted" ? 130 : 0;
}
