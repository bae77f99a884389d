// Reading notebooks, and running them as `jupyter nbconvert` does, from a copy that finds `quetelet`.
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { jupyterEnvironment } from "../../scripts/setup/jupyter.mjs";
import { python } from "../../scripts/setup/python.mjs";
import { root } from "../../scripts/setup/shell.mjs";

export interface Output {
  output_type: "stream" | "display_data" | "execute_result" | "error";
  name?: "stdout" | "stderr";
  text?: string | string[];
  data?: Record<string, unknown>;
  ename?: string;
  evalue?: string;
}

export interface Cell {
  cell_type: "code" | "markdown" | "raw";
  source: string | string[];
  execution_count?: number | null;
  outputs?: Output[];
}

export interface Notebook {
  cells: Cell[];
  metadata: { kernelspec?: { name: string } };
}

const folder = join(root, "notebooks");

/** The file names of the walkthroughs. */
export const notebookNames = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

export const readCommitted = (name: string) => readNotebook(join(folder, name));
const readNotebook = (path: string): Notebook => JSON.parse(readFileSync(path, "utf8"));

export const codeCells = (notebook: Notebook) => notebook.cells.filter((cell) => cell.cell_type === "code");
export const outputsOf = (notebook: Notebook) => codeCells(notebook).flatMap((cell) => cell.outputs ?? []);
export const joined = (text: string | string[]) => (Array.isArray(text) ? text.join("") : text);

/** The real data sets, where this machine has them. */
export const dataFolder: string | undefined = jupyterEnvironment().QUETELET_DATA;

/**
 * Executes a committed notebook. With `offline`, there are neither real data nor anything downloaded before, as on the
 * first start of a laptop in a train.
 */
export async function execute(name: string, { offline }: { offline: boolean }): Promise<Notebook> {
  const limits = ["--ExecutePreprocessor.timeout=240", "--ExecutePreprocessor.startup_timeout=120"];
  const text = await convert(name, ["--to", "notebook", "--execute", ...limits], { offline });
  return JSON.parse(text) as Notebook;
}

/** A committed notebook as a page. */
export const exportHtml = (name: string): Promise<string> =>
  convert(name, ["--to", "html"], { offline: true });

async function convert(name: string, how: string[], { offline }: { offline: boolean }): Promise<string> {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const place = mkdtempSync(join(root, ".cache/notebooks-"));
  try {
    cpSync(folder, join(place, "notebooks"), { recursive: true });
    const empty = join(place, "empty");
    mkdirSync(empty);
    const env = {
      ...jupyterEnvironment(),
      ...(offline ? { QUETELET_DATA: empty, QUETELET_HOME: empty } : {}),
    };
    const args = ["-m", "nbconvert", ...how, "--output-dir", place, "--output", "converted", name];
    await promisify(execFile)(python, args, { cwd: join(place, "notebooks"), env });
    const made = readdirSync(place).find((each) => each.startsWith("converted."))!;
    return readFileSync(join(place, made), "utf8");
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** What a notebook says in text, cell by cell, without what differs from one run to the next. */
export function spokenText(notebook: Notebook): string[] {
  return codeCells(notebook).map(({ outputs = [] }) => {
    const texts = outputs.map(textOf).filter((text) => !isProgress.test(text));
    return mask(texts.join(""));
  });
}

/** Only a fit that takes a while tells when it is done. */
const isProgress = /^[\w-]+: done in [\w. ]+$/;

function textOf({ text, data }: Output): string {
  if (text !== undefined) return joined(text);
  return joined((data?.["text/plain"] ?? "") as string | string[]);
}

function mask(text: string): string {
  return (
    text
      .replaceAll(/\d{4}-\d{2}-\d{2}([T ][\d:.]+Z?)?/g, "<date>")
      // With the blanks before it: a summary puts its values in line on the right.
      .replaceAll(/ *(\d+ (h|min) )?\d+(\.\d+)?\s?(µs|ms|seconds|second|s|min)\b/g, " <time>")
      .replaceAll(/\bv?\d+\.\d+\.\d+(-[\w.]+)?\b/g, "<version>")
      .trimEnd()
  );
}
