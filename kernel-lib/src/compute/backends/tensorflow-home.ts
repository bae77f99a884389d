import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, release } from "node:os";
import { join } from "node:path";
import { queteletHome } from "../../home.js";

/** The version of TensorFlow that `quetelet gpu install` fetches. */
export const tensorflowVersion = "2.21.0";

/** Raise it when an installation made by an older Quetelet must be made anew. */
export const recipe = 1;

export type Build = "cuda" | "cpu";

/** What an installation says about itself; it is written last, so a folder without it is not finished. */
export interface Manifest {
  recipe: number;
  build: Build;
  tensorflow: string;
  tfjsNode: string;
  /** Where the addon has been seen to load and compute, by `machineKey`, and what it said there. */
  verified: Record<string, AddonFacts>;
}

/** What the addon says about itself once it has computed something. */
export interface AddonFacts {
  gpu: boolean;
  tensorflow: string;
  tfjsNode: string;
}

export function installationFolder(build: Build): string {
  return join(queteletHome(), `tensorflow-${tensorflowVersion}-${build}`);
}

export function manifestFile(folder: string): string {
  return join(folder, "quetelet.json");
}

/** The manifest of a finished installation that this version of Quetelet can use, or null. */
export function readManifest(folder: string): Manifest | null {
  const file = manifestFile(folder);
  if (!existsSync(file)) return null;
  try {
    const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
    return manifest.recipe === recipe ? manifest : null;
  } catch {
    return null;
  }
}

/** Names what decides whether an addon loads here: the Node, the operating system, the CPU and the GPU. */
export function machineKey(gpu: string | null): string {
  const node = process.versions.node.split(".")[0];
  return `Node ${node}, ${process.platform} ${release()}, ${cpus()[0]?.model.trim()}, ${gpu ?? "no GPU"}`;
}

/** Writes that the addon works here, so that the next process can load it without trying it first. */
export function rememberVerified(folder: string, manifest: Manifest, key: string, facts: AddonFacts): void {
  const verified = { ...manifest.verified, [key]: facts };
  try {
    writeFileSync(manifestFile(folder), `${JSON.stringify({ ...manifest, verified }, null, 2)}\n`);
  } catch {
    // An installation that cannot be written to is tried anew by each process.
  }
}
