// The browser of the browser tests. Its Debian package also brings a software GPU, on which the WebGPU tests run.
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

/** Installs Chromium and the Vulkan loader with apt where that needs no password; says what is left out elsewhere. */
export async function installChromium() {
  const packages = [];
  if (!findChromium()) packages.push("chromium", "fonts-dejavu-core");
  if (process.platform === "linux" && !hasVulkan()) packages.push("libvulkan1");
  if (packages.length === 0) return;
  const without = `without ${packages.join(", ")} the browser or WebGPU tests are skipped`;
  if (!isRoot || ask("apt-get", ["--version"]) === null) {
    say(`${without}. Install them, or set CHROMIUM to the path of a browser.`);
    return;
  }
  say(`installing ${packages.join(", ")} with apt-get, for the browser and WebGPU tests (a minute or two)`);
  const options = { quiet: true, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  await run("apt-get", ["update"], options);
  const code = await run("apt-get", ["install", "--yes", "--no-install-recommends", ...packages], options);
  if (code !== 0) say(`apt-get failed: ${without}.`);
}

const hasVulkan = () => (ask("/sbin/ldconfig", ["-p"]) ?? "").includes("libvulkan.so.1");
