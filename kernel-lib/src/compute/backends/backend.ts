import type * as tfjs from "@tensorflow/tfjs-core";

/** The tfjs operations. Models take them from their backend and never import tfjs themselves. */
export type Tensorflow = typeof tfjs;

/** Where tensors can live: TensorFlow's own library, WebGPU, WebAssembly or plain JavaScript. */
export type BackendName = "tensorflow" | "webgpu" | "wasm" | "cpu";

/** What a backend computes on; `software` is a GPU interface that a program imitates, slowly. */
export type Hardware = "gpu" | "cpu" | "software";

/** What is known about a backend on this machine before it is used. */
export interface BackendReport {
  name: BackendName;
  available: boolean;
  /** Why it does not work here, or works below its best, and what to do about it; null when all is well. */
  reason: string | null;
  /** What it runs on, for example `NVIDIA L4` or `CPU (8 threads)`; null when it is not available. */
  device: string | null;
  hardware: Hardware | null;
  versions: Record<string, string>;
}

/** A backend that is ready to compute, in float32. */
export interface Backend {
  readonly name: BackendName;
  readonly device: string;
  readonly hardware: Hardware;
  readonly versions: Record<string, string>;
  readonly tf: Tensorflow;
  /**
   * Makes this the backend that `tf` computes on. Call it after every `await` and before the next operation:
   * tfjs has one current backend a process, and another run may have taken its turn.
   */
  activate(): void;
  /** Frees the device and every tensor on it. The next `loadBackend` starts afresh. */
  dispose(): void;
}

/** One backend's module: what it can say, and how it starts. Nothing of tfjs is loaded before `load`. */
export interface BackendModule {
  report(): Promise<BackendReport>;
  load(): Promise<Backend>;
}

/** A report of a backend that cannot be used, with the sentence that tells why. */
export function unavailable(name: BackendName, reason: string): BackendReport {
  return { name, available: false, reason, device: null, hardware: null, versions: {} };
}
