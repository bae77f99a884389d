import { CancelledError, InputError } from "../contract/index.js";
import { UsageError, usage } from "./usage.js";
import { version } from "../version.js";

type Command = (args: string[]) => Promise<number>;

// Each command is loaded when it is asked for, so that `--help` and `kernel install` start at once.
const commands: Record<string, () => Promise<Command>> = {
  fit: async () => (await import("./fit.js")).fit,
  predict: async () => (await import("./predict.js")).predict,
  doctor: async () => (await import("./doctor.js")).doctor,
  kernel: async () => (await import("./kernel.js")).kernel,
  gpu: async () => (await import("./gpu.js")).gpu,
};

/** Runs one command line (without `node quetelet`) and returns its exit code. */
export async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--version" || name === "-v") return print(version);
  if (
    name === undefined ||
    ["--help", "-h", "help"].includes(name) ||
    rest.includes("--help") ||
    rest.includes("-h")
  ) {
    return name === undefined ? fail(usage, 2) : print(usage);
  }
  try {
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!load)
      throw new UsageError(`unknown command '${name}'; the commands are ${Object.keys(commands).join(", ")}`);
    const command = await load();
    return await command(rest);
  } catch (error) {
    if (error instanceof UsageError) return fail(`quetelet: ${error.message}\nTry 'quetelet --help'.`, 2);
    if (error instanceof InputError) return fail(error.message, 1);
    if (error instanceof CancelledError) return fail(error.message, 130);
    return fail(process.env.QUETELET_DEBUG ? String((error as Error).stack) : messageOf(error), 1);
  }
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return `quetelet: ${text} (set QUETELET_DEBUG=1 for the trace)`;
}

function print(text: string): number {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  return 0;
}

function fail(text: string, code: number): number {
  process.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
  return code;
}
