import type { Backend, BackendReport } from "./backend.js";
import { packageVersion, require, startBackend } from "./core.js";

/** Plain JavaScript: slow, and there on every machine. */
export function report(): Promise<BackendReport> {
  return Promise.resolve({
    name: "cpu",
    available: true,
    reason: null,
    device: "CPU (JavaScript, 1 thread)",
    hardware: "cpu",
    versions: { tfjs: packageVersion("@tensorflow/tfjs-core") },
  });
}

export async function load(): Promise<Backend> {
  const { MathBackendCPU } =
    require("@tensorflow/tfjs-backend-cpu") as typeof import("@tensorflow/tfjs-backend-cpu");
  return startBackend(await report(), () => new MathBackendCPU());
}
