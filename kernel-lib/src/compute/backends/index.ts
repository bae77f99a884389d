import { InputError } from "../../contract/index.js";
import type { Backend, BackendModule, BackendName, BackendReport } from "./backend.js";

export type { Backend, BackendName, BackendReport, Hardware, Tensorflow } from "./backend.js";

const modules: Record<BackendName, () => Promise<BackendModule>> = {
  tensorflow: () => import("./tensorflow.js"),
  webgpu: () => import("./webgpu.js"),
  wasm: () => import("./wasm.js"),
  cpu: () => import("./cpu.js"),
};

export const backendNames = Object.keys(modules) as BackendName[];

/**
 * Reports on every tfjs backend, in the order in which `auto` would take them: TensorFlow on a GPU, WebGPU on
 * a GPU, TensorFlow on the CPU, WebAssembly, plain JavaScript. Those that `auto` never takes (a GPU imitated
 * in software, and what does not work here) come last.
 */
export async function backends(): Promise<BackendReport[]> {
  const reports = await Promise.all(backendNames.map(async (name) => (await modules[name]()).report()));
  return reports.sort((a, b) => rank(a) - rank(b));
}

/** `auto` takes the lowest; equal ranks keep the order of `modules`. */
function rank({ available, hardware }: BackendReport): number {
  if (!available) return 3;
  return { gpu: 0, cpu: 1, software: 2 }[hardware ?? "cpu"];
}

const started = new Map<BackendName, Promise<Backend>>();

/**
 * Starts a tfjs backend, or returns the one that is already running.
 * @param name a backend, or `auto` for the first of `backends()`
 * @throws InputError when the name is unknown, or the backend does not work here: the message tells why
 */
export async function loadBackend(name: BackendName | "auto"): Promise<Backend> {
  const chosen = name === "auto" ? await best() : name;
  if (!backendNames.includes(chosen)) {
    throw new InputError(`'backend' is '${name}'; it must be auto, ${backendNames.join(", ")}.`);
  }
  let backend = started.get(chosen);
  if (!backend) {
    backend = start(chosen);
    started.set(chosen, backend);
    backend.catch(() => started.delete(chosen));
  }
  const ready = await backend;
  ready.activate();
  return ready;
}

async function best(): Promise<BackendName> {
  const [first] = await backends();
  return first?.name ?? "cpu";
}

async function start(name: BackendName): Promise<Backend> {
  const module = await modules[name]();
  const report = await module.report();
  if (!report.available)
    throw new InputError(`'backend' is '${name}', which does not work here: ${report.reason}`);
  const backend = await module.load();
  return {
    ...backend,
    dispose() {
      started.delete(name);
      backend.dispose();
    },
  };
}
