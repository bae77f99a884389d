import { join } from "node:path";
import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import { root } from "../../scripts/setup/shell.mjs";
import { resultsOf, writeNotebookOf } from "./documents.js";
import { describeLab, inked, seen } from "./lab-page.js";

/** How wide a chart is and its place, and how far it stays from the right end of its output, in pixels. */
const measure = (chart: Locator) =>
  chart.evaluate((canvas) => {
    const right = (node: Element) => node.getBoundingClientRect().right;
    return {
      canvas: canvas.getBoundingClientRect().width,
      place: canvas.closest(".qt-Chart-stage")!.clientWidth,
      room: right(canvas.closest(".jp-OutputArea")!) - right(canvas),
    };
  });

describeLab("the width of charts", (lab) => {
  it.each([
    ["03-trajectories", "Groups and people"],
    ["03-trajectories", "Charts"],
    ["04-decoupled-fairness", "Thresholds and cohorts"],
    ["01-ols-and-counts", "Charts"],
  ])(
    "follows the place of an output that narrows: %s, %s",
    async (notebook, tab) => {
      const { page, folder } = lab();
      const file = `width-${notebook}-${tab}.ipynb`.replaceAll(" ", "-");
      const results = resultsOf(join(root, "notebooks", `${notebook}.ipynb`)).slice(0, 2);
      writeNotebookOf(join(folder, file), results);
      await lab().openFile(file);
      const viewer = page.locator(".jp-NotebookPanel:visible .qt-Result").first();
      await seen(viewer);
      await viewer.getByRole("tab", { name: tab }).evaluate((button: HTMLElement) => button.click());
      const chart = viewer.locator(".qt-Chart-stage canvas").first();
      await inked(chart);
      const before = await measure(chart);
      // As a person who reads it sees it, scrolled to.
      await chart.scrollIntoViewIfNeeded();
      await page.evaluate(() =>
        window.jupyterapp.commands.execute("launcher:create").then(async () => {
          const { shell } = window.jupyterapp;
          shell.add(shell.currentWidget, "main", { mode: "split-right" });
        }),
      );
      // It is drawn again after the panels have moved.
      await expect
        .poll(async () => (await measure(chart)).canvas, { timeout: 10_000 })
        .toBeLessThan(before.canvas - 50);
      const after = await measure(chart);
      await lab().screenshot(`chart-width-${notebook}-${tab}`);
      await lab().command("docmanager:save-all");
      await lab().command("application:close-all");
      expect(after.canvas).toBeLessThanOrEqual(after.place + 1);
      expect(after.room).toBeGreaterThanOrEqual(0);
    },
    30_000,
  );
});
