import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const python = `${root}.venv/bin/python`;

export interface CellTask {
  code: string;
  /** Seconds after which the kernel is interrupted. */
  interruptAfter?: number;
  /** Seconds to listen on after the cell has ended. */
  settle?: number;
}

export interface CellResult {
  outputs: { type: string; content: Record<string, unknown> }[];
  reply: { status: string } | null;
  alive: boolean;
}

/** Why kernels cannot be tried here, or null when they can. */
export const unavailable: string | null = !existsSync(python)
  ? "there is no .venv with jupyter_client (npm start or npm test makes it)"
  : !existsSync(`${root}kernel-lib/dist/index.js`)
    ? "the library is not built (npm run build:lib)"
    : null;

/** Runs cells one after the other in a fresh kernel whose folder is this test's own. */
export async function runCells(argv: string[], cells: CellTask[]): Promise<CellResult[]> {
  const child = spawn(python, [fileURLToPath(new URL("run_cells.py", import.meta.url))], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (data) => (out += data));
  child.stderr.on("data", (data) => (err += data));
  child.stdin.end(JSON.stringify({ argv, cwd: fileURLToPath(new URL(".", import.meta.url)), cells }));
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`the kernel's driver ended with ${code}\n${err}\n${out}`);
  return JSON.parse(out) as CellResult[];
}

const deno = `${root}node_modules/@deno/linux-x64-glibc/deno`;

/** How the kernels under test are started, for those that are installed here. */
export const kernels: [name: string, argv: string[]][] = [
  [
    "ours",
    [
      process.execPath,
      "--disable-warning=ExperimentalWarning",
      `${root}kernel-lib/dist/kernel/main.js`,
      "{connection_file}",
    ],
  ],
  [
    "stock tslab",
    [process.execPath, `${root}node_modules/tslab/bin/tslab`, "kernel", "--config-path={connection_file}"],
  ],
  // The binary itself: its npm wrapper does not hand interrupts on.
  ...(existsSync(deno)
    ? [["Deno", [deno, "jupyter", "--kernel", "--conn", "{connection_file}"]] as [string, string[]]]
    : []),
];

/** Displays and their updates: kind, data, display id. */
export const displays = ({ outputs }: CellResult) =>
  outputs
    .filter(({ type }) => type === "display_data" || type === "update_display_data")
    .map(({ type, content }) => ({
      update: type === "update_display_data",
      data: content.data as Record<string, unknown>,
      id: (content.transient as { display_id?: string }).display_id,
    }));

export const text = ({ outputs }: CellResult): string =>
  outputs.map(({ type, content }) => (type === "stream" ? String(content.text) : "")).join("");
