import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { installGpu } from "../../../../kernel-lib/src/compute/backends/install-tensorflow.js";
import {
  installationFolder,
  readManifest,
} from "../../../../kernel-lib/src/compute/backends/tensorflow-home.js";
import { queteletHome } from "../../../../kernel-lib/src/home.js";
import { wheels } from "../../../../kernel-lib/src/compute/backends/tensorflow-packages.js";
import { temporary } from "./machine.js";

const linux = process.platform === "linux" && process.arch === "x64";
const home = temporary("install");
const ready = process.env["QUETELET_HOME"] ?? "";

beforeEach(() => {
  mkdirSync(home, { recursive: true });
  vi.stubEnv("QUETELET_HOME", home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

test("keeps to QUETELET_HOME, or to the platform's place for data", () => {
  expect(queteletHome({ QUETELET_HOME: "/somewhere" })).toBe("/somewhere");
  if (linux) expect(queteletHome({ XDG_DATA_HOME: "/data" })).toBe("/data/quetelet");
  expect(installationFolder("cpu")).toMatch(/tensorflow-[\d.]+-cpu$/);
});

test("every wheel is pinned to a version and a hash", () => {
  for (const line of [...wheels.cpu, ...wheels.cuda]) {
    expect(line).toMatch(/^[a-z0-9-]+==[\d.]+ --hash=sha256:[0-9a-f]{64}$/);
  }
});

test("an unfinished, older or unreadable installation is none", () => {
  const folder = installationFolder("cpu");
  expect(readManifest(folder)).toBeNull();
  mkdirSync(folder);
  expect(readManifest(folder)).toBeNull();
  for (const text of ["{", '{ "recipe": 0 }']) {
    writeFileSync(join(folder, "quetelet.json"), text);
    expect(readManifest(folder)).toBeNull();
  }
});

test.runIf(linux)("says which tool is missing before it fetches anything", async () => {
  vi.stubEnv("PATH", join(home, "empty"));
  await expect(installGpu({ cpu: true })).rejects.toThrow(/needs Python 3 with pip.*apt install python3-pip/);
  expect(existsSync(`${installationFolder("cpu")}.partial`)).toBe(false);
});

test.runIf(linux)("keeps out while another installer is at work", async () => {
  const work = `${installationFolder("cpu")}.partial`;
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, ".lock"), String(process.ppid));
  await expect(installGpu({ cpu: true })).rejects.toThrow(/another installation is going on/);
  expect(existsSync(join(work, ".lock"))).toBe(true);
});

test("returns at once when all is in place", async (context) => {
  vi.stubEnv("QUETELET_HOME", ready);
  if (!readManifest(installationFolder("cpu"))) {
    context.skip(`TensorFlow is not set up in ${ready}: run \`quetelet gpu install --cpu\``);
  }
  const log: string[] = [];
  await installGpu({ cpu: true, log: (line) => log.push(line) });
  expect(log).toEqual([expect.stringMatching(/is already set up in /)]);
});
