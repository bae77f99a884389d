/** What Vega's drawings are made of. */
const known = new Set(
  "svg g path rect line circle text tspan defs clippath lineargradient radialgradient stop".split(" "),
);

/**
 * A drawing as part of a page: parts that no drawing of Vega's has are left out, and names of clips and gradients get a
 * prefix, because those of several drawings in one page would be taken for one another.
 */
export function inlineSvg(markup: string, page: Document, prefix: string): Element {
  const parsed = new DOMParser().parseFromString(markup, "image/svg+xml").documentElement;
  if (parsed.nodeName !== "svg") throw new Error("The drawing is not SVG.");
  const svg = page.importNode(parsed, true);
  for (const part of [svg, ...svg.querySelectorAll("*")]) {
    if (known.has(part.nodeName.toLowerCase())) tidy(part, prefix);
    else part.remove();
  }
  return svg;
}

function tidy(part: Element, prefix: string): void {
  for (const { name, value } of [...part.attributes]) {
    // The page's own words describe the drawing; a screen reader would read Vega's of every mark.
    if (/^(on|role$|aria-|tabindex$|class$)/i.test(name)) part.removeAttribute(name);
    else if (name === "id") part.setAttribute(name, prefix + value);
    else if (value.includes("url(#")) part.setAttribute(name, value.replaceAll("url(#", `url(#${prefix}`));
  }
}
