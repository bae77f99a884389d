// `npm start`: does all set-up that is still missing, then opens JupyterLab on the first walkthrough.
// What follows `--` goes to JupyterLab: npm start -- --no-browser --port 9000
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "./setup/build.mjs";
import { jupyterEnvironment, registerWithJupyter } from "./setup/jupyter.mjs";
import { installNodePackages, needNode } from "./setup/node-packages.mjs";
import { installPython, python } from "./setup/python.mjs";
import { isRoot, root, say, start } from "./setup/shell.mjs";

const walkthrough = "notebooks/01-ols-and-counts.ipynb";

await start(async (args) => {
  needNode();
  await installNodePackages();
  await build();
  await installPython();
  await registerWithJupyter();

  say("starting JupyterLab; Ctrl-C stops it");
  const options = [
    `--ServerApp.root_dir=${root}`,
    "--ServerApp.answer_yes=True", // one Ctrl-C is enough
    ...(isRoot ? ["--allow-root"] : []),
    ...(existsSync(join(root, walkthrough)) ? [`--LabApp.default_url=/lab/tree/${walkthrough}`] : []),
  ];
  return jupyterLab([...options, ...args]);
});

/** Runs JupyterLab until it ends. A Ctrl-C reaches it from the terminal; other signals are passed on. */
function jupyterLab(args) {
  const child = spawn(python, ["-m", "jupyterlab", ...args], {
    cwd: root,
    stdio: "inherit",
    env: jupyterEnvironment(),
  });
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGTERM"));
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 0));
  });
}
