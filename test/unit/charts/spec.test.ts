import { expect, test } from "vitest";
import { chart, colours, rows } from "../../../kernel-lib/src/charts/spec.js";

/** Relative luminance and contrast of WCAG 2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
const contrast = (a: string, b: string) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
};

test.each(Object.entries(colours))("%s stands out from white and from near-black", (_, colour) => {
  expect(contrast(colour, "#ffffff")).toBeGreaterThanOrEqual(3);
  expect(contrast(colour, "#111111")).toBeGreaterThanOrEqual(3);
});

test("rows hold five digits, null for what is not finite, and text as it is", () => {
  expect(rows({ x: [1 / 3, Infinity, NaN], name: ["a", "b", "c"] })).toEqual([
    { x: 0.33333, name: "a" },
    { x: null, name: "b" },
    { x: null, name: "c" },
  ]);
  expect(rows({})).toEqual([]);
});

test("a subtitle is there only when there is something to say", () => {
  const title = (subtitle?: (string | undefined)[]) =>
    chart({ title: "T", subtitle, description: "D" }, {}).title;
  expect(title(["a", undefined])).toMatchObject({ subtitle: ["a"] });
  expect(title([undefined])).not.toHaveProperty("subtitle");
  expect(title()).not.toHaveProperty("subtitle");
});
