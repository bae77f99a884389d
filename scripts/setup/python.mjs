// The project's own Python environment, in .venv, with everything in it pinned.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { SetupError, ask, must, root, say } from "./shell.mjs";
import { hashOf, once } from "./stamp.mjs";

export const venv = join(root, ".venv");
export const venvBin = join(venv, "bin");
export const python = join(venvBin, "python");

const versionAndPath = "import sys; print(*sys.version_info[:2], sys.executable)";

/** Makes .venv and installs JupyterLab; with `tests`, what the tests need as well. */
export async function installPython({ tests = false } = {}) {
  // An environment knows its own path, so a moved checkout needs a new one.
  await once({ stamp: ".venv/stamps/made", hash: hashOf([], root), outputs: [".venv/bin/python"] }, makeVenv);
  await installPinned("JupyterLab", "scripts/requirements.txt");
  if (tests) await installPinned("the test tools", "scripts/requirements-test.txt");
}

async function installPinned(what, file) {
  await once({ stamp: `.venv/stamps/${file.replaceAll("/", "-")}`, hash: hashOf([file]) }, async () => {
    say(`installing ${what} into .venv, as ${file} pins it (a minute or two)`);
    const quiet = ["--quiet", "--disable-pip-version-check", "--no-input"];
    await must("pip install", python, ["-m", "pip", "install", ...quiet, "-r", file], { quiet: true });
  });
}

async function makeVenv() {
  const base = findPython();
  say("making a Python environment in .venv");
  rmSync(venv, { recursive: true, force: true });
  await must("python -m venv", base, ["-m", "venv", venv]);
}

/** A Python of 3.10 or later that can make environments; `PYTHON` in the environment names another one. */
function findPython() {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : ["python3", "python"];
  const found = candidates.map((name) => ask(name, ["-c", versionAndPath])).find((answer) => answer !== null);
  if (!found) {
    throw new SetupError(`Python 3.10 or later is needed, and ${candidates.join(" or ")} was not found.`);
  }
  const [, major, minor, path] = /^(\d+) (\d+) (.*)$/.exec(found);
  if (Number(major) !== 3 || Number(minor) < 10) {
    throw new SetupError(
      `Python 3.10 or later is needed; ${path} is ${major}.${minor}. Set PYTHON to a newer one.`,
    );
  }
  if (ask(path, ["-c", "import venv, ensurepip"]) === null) {
    throw new SetupError(
      `${path} cannot make environments (no venv module). On Debian and Ubuntu: apt-get install python3-venv`,
    );
  }
  return path;
}
