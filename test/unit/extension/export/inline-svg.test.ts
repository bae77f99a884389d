// @vitest-environment jsdom
import { expect, it } from "vitest";
import { inlineSvg } from "../../../../extension/src/export/inline-svg";

const svg = (content: string, attributes = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${content}</svg>`;
const page = document.implementation.createHTMLDocument();

it("keeps names of clips apart from those of other drawings in the page", () => {
  const drawing = inlineSvg(
    svg('<defs><clipPath id="clip0"><rect/></clipPath></defs><g clip-path="url(#clip0)"/>'),
    page,
    "chart-2-",
  );
  expect(drawing.querySelector("clipPath")?.id).toBe("chart-2-clip0");
  expect(drawing.querySelector("g")?.getAttribute("clip-path")).toBe("url(#chart-2-clip0)");
});

it("leaves out whatever no drawing has", () => {
  const drawing = inlineSvg(
    svg(
      `<script>alert(1)</script><foreignObject><p>words</p></foreignObject><style>* { fill: red }</style>
       <image href="https://example.org/a.png"/><a><text aria-label="x" role="y" class="z" onclick="alert(1)">kept</text></a>
       <path d="M0,0" onload="alert(1)"/>`,
      'onload="alert(1)"',
    ),
    page,
    "c-",
  );
  expect([...drawing.querySelectorAll("*")].map(({ nodeName }) => nodeName)).toEqual(["path"]);
  expect(drawing.outerHTML).not.toMatch(/alert|example/);
});

it("refuses what is not SVG", () => {
  expect(() => inlineSvg("<p>words</p>", page, "c-")).toThrow("not SVG");
  expect(() => inlineSvg("<svg", page, "c-")).toThrow("not SVG");
});
