// `npm run clean`: removes what is built, installed and cached, so that the next command starts as on a fresh clone.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup/shell.mjs";

const made = [
  "kernel-lib/dist",
  "kernel-lib/tsconfig.tsbuildinfo",
  "extension/lib",
  "extension/tsconfig.tsbuildinfo",
  "extension/jupyterlab_quetelet/labextension",
  ".cache",
  ".venv",
  "node_modules",
  "test-results",
];
for (const path of made) rmSync(join(root, path), { recursive: true, force: true });
