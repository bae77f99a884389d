import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type DoctorReport, doctor, doctorText } from "../../../kernel-lib/src/api/doctor/index.js";
import { coefficients, largestDifference } from "../../../kernel-lib/src/api/doctor/known-fit.js";
import { backendNames } from "../../../kernel-lib/src/compute/backends/index.js";
import "../compute/backends/machine.js";

const built = existsSync(
  fileURLToPath(new URL("../../../kernel-lib/dist/api/doctor/child.js", import.meta.url)),
);

test(
  "every engine that works here runs the known fit, and gets it right",
  { timeout: 400_000 },
  async (context) => {
    if (!built) context.skip("kernel-lib is not built: run `npm run build:lib`");
    const report = await doctor();
    const [fused, ...tfjs] = report.engines;
    expect(fused).toMatchObject({ engine: "fused", available: true, agrees: true, reason: null });
    expect(tfjs.map((engine) => engine.backend).sort()).toEqual([...backendNames].sort());
    for (const { backend, available, agrees, difference, seconds, reason } of tfjs) {
      if (available) {
        expect(agrees, `${backend}: ${reason}`).toBe(true);
        expect(difference).toBeLessThan(1e-3);
        expect(seconds).toBeGreaterThan(0);
      } else {
        expect(reason).toBeTruthy();
      }
    }
    expect(
      tfjs.filter(({ backend }) => backend === "wasm" || backend === "cpu").every((e) => e.available),
    ).toBe(true);

    const text = doctorText(report);
    for (const engine of tfjs) expect(text).toContain(`tfjs ${engine.backend}`);
  },
);

test("the error is the largest of them, relative, and no number at all is no agreement", () => {
  expect(largestDifference(coefficients)).toBe(0);
  expect(largestDifference(coefficients.map((b, j) => (j === 0 ? b * 1.01 : b)))).toBeCloseTo(0.01, 10);
  expect(largestDifference(coefficients.map((b, j) => (j === 4 ? 0.5 : b)))).toBe(0.5);
  for (const wrong of [[], [NaN, 0, 0, 0, 0], coefficients.slice(0, 4)])
    expect(largestDifference(wrong)).toBeNaN();
});

test("the text is a table with a note for each engine that has one", () => {
  const shared = { agrees: null, difference: null, seconds: null, versions: {} };
  const report: DoctorReport = {
    quetelet: "1.2.3",
    node: "20.19.0",
    platform: "linux x64",
    threads: 8,
    memory: 15.5,
    engines: [
      { ...shared, engine: "fused", backend: null, available: true, device: "CPU", agrees: true, difference: 2e-16, seconds: 0.01, reason: null }, // prettier-ignore
      { ...shared, engine: "tfjs", backend: "webgpu", available: false, device: null, reason: "No Vulkan." },
    ],
  };
  expect(doctorText(report).split("\n")).toEqual([
    "Quetelet 1.2.3, Node 20.19.0, linux x64, 8 threads, 15.5 GiB of memory",
    "",
    "engine       works  device  largest error  seconds",
    "───────────  ─────  ──────  ─────────────  ───────",
    "fused        yes    CPU     2.0e-16        0.01",
    "tfjs webgpu  no     –       –              –",
    "",
    "Each engine fitted the same Poisson regression just now; the error is against the exact answer.",
    "tfjs computes in float32; a model that trains on it is polished in Float64 afterwards.",
    "",
    "tfjs webgpu: No Vulkan.",
  ]);
});
