import { createRequire } from "node:module";
import type { Backend, BackendReport, Tensorflow } from "./backend.js";

/** `require` as seen from this package, for modules that must not be loaded before they are needed. */
export const require = createRequire(import.meta.url);

let core: Promise<Tensorflow> | undefined;

/** The tfjs operations and their gradients, without any backend. */
export function loadCore(): Promise<Tensorflow> {
  core ??= (async () => {
    const tf = require("@tensorflow/tfjs-core") as Tensorflow;
    // Production mode leaves out shape checks of gradients, and an advertisement that tfjs prints under Node.
    tf.enableProdMode();
    const { registerGradients } = await import("./gradients.generated.js");
    registerGradients();
    return tf;
  })();
  return core;
}

/** Version in the package.json of an installed package. */
export function packageVersion(name: string): string {
  return (require(`${name}/package.json`) as { version: string }).version;
}

/** Registers a tfjs backend under its name, waits until it computes, and wraps it. */
export async function startBackend(
  report: BackendReport,
  create: Parameters<Tensorflow["registerBackend"]>[1],
  release: () => void = () => {},
): Promise<Backend> {
  const tf = await loadCore();
  const { name, device, hardware, versions } = report;
  if (tf.findBackendFactory(name)) tf.removeBackend(name); // importing its package registered it already
  tf.registerBackend(name, create);
  if (!(await tf.setBackend(name))) throw new Error(`The ${name} backend did not start.`);
  return {
    name,
    device: device ?? "unknown",
    hardware: hardware ?? "cpu",
    versions,
    tf,
    activate() {
      if (tf.getBackend() !== name) void tf.setBackend(name); // takes effect at once when already started
    },
    dispose() {
      tf.removeBackend(name);
      release();
    },
  };
}
