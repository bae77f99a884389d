import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { red } from "./ansi.js";
import { excerpt } from "./diagnostics.js";
import type { SourcePositions } from "./source-positions.js";

/** Content of Jupyter's `error` message. */
export interface ErrorReport {
  ename: string;
  evalue: string;
  traceback: string[];
}

const kernelFolder = dirname(fileURLToPath(import.meta.url));
const causesShown = 4;

/**
 * An error as a person wants to read it: what is wrong, the line of the cell where it arose, and the calls
 * that led there, without the kernel's and Node's own. Errors that are thrown to be read, as InputError, show
 * no calls but the cell's.
 */
export function reportError(error: unknown, positions: SourcePositions): ErrorReport {
  if (!isError(error)) {
    const evalue = typeof error === "string" ? error : inspect(error, { depth: 2 });
    return { ename: "Thrown", evalue, traceback: [`${red("Thrown")}: ${evalue}`] };
  }
  const ename = String(error.name || "Error");
  const evalue = String(error.message ?? "");
  return { ename, evalue, traceback: describe(error, positions, causesShown) };
}

function describe(error: Error, positions: SourcePositions, depth: number): string[] {
  const calls = cleanCalls(String(error.stack ?? ""), positions);
  const own = calls.filter((call) => cellPlace(call, positions));
  const name = String(error.name || "Error");
  const lines = [error.message ? `${red(name)}: ${error.message}` : red(name)];
  if (own[0]) {
    const { script, line, column } = cellPlace(own[0], positions)!;
    lines.push(`  at ${cellTitle(script)}, line ${line + 1}`);
    lines.push(...excerpt(positions.source(script)!, line, column));
  }
  const shown = name === "InputError" ? own : calls;
  if (shown.length > 1 || (shown.length === 1 && !own[0])) lines.push(...shown.map((call) => `  ${call}`));
  const causes = error instanceof AggregateError ? error.errors : [error.cause];
  for (const cause of depth > 0 ? causes : []) {
    if (!isError(cause)) continue;
    const [first, ...rest] = describe(cause, positions, depth - 1);
    lines.push(`Caused by ${first}`, ...rest);
  }
  return lines;
}

/** The calls of a stack trace (places already those of the source), without the machinery's. */
export function cleanCalls(stack: string, positions: SourcePositions): string[] {
  return (
    positions
      .rewrite(stack)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line.startsWith("at "))
      .filter((line) => !/\bnode:|evalmachine|\/tslab\/dist\/|at process\.processTicks/.test(line))
      // Functions of other cells are called as properties of tslab's exports.
      .map((line) => line.replace(/^at (async )?Proxy\./, (_, isAsync = "") => `at ${isAsync}`))
      .map((line) => line.replace(/file:\/\/[^\s)]+/, (url) => pathOf(url)))
      .filter((line) => !line.includes(kernelFolder))
      .map((line) =>
        line.replace(
          /(^at |\()(\/.+?)(:\d+:\d+\)?)$/,
          (_, before, path, end) => before + shorten(path) + end,
        ),
      )
  );
}

function pathOf(url: string): string {
  const [, file, end] = /^(.*?)((?::\d+)*)$/.exec(url)!;
  try {
    return fileURLToPath(file!) + end;
  } catch {
    return url;
  }
}

function shorten(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}

function cellPlace(call: string, positions: SourcePositions) {
  const found = /([^\s()]+):(\d+):(\d+)\)?$/.exec(call);
  if (!found || positions.source(found[1]!) === undefined) return null;
  return { script: found[1]!, line: Number(found[2]) - 1, column: Number(found[3]) - 1 };
}

/** `cell-3.ts` → `cell 3`. */
export function cellTitle(script: string): string {
  return script.replace(/^cell-(.*)\.ts$/, "cell $1");
}

function isError(value: unknown): value is Error {
  // Also errors of other realms (vm contexts), which are no instance of ours.
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}
