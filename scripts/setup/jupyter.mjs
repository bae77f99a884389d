// What JupyterLab in .venv has to know of this checkout: the extension, the kernel, and to leave the network alone.
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { must, root } from "./shell.mjs";
import { venv, venvBin } from "./python.mjs";

const labextension = join(root, "extension/jupyterlab_quetelet/labextension");

/** Registers extension and kernel in .venv. Cheap, so it is done each time. */
export async function registerWithJupyter() {
  const link = join(venv, "share/jupyter/labextensions/jupyterlab-quetelet");
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(labextension, link, "dir"); // a link, so that a rebuilt extension is there after a reload

  // No question about news and no look-up of newer versions: nothing leaves the machine.
  const disabledExtensions = { "@jupyterlab/apputils-extension:announcements": true };
  const pageConfig = join(venv, "etc/jupyter/labconfig/page_config.json");
  mkdirSync(dirname(pageConfig), { recursive: true });
  writeFileSync(pageConfig, `${JSON.stringify({ disabledExtensions }, null, 2)}\n`);

  const install = ["kernel-lib/bin/quetelet", "kernel", "install", "--prefix", venv];
  await must("quetelet kernel install", process.execPath, install, { quiet: true });
}

/** The environment for programs that use .venv: its commands first, and the local data sets where there are some. */
export function jupyterEnvironment() {
  const data = join(root, "../shared/data");
  return {
    ...process.env,
    PATH: `${venvBin}${delimiter}${process.env.PATH ?? ""}`,
    VIRTUAL_ENV: venv,
    JUPYTER_PREFER_ENV_PATH: "1", // what .venv holds wins over what the person has installed elsewhere
    ...(process.env.QUETELET_DATA === undefined && existsSync(data) ? { QUETELET_DATA: data } : {}),
  };
}
