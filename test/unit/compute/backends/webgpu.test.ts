import { expect, test } from "vitest";
import { isSoftware } from "../../../../kernel-lib/src/compute/backends/webgpu.js";

test("knows a GPU from a program that imitates one", () => {
  const adapter = (description: string, isFallbackAdapter = false) => ({ description, isFallbackAdapter });
  for (const software of [
    adapter("SwiftShader driver 5.0.0"),
    adapter("llvmpipe (LLVM 15.0.6, 256 bits)"),
    adapter("Microsoft Basic Render Driver"),
    adapter("some adapter", true),
  ]) {
    expect(isSoftware(software)).toBe(true);
  }
  for (const gpu of ["NVIDIA L4", "AMD Radeon RX 7900 XTX (RADV)", "Apple M2", "Intel(R) Arc(tm) A770"]) {
    expect(isSoftware(adapter(gpu))).toBe(false);
  }
});
