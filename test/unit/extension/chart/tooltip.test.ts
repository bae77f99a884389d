// @vitest-environment jsdom
import { expect, it } from "vitest";
import { Tooltip } from "../../../../extension/src/chart/tooltip";

const show = (tooltip: Tooltip, value: unknown) =>
  tooltip.handler(null, new MouseEvent("mousemove", { clientX: 10, clientY: 10 }), null as never, value);
const box = () => document.querySelector(".qt-Tooltip");

it("writes what a datum holds as text, and loads no picture", () => {
  const tooltip = new Tooltip();
  show(tooltip, {
    title: "<b>title</b>",
    image: "https://example.org/track.png",
    "<img src=x onerror=alert(1)>": "<script>alert(1)</script>",
  });
  expect(box()?.querySelectorAll("img, script, b, a")).toHaveLength(0);
  expect(box()?.textContent).toContain("<script>alert(1)</script>");
  expect(box()?.textContent).toContain("https://example.org/track.png");
  tooltip.hide();
});

it("goes when there is nothing to say", () => {
  const tooltip = new Tooltip();
  show(tooltip, "one value");
  expect(box()?.textContent).toBe("one value");
  show(tooltip, null);
  expect(box()).toBe(null);
});

it("cuts what is longer than anyone reads", () => {
  const tooltip = new Tooltip();
  show(tooltip, { long: "x".repeat(10_000) });
  expect(box()!.textContent!.length).toBeLessThan(400);
  tooltip.hide();
});
