import { mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError } from "../contract/errors.js";

export interface InstallOptions {
  /** Environment to install into, as `--prefix` of `jupyter kernelspec install`; a virtual environment's root. */
  prefix?: string;
  /** Install for this person only; the default when there is no `prefix`. */
  user?: boolean;
  /** Name of the kernelspec: letters, digits, `.`, `-` and `_`. */
  name?: string;
  /** What JupyterLab's launcher shows. */
  displayName?: string;
}

/**
 * Writes the kernelspec and returns its folder. The spec starts the Node that runs now on this very package.
 * Throws InputError when `prefix` and `user` are both given, or for a name that Jupyter would refuse.
 */
export async function installKernel({
  prefix,
  user,
  name = "quetelet",
  displayName = "TypeScript (Quetelet)",
}: InstallOptions = {}): Promise<string> {
  if (prefix !== undefined && user) {
    throw new InputError("kernel install: 'prefix' and 'user' exclude each other; give one of them");
  }
  if (!/^[a-z0-9._-]+$/i.test(name)) {
    throw new InputError(`kernel install: 'name' is '${name}'; use letters, digits, '.', '-' and '_' only`);
  }
  const data = prefix === undefined ? userDataFolder() : join(prefix, "share", "jupyter");
  const folder = join(data, "kernels", name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "kernel.json"), `${JSON.stringify(kernelSpec(displayName), null, 2)}\n`);
  return folder;
}

/** The content of kernel.json. */
export function kernelSpec(displayName: string): object {
  return {
    argv: [
      process.execPath,
      // Imports of ES modules from cells go through require(), which is still called experimental.
      "--disable-warning=ExperimentalWarning",
      fileURLToPath(new URL("./main.js", import.meta.url)),
      "{connection_file}",
    ],
    display_name: displayName,
    language: "typescript",
    // By message, not by signal: a thread of its own reads the message while the cell keeps the main thread
    // busy, the libraries' child processes are left alone, and it works on Windows.
    interrupt_mode: "message",
    metadata: { debugger: false },
  };
}

/** Where Jupyter looks for a person's own kernels (jupyter_core.paths.jupyter_data_dir). */
function userDataFolder(): string {
  const { JUPYTER_DATA_DIR, XDG_DATA_HOME, APPDATA } = process.env;
  if (JUPYTER_DATA_DIR) return JUPYTER_DATA_DIR;
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  if (process.platform === "win32") return join(APPDATA ?? join(homedir(), "AppData", "Roaming"), "jupyter");
  return join(XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "jupyter");
}
