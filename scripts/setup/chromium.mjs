// The browser of the browser tests; its package also brings the software GPU that the WebGPU tests use.
import { existsSync } from "node:fs";
import { ask, isRoot, run, say } from "./shell.mjs";

const places = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The path of a Chromium or Chrome, or null. `CHROMIUM` in the environment names another one. */
export function findChromium() {
  return places.find((path) => path && existsSync(path)) ?? null;
}

/** Installs Chromium with apt where that can be done without asking; says what to do where it cannot. */
export async function installChromium() {
  if (findChromium()) return;
  if (!isRoot || ask("apt-get", ["--version"]) === null) {
    say("no Chromium was found: the browser tests are skipped. Install one, or set CHROMIUM to its path.");
    return;
  }
  say("installing Chromium with apt-get, for the browser tests (a minute or two)");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const packages = ["chromium", "fonts-dejavu-core", "libvulkan1"];
  await run("apt-get", ["update"], { quiet: true, env });
  const install = ["install", "--yes", "--no-install-recommends", ...packages];
  if ((await run("apt-get", install, { quiet: true, env })) !== 0) {
    say("Chromium could not be installed: the browser tests are skipped.");
  }
}
