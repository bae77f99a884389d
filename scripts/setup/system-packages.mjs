// What the tests need of the system: a browser, and for the tfjs backends a Vulkan loader and a compiler.
import { existsSync } from "node:fs";
import { ask, isRoot, run, say } from "./shell.mjs";

const chromiumPlaces = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The path of a Chromium or Chrome, or null. `CHROMIUM` in the environment names another one. */
export function findChromium() {
  return chromiumPlaces.find((path) => path && existsSync(path)) ?? null;
}

/** Whether `quetelet gpu install` can compile TensorFlow's addon here. */
export const hasCompiler = () => ask("g++", ["--version"]) !== null;

const needs = [
  // Debian's chromium also brings a software GPU, on which the WebGPU tests run.
  { what: "browser tests", here: () => findChromium() !== null, debian: ["chromium", "fonts-dejavu-core"] },
  {
    what: "WebGPU tests",
    here: () => process.platform !== "linux" || ask("/sbin/ldconfig", ["-p"])?.includes("libvulkan.so.1"),
    debian: ["libvulkan1"],
  },
  { what: "TensorFlow tests", here: hasCompiler, debian: ["g++"] },
];

/** Installs what is missing with apt, where that needs no password; says what is skipped where it does. */
export async function installSystemPackages() {
  const missing = needs.filter(({ here }) => !here());
  if (missing.length === 0) return;
  const packages = missing.flatMap(({ debian }) => debian).join(" ");
  const tests = missing.map(({ what }) => what).join(", ");
  if (!isRoot || ask("apt-get", ["--version"]) === null) {
    say(
      `skipping the ${tests}: they need what Debian calls ${packages}. Another browser can be named by CHROMIUM.`,
    );
    return;
  }
  say(`installing ${packages} with apt-get, for the ${tests} (a minute or two)`);
  const options = { quiet: true, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  await run("apt-get", ["update"], options);
  const install = ["install", "--yes", "--no-install-recommends", ...packages.split(" ")];
  if ((await run("apt-get", install, options)) !== 0) say(`apt-get failed: skipping the ${tests}.`);
}
