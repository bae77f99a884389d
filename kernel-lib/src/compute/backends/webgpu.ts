import { pathToFileURL } from "node:url";
import { type Backend, type BackendReport, unavailable } from "./backend.js";
import { lastJson, runScript } from "./child.js";
import { loadCore, packageVersion, require, startBackend } from "./core.js";

/** What Dawn tells about the adapter that it found. */
interface Adapter {
  vendor: string;
  architecture: string;
  device: string;
  description: string;
  isFallbackAdapter: boolean;
}

type Dawn = { create(options: string[]): GPU; globals: Record<string, unknown> };

let reported: Promise<BackendReport> | undefined;

/** Any GPU with a Vulkan, Metal or Direct3D 12 driver, through Dawn, the WebGPU of Chromium. */
export function report(): Promise<BackendReport> {
  return (reported ??= look());
}

async function look(): Promise<BackendReport> {
  let path: string;
  try {
    path = require.resolve("webgpu");
  } catch {
    return unavailable("webgpu", "The npm package 'webgpu' is not installed: run `npm install webgpu`.");
  }
  if (process.versions["deno"]) return unavailable("webgpu", "This backend runs under Node, not under Deno.");

  const script = `
    const { create } = await import(process.argv[1]);
    const dawn = globalThis.dawn = create([]);
    const adapter = await dawn.requestAdapter({ powerPreference: "high-performance" });
    const { vendor, architecture, device, description, isFallbackAdapter } = adapter?.info ?? {};
    console.log(JSON.stringify({ vendor, architecture, device, description, isFallbackAdapter }));
    process.exit(0);`;
  const child = await runScript(script, [pathToFileURL(path).href], { timeout: 30_000 });
  const adapter = lastJson<Adapter>(child.stdout);
  if (!child.ok || !adapter) {
    return unavailable(
      "webgpu",
      `Dawn ${child.ending} while it looked for a GPU. ${firstLine(child.stderr)}`,
    );
  }
  if (adapter.vendor === undefined) return unavailable("webgpu", noAdapter(child.stderr));

  const software = isSoftware(adapter);
  const name = adapter.description || adapter.device || `${adapter.vendor} ${adapter.architecture}`.trim();
  return {
    name: "webgpu",
    available: true,
    reason: software
      ? "This adapter is a program that imitates a GPU: right, but far slower than the CPU backends. It is used only when asked for by name."
      : null,
    device: software ? `${name} (software, no GPU)` : name,
    hardware: software ? "software" : "gpu",
    versions: {
      tfjs: packageVersion("@tensorflow/tfjs-backend-webgpu"),
      webgpu: packageVersion("webgpu"),
    },
  };
}

function noAdapter(stderr: string): string {
  if (/libvulkan/.test(stderr)) {
    return "Dawn found no Vulkan on this machine: install the GPU's driver and the Vulkan loader (Debian and Ubuntu: `apt install libvulkan1`).";
  }
  return process.platform === "linux"
    ? "Dawn found no Vulkan adapter: there is no GPU here, or its driver has no Vulkan part."
    : "Dawn found no GPU adapter on this machine.";
}

/** Whether the adapter is a CPU in disguise. */
export function isSoftware(adapter: Partial<Adapter>): boolean {
  const words = Object.values(adapter).join(" ");
  return (
    adapter.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|basic render|\bwarp\b/i.test(words)
  );
}

const firstLine = (text: string) => text.trim().split("\n")[0] ?? "";

/** `MatMulProgramType.MatMulPackedProgram` of tfjs-backend-webgpu, which does not export it. */
const packed = 3;

export async function load(): Promise<Backend> {
  const status = await report();
  const tf = await loadCore();
  gpu ??= await openDawn();
  const { WebGPUBackend } =
    require("@tensorflow/tfjs-backend-webgpu") as typeof import("@tensorflow/tfjs-backend-webgpu");
  // The matrix product in which threads do not wait for each other. On SwiftShader a training step of a small GLM
  // takes 4 ms with it and 83 ms with the one that tfjs would choose.
  if (status.hardware === "software") tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", packed);
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new Error("Dawn found no adapter, though it did a moment ago.");
  const device = await adapter.requestDevice({ requiredLimits: largestLimits(adapter) });
  return startBackend(
    status,
    () => new WebGPUBackend(device, (adapter as GPUAdapter & { info: GPUAdapterInfo }).info),
    () => device.destroy(),
  );
}

/**
 * Dawn, opened once and never let go: when its object is collected as garbage, Dawn takes the devices that came
 * from it down, and the whole process with them. It does not keep Node from ending.
 */
let gpu: GPU | undefined;

async function openDawn(): Promise<GPU> {
  const { create, globals } = (await import(pathToFileURL(require.resolve("webgpu")).href)) as Dawn;
  // tfjs reads GPUBufferUsage and its like, and navigator.gpu, as a page in a browser would.
  for (const [key, value] of Object.entries(globals)) (globalThis as Record<string, unknown>)[key] ??= value;
  const opened = create([]);
  offerNavigator(opened);
  return opened;
}

function offerNavigator(gpu: GPU): void {
  if (typeof navigator === "undefined") {
    Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true, writable: true });
  }
  if (!navigator.gpu) Object.defineProperty(navigator, "gpu", { value: gpu, configurable: true });
}

/** Without asking, a device gets the smallest limits that the standard allows. */
function largestLimits(adapter: GPUAdapter): Record<string, number> {
  const names = [
    "maxComputeWorkgroupStorageSize",
    "maxComputeWorkgroupsPerDimension",
    "maxStorageBufferBindingSize",
    "maxBufferSize",
    "maxComputeWorkgroupSizeX",
    "maxComputeInvocationsPerWorkgroup",
  ] as const;
  return Object.fromEntries(names.map((name) => [name, adapter.limits[name]]));
}
