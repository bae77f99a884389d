import { installGpu } from "../compute/backends/install-tensorflow.js";
import { parse } from "./arguments.js";
import { UsageError } from "./usage.js";

/** `quetelet gpu install [--cpu]` */
export async function gpu(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { cpu: { type: "boolean", default: false } }, [
    "the gpu command (install)",
  ]);
  if (positionals[0] !== "install")
    throw new UsageError(`unknown gpu command '${positionals[0]}'; try 'install'`);
  await installGpu({ cpu: values.cpu, log: (line) => process.stderr.write(`${line}\n`) });
  return 0;
}
