import { expect, it } from "vitest";
import { cleanSvg } from "../../../../kernel-lib/src/contract/index.js";

const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${inside}</svg>`;

it.each([
  '<path fill="url(https://example.org/f.svg#a)"/>',
  '<path fill="u\\72l(https://example.org/f.svg#a)"/>',
  '<path style="cursor: URL( https://example.org/c.png )"/>',
  '<a xlink:href="https://example.org"><path/></a>',
  '<path fill="u&#114;l(https://example.org/f.svg#a)"/>',
  '<path data-a="a > b" fill="url(https://example.org/f.svg#a)"/>',
  '<image href="https://example.org/a.png"/>',
])("takes out what would load or link: %s", (inside) => {
  expect(cleanSvg(svg(inside))).not.toContain("example.org");
});

it("leaves the picture's own parts, and what is said of it", () => {
  const inside =
    '<path fill="url(#gradient_0)" stroke="#123456" aria-label="y: url(x) \\ 2"/><text>url(a)</text>';
  expect(cleanSvg(svg(inside))).toContain(inside);
});
