import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const inProject = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));

/** Python that the numbers tests compare with: QUETELET_PYTHON, else the project's own environment. */
export const python = process.env.QUETELET_PYTHON ?? inProject;

/** Why a comparison cannot run here, or null: `it.skipIf(reason)`. */
export function pythonLacks(...modules: string[]): string | null {
  if (!existsSync(python)) return `no Python at ${python} (npm test makes one)`;
  for (const name of modules) {
    if (spawnSync(python, ["-c", `import ${name}`]).status !== 0) return `${python} has no ${name}`;
  }
  return null;
}

/** Runs a script beside the tests with JSON in and JSON out. */
export function runPython<T>(script: string, input: unknown): T {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const text = execFileSync(python, [path], {
    input: JSON.stringify(input),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(text) as T;
}
