import { inspect } from "node:util";
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

function displayMethod(value: unknown): (() => unknown) | null {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return null;
  const method: unknown = (value as Record<symbol, unknown>)[displaySymbol];
  return typeof method === "function" ? () => method.call(value) : null;
}
