import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { type Backend, type BackendReport, unavailable } from "./backend.js";
import { runChild } from "./child.js";
import { loadCore, require, startBackend } from "./core.js";
import { openAddon, tryAddon } from "./tensorflow-addon.js";
import {
  type AddonFacts,
  installationFolder,
  machineKey,
  readManifest,
  rememberVerified,
} from "./tensorflow-home.js";

/** The folder of the package, and of our own installation around it if it is ours. */
interface Place {
  folder: string;
  installation: string | null;
}

let reported: Promise<BackendReport & { folder?: string }> | undefined;

/** TensorFlow's C library through tfjs-node-gpu: CUDA where there is an NVIDIA GPU, all CPU cores elsewhere. */
export function report(): Promise<BackendReport> {
  return (reported ??= look());
}

async function look(): Promise<BackendReport & { folder?: string }> {
  if (process.versions["deno"]) {
    return unavailable("tensorflow", "This backend runs under Node, not under Deno.");
  }
  const place = findPlace();
  if (!place) {
    return unavailable(
      "tensorflow",
      process.platform === "linux" && process.arch === "x64"
        ? "Not installed: run `quetelet gpu install` (NVIDIA GPU) or `quetelet gpu install --cpu`."
        : "Not installed; `quetelet gpu install` knows Linux on x86-64 only. On this machine use the GPU through `webgpu`.",
    );
  }
  const { folder, installation } = place;
  const nvidia = await nvidiaGpu();
  let facts: AddonFacts;
  try {
    facts = await learn(place, nvidia);
  } catch (error) {
    const advice = installation ? " Delete that folder and run `quetelet gpu install` again." : "";
    return unavailable("tensorflow", `${(error as Error).message} It is installed in ${folder}.${advice}`);
  }
  const cpuOnly = readManifest(installation ?? "")?.build === "cpu";
  return {
    name: "tensorflow",
    available: true,
    reason: facts.gpu || !nvidia ? null : whyNoGpu(nvidia, cpuOnly),
    device: facts.gpu ? (nvidia ?? "NVIDIA GPU") : `CPU (${availableParallelism()} threads)`,
    hardware: facts.gpu ? "gpu" : "cpu",
    versions: { "tfjs-node": facts.tfjsNode, tensorflow: facts.tensorflow },
    folder,
  };
}

function whyNoGpu(gpu: string, cpuOnly: boolean): string {
  return cpuOnly
    ? `There is an ${gpu} here, but this TensorFlow is the CPU build: run \`quetelet gpu install\`.`
    : `There is an ${gpu} here, but TensorFlow could not open it: its driver may be older than CUDA 12 needs.`;
}

/** Tries the addon in a child process, unless it is known to work here. */
async function learn({ folder, installation }: Place, gpu: string | null): Promise<AddonFacts> {
  const manifest = installation && readManifest(installation);
  if (!manifest) return tryAddon(folder);
  const key = machineKey(gpu);
  const known = manifest.verified[key];
  if (known) return known;
  const facts = await tryAddon(folder);
  rememberVerified(installation, manifest, key, facts);
  return facts;
}

/** Our installation for CUDA, ours for the CPU, or a tfjs-node-gpu that somebody installed by hand. */
function findPlace(): Place | null {
  for (const build of ["cuda", "cpu"] as const) {
    const installation = installationFolder(build);
    if (readManifest(installation)) return { folder: addonFolder(installation), installation };
  }
  for (const from of [require, createRequire(join(process.cwd(), "package.json"))]) {
    try {
      return { folder: dirname(from.resolve("@tensorflow/tfjs-node-gpu/package.json")), installation: null };
    } catch {
      continue;
    }
  }
  return null;
}

export function addonFolder(installation: string): string {
  return join(installation, "node_modules", "@tensorflow", "tfjs-node-gpu");
}

/** Name of the first NVIDIA GPU that the driver shows, or null. */
export async function nvidiaGpu(): Promise<string | null> {
  const query = ["--query-gpu=name", "--format=csv,noheader"];
  const { ok, stdout } = await runChild("nvidia-smi", query, { timeout: 10_000 });
  return (ok && stdout.trim().split("\n")[0]) || null;
}

export async function load(): Promise<Backend> {
  const { folder = "", ...status } = await (reported ??= look());
  await loadCore(); // our tfjs-core first, so that its engine is the one both share
  const { create } = openAddon(folder, createRequire(join(folder, "package.json")));
  return startBackend(status, create);
}
