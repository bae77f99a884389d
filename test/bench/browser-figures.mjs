// What browser tests print of the times they took, for benches: they stand where a person's actions are written already.
import { spawnSync } from "node:child_process";
import { registerWithJupyter } from "../../scripts/setup/jupyter.mjs";
import { root } from "../../scripts/setup/shell.mjs";

/** Runs a file of browser tests, or those of it whose names match `tests`, and prints what `pattern` finds. */
export async function printFigures({ file, tests, pattern }) {
  await registerWithJupyter();
  const args = ["run", "--config", "test/vitest.config.mts", "--project", "browser", file];
  const chosen = tests === undefined ? [] : ["-t", tests];
  const { status, stdout, stderr } = spawnSync(
    "node",
    ["node_modules/vitest/vitest.mjs", ...args, ...chosen],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  const lines = stdout.match(pattern) ?? [];
  console.log(lines.length > 0 ? lines.join("\n") : `${stdout}\n${stderr}`);
  process.exitCode = status ?? 1;
}
