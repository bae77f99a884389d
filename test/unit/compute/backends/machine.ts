import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type BackendReport,
  backendNames,
  backends,
} from "../../../../kernel-lib/src/compute/backends/index.js";

/** Where the test runner sets TensorFlow up, also when this file is run without it. */
process.env["QUETELET_HOME"] ??= fileURLToPath(new URL("../../../../.cache/quetelet", import.meta.url));

/** Debian's chromium brings a Vulkan driver in software, on which WebGPU runs without a GPU. */
const driver = "/usr/lib/chromium/vk_swiftshader_icd.json";
if (existsSync(driver)) {
  process.env["VK_DRIVER_FILES"] ??= driver;
  process.env["XDG_RUNTIME_DIR"] ??= tmpdir();
}

/** What this machine has, in the order of `backendNames`. */
export async function everyBackend(): Promise<BackendReport[]> {
  const reports = await backends();
  return backendNames.map((name) => reports.find((report) => report.name === name)!);
}

/** A folder under the system's temporary one; the caller removes it. */
export const temporary = (name: string) => join(tmpdir(), `quetelet-${name}-${process.pid}`);
