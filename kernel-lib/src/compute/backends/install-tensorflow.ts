import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { InputError } from "../../contract/index.js";
import { queteletHome } from "../../home.js";
import { runChild } from "./child.js";
import { addonFolder, nvidiaGpu } from "./tensorflow.js";
import { tryAddon } from "./tensorflow-addon.js";
import {
  type Build,
  installationFolder,
  machineKey,
  type Manifest,
  manifestFile,
  readManifest,
  recipe,
  rememberVerified,
  tensorflowVersion,
} from "./tensorflow-home.js";
import { npmPackages, wheels, wheelTags } from "./tensorflow-packages.js";

export interface InstallOptions {
  /**
   * Take the CPU build of TensorFlow (270 MB to fetch) rather than the CUDA one with NVIDIA's libraries.
   * @default false
   */
  cpu?: boolean;
  /** Receives one line for each thing that happens. */
  log?: (line: string) => void;
}

type Log = (line: string) => void;

/**
 * Sets up the `tensorflow` backend: tfjs-node-gpu, compiled here against the TensorFlow of a Python wheel,
 * because the library that its own installer fetches (TensorFlow 2.9, CUDA 11.2) is too old for today's GPUs.
 *
 * Works in a folder beside the final one and renames it once TensorFlow has computed something there, so an
 * interrupted run leaves nothing half-done, and the next one goes on from the wheels that are already fetched.
 * Returns at once when all is in place.
 * @throws InputError when this machine lacks what it takes; the message tells what
 */
export async function installGpu({ cpu = false, log = () => {} }: InstallOptions = {}): Promise<void> {
  const build: Build = cpu ? "cpu" : "cuda";
  const target = installationFolder(build);
  if (await works(target)) {
    log(`TensorFlow ${tensorflowVersion} (${build}) is already set up in ${target}.`);
    return;
  }
  await checkTools();
  if (build === "cuda" && !(await nvidiaGpu())) {
    log("There is no NVIDIA driver here (nvidia-smi does not run): TensorFlow will compute on the CPU.");
  }

  const work = `${target}.partial`;
  mkdirSync(work, { recursive: true });
  const unlock = lock(work);
  try {
    await fetchAddon(work, log);
    await fetchLibraries(work, build, log);
    await compile(work, log);
    tidy(work);
    log("Trying it: TensorFlow multiplies two matrices");
    const facts = await tryAddon(addonFolder(work));
    const manifest: Manifest = {
      recipe,
      build,
      tensorflow: facts.tensorflow,
      tfjsNode: facts.tfjsNode,
      verified: {},
    };
    rememberVerified(work, manifest, machineKey(await nvidiaGpu()), facts);
    rmSync(target, { recursive: true, force: true });
    unlock();
    renameSync(work, target);
    removeOlder(build);
    log(`TensorFlow ${facts.tensorflow} computes on the ${facts.gpu ? "GPU" : "CPU"}. It is in ${target}.`);
  } finally {
    unlock();
  }
}

/** Whether a finished installation computes; one made under another Node is tried once more. */
async function works(target: string): Promise<boolean> {
  const manifest = readManifest(target);
  if (!manifest) return false;
  const key = machineKey(await nvidiaGpu());
  if (manifest.verified[key]) return true;
  try {
    rememberVerified(target, manifest, key, await tryAddon(addonFolder(target)));
    return true;
  } catch {
    return false;
  }
}

async function checkTools(): Promise<void> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new InputError(
      `quetelet gpu install: it knows Linux on x86-64 only, not ${process.platform} on ${process.arch}; use the GPU through the webgpu backend.`,
    );
  }
  const tools = [
    ["python3", ["-m", "pip", "--version"], "Python 3 with pip, to fetch TensorFlow", "python3-pip"],
    ["g++", ["--version"], "a C++ compiler, to compile the addon", "g++"],
    ["npm", ["--version"], "npm, to fetch the addon", "npm"],
  ] as const;
  for (const [program, args, what, debian] of tools) {
    if (!(await runChild(program, [...args])).ok) {
      throw new InputError(
        `quetelet gpu install: it needs ${what}; \`${program} ${args.join(" ")}\` does not run (Debian and Ubuntu: \`apt install ${debian}\`).`,
      );
    }
  }
}

/** Keeps a second installer out of the same folder. Returns the function that lets it in again. */
function lock(work: string): () => void {
  const file = join(work, ".lock");
  const holder = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (isRunning(holder)) {
    throw new InputError(
      `quetelet gpu install: another installation is going on in ${work} (process ${holder}); wait for it to end.`,
    );
  }
  writeFileSync(file, String(process.pid));
  const release = () => rmSync(file, { force: true });
  process.once("exit", release);
  return () => {
    process.off("exit", release);
    release();
  };
}

function isRunning(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0); // signal 0 only asks
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function step(log: Log, what: string, program: string, args: string[], cwd: string): Promise<void> {
  log(what);
  const onLine = (line: string) => {
    const file = /^\s*Downloading (?:\S*\/)?(\S+\.whl)\S* \((.*)\)/.exec(line);
    if (file) log(`  ${file[1]} (${file[2]})`);
  };
  const child = await runChild(program, args, { cwd, env: plainEnvironment(), onLine });
  if (child.ok) return;
  const last = child.stderr.trim().split("\n").slice(-15).join("\n");
  throw new Error(`quetelet gpu install: ${program} ${child.ending} (${what}).\n${last}`);
}

