import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));
const setupFiles = "test/fast-check.ts";
const project = (name: string, options: object = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.{ts,tsx}`], ...options },
});

export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^quetelet\/contract$/, replacement: `${root}kernel-lib/src/contract/index.ts` },
      { find: /^quetelet$/, replacement: `${root}kernel-lib/src/index.ts` },
    ],
  },
  test: {
    maxWorkers: 2,
    maxConcurrency: 2,
    testTimeout: 60_000,
    projects: [
      // The library's files share what they import, which saves a quarter of the time; the extension's may not, as
      // some put something else in the place of JupyterLab's modules.
      project("unit", { setupFiles, exclude: ["test/unit/extension/**"], isolate: false }),
      project("unit-extension", { setupFiles, include: ["test/unit/extension/**/*.test.{ts,tsx}"] }),
      project("numbers"),
      project("notebooks", { testTimeout: 300_000, hookTimeout: 120_000 }),
      project("browser", {
        testTimeout: 300_000,
        hookTimeout: 120_000,
        globalSetup: "test/browser/lab-server.ts",
      }),
      // Pictures for the documentation; `npm run screenshots` alone takes them.
      project("screenshots", {
        testTimeout: 300_000,
        hookTimeout: 120_000,
        fileParallelism: false,
        globalSetup: "test/browser/lab-server.ts",
      }),
    ],
  },
});
