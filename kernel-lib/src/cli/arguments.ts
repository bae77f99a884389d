import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "./usage.js";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>
>;

/** `parseArgs`, with what it objects to told as a usage error, and the number of positionals checked. */
export function parse<O extends Options>(args: string[], options: O, positionals: string[]): Parsed<O> {
  let parsed: Parsed<O>;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split(". To specify")[0]!);
  }
  const missing = positionals[parsed.positionals.length];
  if (missing) throw new UsageError(`${missing} is missing`);
  const extra = parsed.positionals[positionals.length];
  if (extra !== undefined) throw new UsageError(`'${extra}' is one argument too many`);
  return parsed;
}