/** Without what an npm script that called us has set: its workspaces and prefix are not ours. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const inherited =
    /^npm_(config_(workspace|workspaces|prefix|local_prefix|ignore_scripts|omit|include)|package_)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}

async function fetchAddon(work: string, log: Log): Promise<void> {
  const description = { name: "quetelet-tensorflow", private: true, ...npmPackages };
  writeFileSync(join(work, "package.json"), JSON.stringify(description, null, 2));
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  await step(log, "Fetching tfjs-node-gpu", "npm", ["install", ...flags], work);
  // One of its files asks for the core by its own name.
  const core = join(work, "node_modules", "@tensorflow", "tfjs-core");
  if (!existsSync(core)) symlinkSync("tfjs", core);
}

/** Takes the libraries out of the wheels, and from TensorFlow's also the headers for the compiler. */
async function fetchLibraries(work: string, build: Build, log: Log): Promise<void> {
  const folder = join(work, "wheels");
  const requirements = join(work, "requirements.txt");
  writeFileSync(requirements, wheels[build].join("\n") + "\n");
  const size = build === "cpu" ? "270 MB" : "3 GB";
  const pip = [
    "-m",
    "pip",
    "download",
    "--progress-bar=off",
    "--disable-pip-version-check",
    "--require-hashes",
  ];
  await step(
    log,
    `Fetching the ${build === "cpu" ? "CPU" : "CUDA"} build of TensorFlow ${tensorflowVersion} (about ${size})`,
    "python3",
    [...pip, ...wheelTags, "--dest", folder, "--requirement", requirements],
    work,
  );

  const deps = join(addonFolder(work), "deps");
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(deps, { recursive: true });
  const names = readdirSync(folder).map((name) => join(folder, name));
  await step(log, "Unpacking its libraries", "python3", ["-c", unpack, deps, ...names], work);

  // TensorFlow looks for NVIDIA's libraries in ../nvidia/*/lib, seen from its own folder.
  const lib = join(deps, "lib");
  renameSync(join(deps, "tensorflow"), lib);
  const links = {
    "libtensorflow.so": "libtensorflow_cc.so.2",
    "libtensorflow_framework.so": "libtensorflow_framework.so.2",
  };
  for (const [link, library] of Object.entries(links)) symlinkSync(library, join(lib, link));
}

/** Python, because its zip reader copes with archives of any size and is there wherever pip is. */
const unpack = `
import os, sys, zipfile
target, *wheels = sys.argv[1:]
def wanted(name):
    if name.startswith("tensorflow/"):
        return name.startswith(("tensorflow/libtensorflow_cc.so", "tensorflow/libtensorflow_framework.so",
            "tensorflow/include/tensorflow/c/", "tensorflow/include/tensorflow/core/platform/",
            "tensorflow/include/tsl/", "tensorflow/include/xla/tsl/"))
    return name.startswith("nvidia/") and "/include/" not in name and not name.endswith(".py")
for wheel in wheels:
    with zipfile.ZipFile(wheel) as archive:
        for info in archive.infolist():
            if wanted(info.filename):
                path = archive.extract(info, target)
                if info.external_attr >> 16:
                    os.chmod(path, (info.external_attr >> 16) & 0o777)
`;

async function compile(work: string, log: Log): Promise<void> {
  const addon = addonFolder(work);
  const output = join("lib", "napi-v8", "tfjs_binding.node");
  mkdirSync(join(addon, "lib", "napi-v8"), { recursive: true });
  const args = [
    ...["-O2", "-std=c++17", "-shared", "-fPIC", "-w", "-DNAPI_VERSION=8"],
    ...["-I", join(work, "node_modules", "node-api-headers", "include")],
    ...["-I", join("deps", "lib", "include"), "-I", "."],
    ...["binding/tfjs_backend.cc", "binding/tfjs_binding.cc", "-o", output],
    ...["-L", join("deps", "lib"), "-ltensorflow", "-ltensorflow_framework"],
    "-Wl,-rpath,$ORIGIN/../../deps/lib",
  ];
  await step(log, "Compiling the addon", "g++", args, addon);
}

/** Removes what only the installation needed. */
function tidy(work: string): void {
  const addon = addonFolder(work);
  const leftovers = [
    ...["wheels", "requirements.txt", "node_modules/node-api-headers"].map((name) => join(work, name)),
    ...["deps/lib/include", "deps/lib/libtensorflow.so", "deps/lib/libtensorflow_framework.so", "src"].map(
      (name) => join(addon, name),
    ),
  ];
  for (const path of leftovers) rmSync(path, { recursive: true, force: true });
  const modules = join(work, "node_modules", "@tensorflow");
  for (const name of readdirSync(modules, { recursive: true, encoding: "utf8" })) {
    if (/\.map$|[/\\]tf-core\.(es2017|fesm|js|min)/.test(name)) rmSync(join(modules, name), { force: true });
  }
}

/** Removes installations of the same build that an older Quetelet made. */
function removeOlder(build: Build): void {
  const home = queteletHome();
  for (const name of readdirSync(home)) {
    const older = /^tensorflow-.*-(cpu|cuda)$/.exec(name)?.[1] === build && join(home, name);
    if (older && older !== installationFolder(build) && existsSync(manifestFile(older))) {
      rmSync(older, { recursive: true, force: true });
    }
  }
}
