import { describe, expect, test } from "vitest";
import { escapeXml, renderSvg } from "../../../kernel-lib/src/charts/render-svg.js";
import type { ChartSpec, JsonObject } from "../../../kernel-lib/src/contract/index.js";

const spec = (body: JsonObject): ChartSpec => ({
  $schema: "https://vega.github.io/schema/vega-lite/v5.json",
  description: 'Less < more & "quoted"',
  title: "A title",
  data: { values: [{ a: 1, b: 2, link: "javascript:alert(1)", text: "<script>alert(1)</script>" }] },
  mark: "point",
  ...body,
});
const encoding = { x: { field: "a", type: "quantitative" }, y: { field: "b", type: "quantitative" } };

test("an SVG says in words what it is, with every sign escaped", async () => {
  const svg = await renderSvg(spec({ encoding }));
  expect(svg).toContain('role="img" aria-label="A title. Less &lt; more &amp; &quot;quoted&quot;"');
  expect(svg).toContain("<title>A title</title><desc>Less &lt; more &amp; &quot;quoted&quot;</desc>");
});

test("themes set the paper and the ink", async () => {
  expect(await renderSvg(spec({ encoding }))).toContain('fill="#ffffff"');
  expect(await renderSvg(spec({ encoding }), { theme: "dark" })).toMatch(/fill="#111111".*fill="#e6e6e6"/s);
  expect(await renderSvg(spec({ encoding }), { theme: "transparent" })).not.toContain('fill="#ffffff"');
});

test("two charts do not share ids", async () => {
  const clipped = (a: number) =>
    spec({ encoding, mark: { type: "point", clip: true }, data: { values: [{ a, b: 1 }] } });
  const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
  const [one, other] = [await renderSvg(clipped(1)), await renderSvg(clipped(2))];
  expect(ids(one).length).toBeGreaterThan(0);
  expect(ids(one).filter((id) => ids(other).includes(id))).toEqual([]);
  for (const id of ids(one)) expect(one).toContain(`url(#${id})`);
});

describe("a stranger's chart", () => {
  test("has its links taken out and its text escaped", async () => {
    const svg = await renderSvg(
      spec({
        mark: "text",
        encoding: {
          ...encoding,
          href: { field: "link", type: "nominal" },
          text: { field: "text", type: "nominal" },
        },
      }),
    );
    expect(svg).not.toContain("href");
    expect(svg).not.toContain("<script");
    expect(svg).toContain("&lt;script&gt;");
  });

  test("loads neither files nor addresses", async () => {
    const url = new URL("../../../package.json", import.meta.url);
    for (const address of [url.href, url.pathname, "http://127.0.0.1:9/data.json"]) {
      const svg = await renderSvg(
        spec({ data: { url: address }, mark: "text", encoding: { text: { field: "name" } } }),
      );
      expect(svg).not.toContain("quetelet");
    }
  });

  test("shows no image from elsewhere", async () => {
    const svg = await renderSvg(spec({ mark: { type: "image", url: "http://127.0.0.1:9/x.png" }, encoding }));
    expect(svg).not.toContain("127.0.0.1");
  });

  test("runs no code in its expressions", async () => {
    const calculate = "[]['constructor']['constructor']('globalThis.hacked = true')()";
    await renderSvg(spec({ encoding, transform: [{ calculate, as: "c" }] })).catch(() => {});
    expect(globalThis).not.toHaveProperty("hacked");
  });
});

test("characters that XML cannot hold are replaced", () => {
  expect(escapeXml("a\u0000b\u001bc<\t\n")).toBe("a\ufffdb\ufffdc&lt;\t\n");
});
