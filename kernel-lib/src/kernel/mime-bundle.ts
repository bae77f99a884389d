import { inspect, types } from "node:util";
import type { Run } from "../compute/run.js";
import type { MimeBundle } from "../contract/kernel-bridge.js";
import { isColumnTable, tableAsHtml, tableAsText } from "../notebook/table-preview.js";

const displaySymbol = Symbol.for("Jupyter.display");

/**
 * What a value looks like in the notebook: its own MIME bundle where it has a method under
 * `Symbol.for("Jupyter.display")` (as on Deno; it may be async), a preview for tables of Arquero, else the
 * text of util.inspect. Every bundle has `text/plain`.
 */
export async function mimeBundle(value: unknown): Promise<MimeBundle> {
  const own = displayMethod(value);
  if (own) {
    const bundle: unknown = await own();
    if (typeof bundle === "object" && bundle !== null) {
      const encoded = encodeBinary(bundle as MimeBundle);
      return "text/plain" in encoded ? encoded : { ...encoded, "text/plain": plainText(value) };
    }
  }
  const unawaited = describeUnawaited(value);
  if (unawaited) return { "text/plain": unawaited };
  if (isColumnTable(value)) return { "text/plain": tableAsText(value), "text/html": tableAsHtml(value) };
  return { "text/plain": plainText(value) };
}

/** Binary contents as base64, the way Jupyter carries images. */
export function encodeBinary(bundle: MimeBundle): MimeBundle {
  const entries = Object.entries(bundle).filter(([, content]) => content !== undefined);
  return Object.fromEntries(
    entries.map(([type, content]) => [
      type,
      content instanceof Uint8Array ? Buffer.from(content).toString("base64") : content,
    ]),
  );
}

/** Text of several lines, as a summary, shows as it is; everything else as util.inspect writes it. */
export function plainText(value: unknown): string {
  if (typeof value === "string" && value.includes("\n")) return value;
  return inspect(value, { depth: 4, maxArrayLength: 100, maxStringLength: 10_000, breakLength: 100 });
}

/** A promise, or a run of the library's, that somebody forgot to await; null for anything else. */
function describeUnawaited(value: unknown): string | null {
  const hint = (what: string) => `This is a ${what}: write \`await\` before it to see what it gives.`;
  if (types.isPromise(value)) {
    // Node's own symbols, by which it follows promises, are nobody's business.
    const state = /^[^{]*\{\s*<(pending|rejected)>/.exec(inspect(value, { depth: 0 }))?.[1] ?? "fulfilled";
    return `Promise { <${state}> }\n${hint("promise")}`;
  }
  return isRun(value) ? `Run of ${value.name}\n${hint("run")}` : null;
}

/** Also a run of another copy of the library than the kernel's. */
function isRun(value: unknown): value is Run<unknown> {
  if (typeof value !== "object" || value === null) return false;
  const { then, cancel, onProgress } = value as Partial<Run<unknown>>;
  return [then, cancel, onProgress].every((method) => typeof method === "function");
}

function displayMethod(value: unknown): (() => unknown) | null {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return null;
  const method: unknown = (value as Record<symbol, unknown>)[displaySymbol];
  return typeof method === "function" ? () => method.call(value) : null;
}
