import { table } from "arquero";
import { describe, expect, test } from "vitest";
import { mimeBundle, plainText } from "../../../kernel-lib/src/kernel/mime-bundle.js";
import { tableAsHtml, tableAsText } from "../../../kernel-lib/src/notebook/table-preview.js";
import { toCursor, toOffset } from "../../../kernel-lib/src/kernel/language-service.js";

const display = Symbol.for("Jupyter.display");

describe("mimeBundle", () => {
  test("takes a value's own bundle, awaited, with text beside it", async () => {
    const value = {
      n: 1,
      [display]: async () => ({ "text/html": "<b>", "image/png": new Uint8Array([1]), x: undefined }),
    };
    const bundle = await mimeBundle(value);
    expect(bundle).toMatchObject({ "text/html": "<b>", "image/png": "AQ==" });
    expect(Object.keys(bundle).sort()).toEqual(["image/png", "text/html", "text/plain"]);
  });

  test("keeps `this` and inherited methods", async () => {
    class Fit {
      name = "fit";
      [display]() {
        return { "text/plain": this.name };
      }
    }
    expect(await mimeBundle(new Fit())).toEqual({ "text/plain": "fit" });
  });

  test.each([[null], [1], ["x"], [{ [display]: 3 }], [{ [display]: () => null }], [new Proxy({}, {})]])(
    "falls back to text for %o",
    async (value) => {
      expect(await mimeBundle(value)).toEqual({ "text/plain": plainText(value) });
    },
  );

  test("text of several lines is not quoted", () => {
    expect(plainText("a\nb")).toBe("a\nb");
    expect(plainText("a")).toBe("'a'");
  });
});

describe("table previews", () => {
  test("align numbers right and show missing values as nothing", () => {
    const streets = table({ name: ["Main", null, "<i>"], crimes: [12, NaN, 0.123456789] });
    expect(tableAsText(streets)).toBe(
      ["3 rows × 2 columns", "", "name    crimes", "Main        12", "           NaN", "<i>   0.123457"].join(
        "\n",
      ),
    );
    const html = tableAsHtml(streets);
    expect(html).toContain("<caption>3 rows × 2 columns</caption>");
    expect(html).toContain("&lt;i&gt;");
    expect(html).not.toContain("<i>");
  });

  test("say what they leave out", () => {
    const wide = table(
      Object.fromEntries(Array.from({ length: 22 }, (_, i) => [`c${i}`, Array(1011).fill(i)])),
    );
    expect(tableAsText(wide)).toMatch(/^1,011 rows × 22 columns/);
    expect(tableAsText(wide)).toMatch(/… 1,001 more rows and 2 more columns$/);
    expect(tableAsText(table({}))).toMatch(/^0 rows × 0 columns/);
  });
});

test("cursors count characters, offsets UTF-16 units", () => {
  expect(toOffset("😀ab", 2)).toBe(3);
  expect(toCursor("😀ab", 3)).toBe(2);
  expect(toOffset("ab", 9)).toBe(2);
});
