import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import { describeLab, inked, seen } from "./lab-page.js";
import { chartTitles, readWalkthrough } from "./walkthrough-cells.js";

const walkthrough = "04-decoupled-fairness.ipynb";

describeLab(`the walkthrough ${walkthrough}`, (lab) => {
  const drawn: string[] = [];
  const tables: string[][] = [];
  let viewers = 0;

  const showChart = async (viewer: Locator, name: string): Promise<Locator> => {
    await viewer.getByRole("tab", { name: "Charts" }).click();
    await viewer.getByRole("radio", { name, exact: true }).check({ force: true }); // its label covers it
    const chart = viewer.getByRole("figure", { name }).getByRole("img");
    expect(await inked(chart), name).toBeGreaterThan(1000);
    return chart;
  };

  const lookAtResult = async (viewer: Locator) => {
    viewers += 1;
    await lab().screenshot(`decoupled-${viewers}-summary`);
    expect(await viewer.getByRole("table").first().getByRole("columnheader").allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Threshold/), expect.stringMatching(/^Selected/)]),
    );
    for (const name of [
      "Thresholds",
      "Metrics by group",
      "What decoupling bought",
      "ROC by cohort",
      "Cohorts",
    ]) {
      await showChart(viewer, name);
      await lab().screenshot(`decoupled-${viewers}-${name.toLowerCase().replaceAll(" ", "-")}`);
    }
    await viewer.getByRole("tab", { name: "Tables" }).click();
    tables.push(await viewer.getByRole("radio").evaluateAll(labels));
  };

  /** Somewhere over the curve, the nearest set of thresholds tells of itself. */
  const pointAtFrontier = async (viewer: Locator) => {
    const chart = await showChart(viewer, "Trade-off");
    const { width } = (await chart.boundingBox())!;
    await chart.hover({ position: { x: width * 0.5, y: 250 } });
    const tooltip = lab().page.locator(".qt-Tooltip");
    await seen(tooltip);
    const text = await tooltip.innerText();
    expect(text).toMatch(/best for λ/);
    expect(text).toMatch(/female\s*.*% selected, TPR/);
    await lab().screenshot("decoupled-frontier-pointed");
    await viewer.getByRole("tab", { name: "Summary" }).hover();
    await lab().theme("JupyterLab Dark");
    for (const name of ["Trade-off", "Thresholds", "Metrics by group"]) {
      await showChart(viewer, name);
      await lab().screenshot(`decoupled-dark-${name.toLowerCase().replaceAll(" ", "-")}`);
    }
    await lab().theme("JupyterLab Light");
  };

  it("shows its trade-off, thresholds and metrics by group", async () => {
    await readWalkthrough(lab(), walkthrough, async ({ cell, outputs, viewer }) => {
      if (viewer) {
        await lookAtResult(viewer);
        if (viewers === 1) await pointAtFrontier(viewer);
      }
      for (const title of chartTitles(outputs)) {
        expect(await inked(cell.locator("canvas").first()), title).toBeGreaterThan(1000);
        drawn.push(title);
        await lab().screenshot(`decoupled-output-${drawn.length}`);
      }
    });
    expect(viewers).toBeGreaterThan(0);
  });

  it("draws what parity costs, how scores are cut and how groups fare as outputs of their own", () => {
    expect(drawn).toEqual(
      expect.arrayContaining([
        "Cohorts",
        "What decoupling bought",
        "What fairness costs (demographic parity)",
        "Scores and thresholds by cohort",
        "Metrics by group",
      ]),
    );
  });

  it("offers the tables of thresholds, groups and the trade-off", () => {
    expect(tables[0]).toEqual(
      expect.arrayContaining(["Thresholds", "Groups", "Trade-off between error and fairness"]),
    );
  });

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
});

const labels = (radios: Element[]) =>
  radios.map(
    (radio) => (radio as HTMLInputElement).labels?.[0]?.textContent ?? radio.getAttribute("aria-label") ?? "",
  );
