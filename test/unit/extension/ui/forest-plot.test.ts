// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, expect, it } from "vitest";
import { ForestPlot } from "../../../../extension/src/ui/forest-plot";
import { TranslationProvider } from "../../../../extension/src/ui/translation";
import { trans } from "../support";

afterEach(cleanup);

function show(scale: "ratio" | "difference", estimate: number) {
  const row = { key: "a", label: "area", estimate, lower: 0.9 * estimate, upper: 1.1 * estimate };
  const plot = createElement(ForestPlot, {
    label: "Terms",
    rows: [row],
    scale,
    axisTitle: "",
    picked: new Set<string>(),
    marked: null,
    onPick: () => undefined,
  });
  render(createElement(TranslationProvider, { value: trans }, plot));
  return screen.getByRole("button", { name: /area/ });
}

it("prints and draws a coefficient of any size", () => {
  const row = show("difference", 1_234_567);
  expect(row.textContent).toContain("1,234,567");
  expect(row.querySelector(".qt-Forest-point")).not.toBeNull();
});

it("tells of a ratio without limit no more than its order of magnitude", () => {
  expect(show("ratio", 1_234_567).textContent).toContain("1e+6");
});
