import type { Trans } from "../ui/translation";

/** What runs an engine or backend, with its own name behind, and a sentence on it for those who do not know it. */
export function engineWords(name: string, trans: Trans): { name: string; about: string } {
  switch (name) {
    case "fused":
      return {
        name: trans.__("CPU (fused)"),
        about: trans.__(
          "Fused: Quetelet's own engine, which does all of a step in one pass on the processor's threads, in double precision.",
        ),
      };
    case "tfjs":
      return {
        name: trans.__("TensorFlow.js"),
        about: trans.__("TensorFlow.js, on the fastest of its backends that works here."),
      };
    case "tensorflow":
      return {
        name: trans.__("TensorFlow"),
        about: trans.__("TensorFlow, on an NVIDIA GPU where there is one, else on the processor."),
      };
    case "webgpu":
      return { name: trans.__("GPU (WebGPU)"), about: trans.__("TensorFlow.js on the GPU, by WebGPU.") };
    case "wasm":
      return {
        name: trans.__("CPU (WebAssembly)"),
        about: trans.__("TensorFlow.js on the processor, by WebAssembly."),
      };
    case "cpu":
      return {
        name: trans.__("CPU (JavaScript)"),
        about: trans.__("TensorFlow.js on the processor, in plain JavaScript: the slowest of its backends."),
      };
    default:
      return { name, about: trans.__("The engine %1.", name) };
  }
}
