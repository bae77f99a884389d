import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface ChildResult {
  /** True when the process ended by itself with code 0. */
  ok: boolean;
  stdout: string;
  stderr: string;
  /** How it ended, as the rest of a sentence: `ended with code 1`, `crashed (SIGSEGV)`, `took longer than 60 s`. */
  ending: string;
}

/**
 * Runs a program to its end and keeps what it prints. Native libraries can take the whole process down with
 * them, so whatever loads one for the first time is tried in a child first.
 */
export function runChild(
  program: string,
  args: string[],
  options: {
    /** Milliseconds after which it is killed. */
    timeout?: number;
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    /** Receives each line of its standard output as it comes. */
    onLine?: (line: string) => void;
  } = {},
): Promise<ChildResult> {
  const { timeout, cwd, env = process.env, onLine } = options;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    let stdout = "";
    let stderr = "";
    let late = false;
    const timer = timeout === undefined ? undefined : setTimeout(stop, timeout);
    function stop() {
      late = true;
      child.kill("SIGKILL");
    }
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    if (onLine) createInterface(child.stdout).on("line", onLine);
    child.on("error", (error) => finish(false, `did not start (${error.message})`));
    child.on("close", (code, signal) => {
      if (late) finish(false, `took longer than ${Math.round((timeout ?? 0) / 1000)} s`);
      else if (signal) finish(false, `crashed (${signal})`);
      else finish(code === 0, `ended with code ${code}`);
    });
    function finish(ok: boolean, ending: string) {
      clearTimeout(timer);
      resolve({ ok, stdout, stderr, ending });
    }
  });
}

/** Runs a piece of JavaScript (an ES module) in a Node of its own; `args` are its `process.argv.slice(1)`. */
export function runScript(script: string, args: string[], options: { timeout: number; cwd?: string }) {
  return runChild(process.execPath, ["--input-type=module", "-e", script, "--", ...args], options);
}

/** The JSON object on the last line that holds one: libraries print what they like before it. */
export function lastJson<T>(output: string): T | null {
  for (const line of output.trimEnd().split("\n").reverse()) {
    if (!line.startsWith("{")) continue;
    try {
      return JSON.parse(line) as T;
    } catch {
      continue;
    }
  }
  return null;
}
