// Times how long the builder's form takes to open beside a notebook, and to list the columns of a file of 100,000 rows,
// in JupyterLab: `node test/bench/builder.mjs`. Build the extension first. Needs Chromium.
import { spawnSync } from "node:child_process";
import { registerWithJupyter } from "../../scripts/setup/jupyter.mjs";
import { root } from "../../scripts/setup/shell.mjs";

await registerWithJupyter();
const tests = "opens beside its notebook|lists the columns";
const args = [
  "run",
  "--config",
  "test/vitest.config.mts",
  "--project",
  "browser",
  "builder-life",
  "-t",
  tests,
];
const { status, stdout, stderr } = spawnSync("node", ["node_modules/vitest/vitest.mjs", ...args], {
  cwd: root,
  encoding: "utf8",
});
const lines = stdout.match(/the (form|columns) .* in \d+ ms/g) ?? [];
console.log(lines.length > 0 ? lines.join("\n") : `${stdout}\n${stderr}`);
process.exitCode = status ?? 1;
