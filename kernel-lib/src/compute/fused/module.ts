import { wasmBase64 } from "./wasm.generated.js";

let compiled: WebAssembly.Module | null = null;

/** The fused kernels, compiled once. */
export function fusedModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(Buffer.from(wasmBase64, "base64"));
  return compiled;
}
