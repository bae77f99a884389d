/**
 * Takes out of a picture that Vega wrote whatever would load something when it is opened: links, and paints or
 * styles that are addresses. What stays may name parts of the picture itself (`url(#gradient)`).
 */
export function cleanSvg(svg: string): string {
  // Quoted values may hold any sign; text between tags is left as it is.
  return svg.replace(/<[a-z](?:[^<>"]|"[^"]*")*>/gi, (tag) =>
    tag.replace(/\s+([^\s="/<>]+)="([^"]*)"/g, (attribute, name: string, value: string) =>
      name.startsWith("xmlns") || !reachesOut(name, decoded(value)) ? attribute : "",
    ),
  );
}

function reachesOut(name: string, value: string): boolean {
  if (/(^|:)(href|src)$/i.test(name)) return true;
  // What is said of a part is never painted.
  if (name.startsWith("aria-")) return false;
  // A backslash may spell `url` in CSS without its letters.
  return /(url|image(-set)?|src)\s*\(|\\|@import/i.test(value) && !/^url\(#[\w-]+\)$/.test(value);
}

const names: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The value as a browser reads it. */
const decoded = (value: string): string =>
  value.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (entity, hex?: string, decimal?: string, name = "") => {
    const code = hex ? parseInt(hex, 16) : decimal ? Number(decimal) : null;
    return code === null
      ? (names[name as string] ?? entity)
      : code <= 0x10ffff
        ? String.fromCodePoint(code)
        : "";
  });
