import { dirname, sep } from "node:path";
import type { Backend, BackendReport } from "./backend.js";
import { loadCore, packageVersion, require, startBackend } from "./core.js";

/** WebAssembly with SIMD. One thread: tfjs keeps WebAssembly threads switched off under Node. */
export function report(): Promise<BackendReport> {
  return Promise.resolve({
    name: "wasm",
    available: true,
    reason: null,
    device: "CPU (WebAssembly SIMD, 1 thread)",
    hardware: "cpu",
    versions: { tfjs: packageVersion("@tensorflow/tfjs-backend-wasm") },
  });
}

let factory: ReturnType<Awaited<ReturnType<typeof loadCore>>["findBackendFactory"]> | undefined;

export async function load(): Promise<Backend> {
  factory ??= await loadFactory();
  return startBackend(await report(), factory);
}

/** The package exports no way to start its backend but the one it registers, once, when it is loaded. */
async function loadFactory() {
  const tf = await loadCore();
  const name = "@tensorflow/tfjs-backend-wasm";
  const { setWasmPaths } = require(name) as typeof import("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(dirname(require.resolve(name)) + sep);
  return tf.findBackendFactory("wasm");
}
