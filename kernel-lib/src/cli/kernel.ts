import { installKernel } from "../kernel/install.js";
import { parse } from "./arguments.js";
import { UsageError } from "./usage.js";

/** `quetelet kernel install [--prefix DIR | --user]` */
export async function kernel(args: string[]): Promise<number> {
  const { values, positionals } = parse(
    args,
    { prefix: { type: "string" }, user: { type: "boolean", default: false } },
    ["the kernel command (install)"],
  );
  if (positionals[0] !== "install")
    throw new UsageError(`unknown kernel command '${positionals[0]}'; try 'install'`);
  if (values.user && values.prefix !== undefined) throw new UsageError("give --prefix or --user, not both");
  const folder = await installKernel({ prefix: values.prefix, user: values.user });
  process.stdout.write(`Kernel "TypeScript (Quetelet)" is in ${folder}\n`);
  return 0;
}
