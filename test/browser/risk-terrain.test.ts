import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import { describeLab, inked, seen } from "./lab-page.js";
import { chartTitles, readWalkthrough } from "./walkthrough-cells.js";

const walkthrough = "02-risk-terrain.ipynb";
const conjunctive = "Crimes by combination of risk factors";

describeLab(`the walkthrough ${walkthrough}`, (lab) => {
  const drawn: string[] = [];
  let viewers = 0;

  /** What the viewer shows of a risk terrain model that no other model has. */
  const lookAtResult = async (viewer: Locator) => {
    viewers += 1;
    await viewer.getByRole("tab", { name: "Charts" }).click();
    for (const [file, name] of [
      ["map", "Risk map"],
      ["selection", "Selection, resamples"],
    ] as const) {
      await viewer.getByRole("radio", { name }).check({ force: true }); // its label covers it
      expect(await inked(viewer.getByRole("figure", { name }).getByRole("img")), name).toBeGreaterThan(1000);
      await lab().screenshot(`risk-terrain-${viewers}-${file}`);
    }
    await viewer.getByRole("tab", { name: "Tables" }).click();
    await viewer.getByRole("radio", { name: conjunctive }).check({ force: true });
    const table = viewer.getByRole("table", { name: conjunctive });
    await seen(table);
    expect(await table.getByRole("row").count()).toBeGreaterThan(2);
    expect(await table.getByRole("columnheader").allInnerTexts()).toContain("Relative risk");
    await lab().screenshot(`risk-terrain-${viewers}-conjunctive`);
  };

  it("shows its maps, heat maps and tables", async () => {
    await readWalkthrough(lab(), walkthrough, async ({ cell, outputs, viewer }) => {
      if (viewer) await lookAtResult(viewer);
      for (const title of chartTitles(outputs)) {
        expect(await inked(cell.locator("canvas").first()), title).toBeGreaterThan(1000);
        drawn.push(title);
        await lab().screenshot(`risk-terrain-output-${drawn.length}`);
      }
    });
    expect(viewers).toBeGreaterThan(0);
  });

  it("draws the city's risk and the stability of the selection as outputs of their own", () => {
    expect(drawn).toContain("Risk in the simulated city");
    expect(drawn.filter((title) => /variable was chosen/.test(title)).length).toBeGreaterThan(1);
  });

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
});
