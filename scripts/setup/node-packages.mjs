// The npm packages that package-lock.json pins.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError, must, root, say } from "./shell.mjs";

/** Stops with one sentence when this Node cannot load ES modules with require(), which the kernel does. */
export function needNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const recent = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (!recent) {
    throw new SetupError(`Node 20.19, 22.12 or later is needed; this is ${process.versions.node}.`);
  }
}

/**
 * Runs `npm ci`, unless node_modules already holds what package-lock.json asks for.
 * No package runs a script of its own at install: none needs to, and newer npm versions forbid it.
 */
export async function installNodePackages() {
  const missing = firstDifference();
  if (missing === null) return;
  say(`installing the npm packages (${missing})`);
  await must("npm ci", "npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]);
}

/** Why node_modules has to be made anew, or null. npm records what it installed in a hidden lock file. */
function firstDifference() {
  const hidden = join(root, "node_modules/.package-lock.json");
  if (!existsSync(hidden)) return "there are none yet";
  const { packages: installed } = JSON.parse(readFileSync(hidden, "utf8"));
  const { packages: wanted } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes("node_modules/")) continue; // the root and the workspace themselves
    const found = installed[path];
    if (found?.version === entry.version) continue;
    if (!found && (entry.optional || entry.devOptional || entry.peer)) continue; // not for this platform
    return `${path.slice(path.lastIndexOf("node_modules/") + 13)} is new or has another version`;
  }
  return null;
}
