// `npm run screenshots`: does all set-up that is still missing, then takes a picture of every surface, light and dark,
// and writes docs/surfaces.md. What follows `--` goes to Vitest: npm run screenshots -- -t compare
import { join } from "node:path";
import { build } from "./setup/build.mjs";
import { jupyterEnvironment, registerWithJupyter } from "./setup/jupyter.mjs";
import { installNodePackages, needNode } from "./setup/node-packages.mjs";
import { installPython } from "./setup/python.mjs";
import { root, run, start } from "./setup/shell.mjs";
import { installSystemPackages } from "./setup/system-packages.mjs";

await start(async (args) => {
  needNode();
  await installNodePackages();
  await build();
  await installPython({ tests: true });
  await registerWithJupyter();
  await installSystemPackages();
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const project = ["run", "--config", "test/vitest.config.mts", "--project", "screenshots"];
  const cache = join(root, ".cache/jupyter");
  return run(process.execPath, [vitest, ...project, ...args], {
    env: {
      ...jupyterEnvironment(),
      JUPYTER_CONFIG_DIR: join(cache, "config"),
      JUPYTER_DATA_DIR: join(cache, "data"),
    },
  });
});
