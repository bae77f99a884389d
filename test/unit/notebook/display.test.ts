import { table } from "arquero";
import { afterEach, describe, expect, test, vi } from "vitest";
import { bundleOf, display } from "../../../kernel-lib/src/notebook/display.js";

describe("bundleOf", () => {
  test("text, a MIME bundle and anything else", async () => {
    expect(await bundleOf("hello")).toEqual({ "text/plain": "hello" });
    expect(await bundleOf({ "text/markdown": "**hello**" })).toEqual({ "text/markdown": "**hello**" });
    expect(await bundleOf({ a: [1, 2] })).toEqual({ "text/plain": "{ a: [ 1, 2 ] }" });
    expect(await bundleOf(null)).toEqual({ "text/plain": "null" });
    expect(await bundleOf({})).toEqual({ "text/plain": "{}" });
  });

  test("a Vega-Lite specification is drawn", async () => {
    const spec = {
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
      description: "One point.",
      data: { values: [{ a: 1 }] },
      mark: "point",
      encoding: { x: { field: "a", type: "quantitative" } },
    };
    expect(Object.keys(await bundleOf(spec))).toEqual([
      "application/vnd.vegalite.v5+json",
      "image/svg+xml",
      "text/plain",
    ]);
  });

  test("a chart that would load something is not handed to the notebook's renderer", async () => {
    const bundle = await bundleOf({
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
      description: "A stranger's.",
      data: { url: "https://example.org/a.csv" },
      mark: "point",
    });
    expect(bundle).toEqual({
      "text/plain": "Not drawn: 'data.url' is not allowed in a chart.\nA stranger's.",
    });
  });

  test("a table shows its first rows, and cells that are markup stay text", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => i);
    const data = table({
      id: rows,
      name: rows.map((i) => (i === 0 ? "<img src=x onerror=alert(1)>" : i === 1 ? null : `n${i}`)),
    });
    const bundle = await bundleOf(data);
    expect(bundle["text/html"]).toContain("<caption>30 rows × 2 columns</caption>");
    expect(bundle["text/html"]).toContain("&lt;img src=x");
    expect(bundle["text/html"]).not.toContain("<img");
    expect(bundle["text/html"]).not.toContain("n10");
    expect(bundle["text/plain"]).toMatch(/^30 rows × 2 columns\n\nid +name\n.*\n… 20 more rows$/s);
  });
});

describe("display", () => {
  const bridge = Symbol.for("quetelet.kernel");
  afterEach(() => {
    delete (globalThis as Record<symbol, unknown>)[bridge];
    vi.restoreAllMocks();
  });

  test("in plain Node it prints the text", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    await display("hello");
    expect(log).toHaveBeenCalledWith("hello");
  });

  test("in our kernel it goes over the bridge with a display id that can be updated", async () => {
    const sent: unknown[][] = [];
    (globalThis as Record<symbol, unknown>)[bridge] = {
      display: (...message: unknown[]) => void sent.push(message),
    };
    const id = await display("one");
    await display("two", { displayId: id, update: true });
    expect(sent).toEqual([
      [{ "text/plain": "one" }, { displayId: id }],
      [{ "text/plain": "two" }, { displayId: id, update: true }],
    ]);
  });
});
