// Talking to the person at the terminal, and running other programs for them.
import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The checkout's folder, without a trailing slash. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/** Something the person has to mend. It is printed as it stands, without a stack. */
export class SetupError extends Error {}

/** Prints one line that tells what is being done, and why. */
export function say(line) {
  console.log(`quetelet: ${line}`);
}

/**
 * Runs a program to its end and gives its exit code (1 when a signal ended it, 127 when it could not start).
 * With `quiet`, its output is shown only when it fails.
 */
export function run(program, args, { quiet = false, ...options } = {}) {
  return new Promise((resolve) => {
    const stdio = quiet ? ["ignore", "pipe", "pipe"] : "inherit";
    const child = spawn(program, args, { cwd: root, stdio, ...options });
    const output = [];
    for (const stream of quiet ? [child.stdout, child.stderr] : [])
      stream.on("data", (part) => output.push(part));
    child.on("error", (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.on("close", (code) => {
      if (code !== 0) process.stderr.write(Buffer.concat(output));
      resolve(code ?? 1);
    });
  });
}

/** Runs a program that has to succeed. `what` names it in the message when it does not. */
export async function must(what, program, args, options) {
  if ((await run(program, args, options)) !== 0) {
    throw new SetupError(`${what} failed; its own message is above.`);
  }
}

/** What a program prints, or null when it is missing or fails. */
export function ask(program, args) {
  const { status, stdout } = spawnSync(program, args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

/** Runs `main`, and turns a SetupError into one line on stderr and exit code 1. */
export async function start(main) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`quetelet: ${error.message}`);
    process.exitCode = 1;
  }
}

/** True for the superuser, for whom Jupyter and Chromium need a flag and apt needs no password. */
export const isRoot = process.getuid?.() === 0;
