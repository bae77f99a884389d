import { isRecord } from "./is-record.js";

/**
 * A second look at what Vega-Lite made of a chart, as there are many ways to write the same thing in it.
 * Throws when the Vega specification would load, link, draw an image, make an input or set a cursor that is
 * not one of CSS's words (a cursor may be an address).
 */
export function checkCompiled(value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) checkCompiled(item);
    return;
  }
  if (!isRecord(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === "values" || key === "parse") continue;
    if (key === "url" || key === "href" || key === "bind") throw refused(key);
    if (key === "type" && item === "image") throw refused("image");
    if (key === "cursor" && !isPlainCursor(item)) throw refused(key);
    if (key === "signals" && Array.isArray(item)) {
      for (const signal of item) if (isRecord(signal) && signal.name === "cursor") throw refused("cursor");
    }
    checkCompiled(item);
  }
}

function isPlainCursor(value: unknown): boolean {
  return isRecord(value) && typeof value.value === "string" && /^[a-z-]+$/.test(value.value);
}

function refused(key: string): Error {
  return new Error(`“${key}” is not allowed`);
}
