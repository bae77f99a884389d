import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import { describeLab, inked } from "./lab-page.js";
import { chartTitles, readWalkthrough } from "./walkthrough-cells.js";

const walkthroughs = {
  "05-unaware-fairness.ipynb": {
    outputs: [
      "Proxy recovery: can the estimates of 'x3' be taken at their word?",
      "With the class estimated: observed against predicted",
      "With the class itself: observed against predicted",
      "Coverage of the prediction intervals by group",
    ],
    /** Charts that the viewer offers, whatever it calls them: at least as many. */
    charts: 6,
  },
  "06-interviews.ipynb": {
    outputs: [
      "6 categories of 104 texts that sound different",
      "How many categories?",
      "kind by race",
      "Proxy recovery: how well 'race' can be told from the proxies",
      "Observed and estimated race",
      "Disparity in kind by race, observed and not",
      "Interviews a day, forecast from the day before",
    ],
    charts: 6,
  },
};

for (const [walkthrough, expected] of Object.entries(walkthroughs)) {
  describeLab(`the walkthrough ${walkthrough}`, (lab) => {
    const drawn: string[] = [];
    const prefix = walkthrough.slice(3, -6);

    /** Every chart of the viewer, by its label. */
    const lookAtCharts = async (viewer: Locator) => {
      await viewer.getByRole("tab", { name: "Charts" }).click();
      const radios = viewer.getByRole("radio");
      const count = await radios.count();
      expect(count).toBeGreaterThanOrEqual(expected.charts);
      for (let index = 0; index < count; index++) {
        await radios.nth(index).check({ force: true }); // its label covers it
        expect(await inked(viewer.getByRole("figure").getByRole("img"))).toBeGreaterThan(500);
        await lab().screenshot(`${prefix}-chart-${index + 1}`);
      }
    };

    it("draws every chart of its viewer, in the light and in the dark", async () => {
      let viewers = 0;
      await readWalkthrough(lab(), walkthrough, async ({ cell, outputs, viewer }) => {
        if (viewer && ++viewers === 1) {
          await lookAtCharts(viewer);
          await lab().theme("JupyterLab Dark");
          await lab().screenshot(`${prefix}-dark`);
          await lab().theme("JupyterLab Light");
        }
        for (const title of chartTitles(outputs)) {
          expect(await inked(cell.locator("canvas").first()), title).toBeGreaterThan(1000);
          drawn.push(title);
          await lab().screenshot(`${prefix}-output-${drawn.length}`);
        }
      });
      expect(viewers).toBeGreaterThan(0);
    });

    it("draws its own charts as outputs", () => {
      expect(drawn).toEqual(expect.arrayContaining(expected.outputs));
    });

    it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
  });
}
