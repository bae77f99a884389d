// Stamps remember what a step was done for, so that a step whose inputs are unchanged is left out.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./shell.mjs";

/** The SHA-256 of the contents and names of files and folders (paths from the checkout's root), and of any extra text. */
export function hashOf(paths, ...extra) {
  const hash = createHash("sha256");
  for (const text of extra) hash.update(`${text}\0`);
  for (const path of paths) addTo(hash, path);
  return hash.digest("hex");
}

function addTo(hash, path) {
  const full = join(root, path);
  if (!existsSync(full) || path.includes(".generated.")) return; // generated files follow from the others
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, `${path}/${name}`);
  } else {
    hash.update(`${path}\0`).update(readFileSync(full)).update("\0");
  }
}

/**
 * Does `work` unless the stamp already carries `hash` and every file in `outputs` exists.
 * Returns whether the work was done. The stamp is written only after success.
 */
export async function once({ stamp, hash, outputs = [] }, work) {
  const file = join(root, stamp);
  const done = existsSync(file) && readFileSync(file, "utf8") === hash;
  if (done && outputs.every((path) => existsSync(join(root, path)))) return false;
  await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash);
  return true;
}
