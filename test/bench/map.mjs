// Times the frames of a map of 50,000 units in JupyterLab while it is dragged for two seconds, zoomed, and dragged with
// a factor picked, in milliseconds: `node test/bench/map.mjs`. Build the extension first. Needs Chromium.
import { spawnSync } from "node:child_process";
import { registerWithJupyter } from "../../scripts/setup/jupyter.mjs";
import { root } from "../../scripts/setup/shell.mjs";

await registerWithJupyter();
const args = ["run", "--config", "test/vitest.config.mts", "--project", "browser", "map-panning"];
const { status, stdout, stderr } = spawnSync("node", ["node_modules/vitest/vitest.mjs", ...args], {
  cwd: root,
  encoding: "utf8",
});
const lines = stdout.match(/(dragged|zoomed)[^{\n]*\{.*\}/g) ?? [];
console.log(lines.length > 0 ? lines.join("\n") : `${stdout}\n${stderr}`);
process.exitCode = status ?? 1;
