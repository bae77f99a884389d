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

test("labels of terms are not cut where they fit", async () => {
  const term = "log(distance_metro) (per 0.5)";
  const labels = {
    y: { field: "term", type: "nominal", axis: { labelFontSize: 12 } },
    x: { field: "a", type: "quantitative" },
  };
  const svg = await renderSvg(
    spec({ data: { values: [{ term, a: 1 }] }, encoding: labels, config: { axis: { labelLimit: 260 } } }),
  );
  expect(svg).toContain(`>${term}<`);
});

describe("a stranger's chart", () => {
  test("has its text escaped", async () => {
    const svg = await renderSvg(
      spec({ mark: "text", encoding: { ...encoding, text: { field: "text", type: "nominal" } } }),
    );
    expect(svg).not.toContain("<script");
    expect(svg).toContain("&lt;script&gt;");
  });

  test.each<[string, JsonObject, RegExp]>([
    [
      "links",
      { encoding: { ...encoding, href: { field: "link", type: "nominal" } } },
      /'href' is not allowed/,
    ],
    [
      "loads a file",
      { data: { url: new URL("../../../package.json", import.meta.url).pathname } },
      /'data.url'/,
    ],
    ["loads an address", { data: { url: "http://127.0.0.1:9/data.json" } }, /'data.url'/],
    [
      "shows an image from elsewhere",
      { mark: { type: "image", url: "http://127.0.0.1:9/x.png" } },
      /not allowed/,
    ],
    ["makes data", { data: { sequence: { start: 0, stop: 1e5 } } }, /'data.sequence'/],
    ["is too large", { data: { values: Array.from({ length: 20_001 }, () => ({ a: 1 })) } }, /too large/],
  ])("that %s is refused", async (_what, body, message) => {
    await expect(renderSvg(spec({ encoding, ...body }))).rejects.toThrow(message);
  });

  test("makes no long data in an expression", async () => {
    const began = performance.now();
    const transform: JsonObject[] = [{ calculate: "sequence(1e8)", as: "c" }, { flatten: ["c"] }];
    await renderSvg(spec({ encoding, transform })).catch(() => {});
    expect(performance.now() - began).toBeLessThan(3000);
  });

  test("paints nothing from elsewhere, and on our paper", async () => {
    const address = "url(http://127.0.0.1:9/f.svg#a)";
    const bodies: JsonObject[] = [
      { mark: { type: "point", fill: address, stroke: address } },
      { config: { background: address } },
      { background: address },
      { config: { view: { fill: address } } },
      { title: { text: "A", font: address } },
    ];
    for (const body of bodies) {
      const svg = await renderSvg(spec({ encoding, ...body }));
      expect(svg).not.toContain("127.0.0.1");
      expect(svg).toContain('fill="#ffffff"');
    }
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
