import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { installKernel } from "../../../kernel-lib/src/kernel/install.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "quetelet-install-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe("installKernel", () => {
  test("writes a kernelspec that starts this Node on this package", async () => {
    const written = await installKernel({ prefix: folder });
    expect(written).toBe(join(folder, "share", "jupyter", "kernels", "quetelet"));
    const spec = JSON.parse(await readFile(join(written, "kernel.json"), "utf8"));
    expect(spec).toMatchObject({
      display_name: "TypeScript (Quetelet)",
      language: "typescript",
      interrupt_mode: "message",
    });
    expect(spec.argv[0]).toBe(process.execPath);
    expect(spec.argv.at(-2)).toMatch(/kernel[\\/]main\.js$/);
    expect(spec.argv.at(-1)).toBe("{connection_file}");
  });

  test("installs for the user by default, where Jupyter is told to look", async () => {
    vi.stubEnv("JUPYTER_DATA_DIR", folder);
    expect(await installKernel()).toBe(join(folder, "kernels", "quetelet"));
    expect(await installKernel({ user: true })).toBe(join(folder, "kernels", "quetelet"));
  });

  test("takes another name, and may be run again", async () => {
    const options = { prefix: folder, name: "quetelet-dev", displayName: "Dev" };
    await installKernel(options);
    const spec = JSON.parse(await readFile(join(await installKernel(options), "kernel.json"), "utf8"));
    expect(spec.display_name).toBe("Dev");
  });

  test("refuses what contradicts itself and names that Jupyter refuses", async () => {
    await expect(installKernel({ prefix: folder, user: true })).rejects.toThrow("exclude each other");
    await expect(installKernel({ prefix: folder, name: "../evil" })).rejects.toThrow("'name' is '../evil'");
    await expect(installKernel({ prefix: folder, name: "" })).rejects.toThrow("'name'");
  });
});
