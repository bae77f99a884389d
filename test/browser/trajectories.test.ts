import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import { seriousViolations } from "./accessibility.js";
import { describeLab, inked, seen } from "./lab-page.js";
import { chartTitles, readWalkthrough } from "./walkthrough-cells.js";

const walkthrough = "03-trajectories.ipynb";

describeLab(`the walkthrough ${walkthrough}`, (lab) => {
  const drawn: string[] = [];
  let viewers = 0;
  let lastViewer = 0;
  let cells = 0;

  /** What the viewer shows of a trajectory model that no other model has. */
  const lookAtResult = async (viewer: Locator) => {
    viewers += 1;
    await viewer.getByRole("tab", { name: "Charts" }).click();
    for (const [file, name] of [
      ["curves", "Trajectories"],
      ["people", "People by group"],
      ["posteriors", "Posterior probabilities"],
    ] as const) {
      await viewer.getByRole("radio", { name }).check({ force: true }); // its label covers it
      expect(await inked(viewer.getByRole("figure", { name }).getByRole("img")), name).toBeGreaterThan(1000);
      await lab().screenshot(`trajectories-${viewers}-${file}`);
    }
    await viewer.getByRole("tab", { name: "Tables" }).click();
    for (const [file, name, heading] of [
      ["groups", "Groups", "Share assigned"],
      ["traj", "Results as traj prints them", "T for H0: Parameter=0"],
    ] as const) {
      await viewer.getByRole("radio", { name, exact: true }).check({ force: true });
      const table = viewer.getByRole("table", { name, exact: true });
      await seen(table);
      expect(await table.getByRole("row").count()).toBeGreaterThan(2);
      expect(await table.getByRole("columnheader").allInnerTexts()).toContain(heading);
      await lab().screenshot(`trajectories-${viewers}-${file}`);
    }
  };

  it("shows its curves, people and tables", async () => {
    await readWalkthrough(lab(), walkthrough, async ({ cell, outputs, viewer }) => {
      if (viewer) {
        lastViewer = cells;
        await lookAtResult(viewer);
      }
      cells += 1;
      for (const title of chartTitles(outputs)) {
        expect(await inked(cell.locator("canvas").first()), title).toBeGreaterThan(1000);
        drawn.push(title);
        await lab().screenshot(`trajectories-output-${drawn.length}`);
      }
    });
    expect(viewers).toBeGreaterThan(0);
  });

  it("draws the groups' curves and the comparison of their numbers as outputs of their own", () => {
    expect(drawn).toContain("Trajectories of fertility");
    expect(drawn).toContain("How many groups?");
  });

  it("has no serious accessibility violation in the dark", async () => {
    const theme = "JupyterLab Dark";
    await lab().theme(theme);
    const viewer = (await lab().cell(lastViewer)).getByRole("article").first();
    await viewer.getByRole("tab", { name: "Charts" }).click();
    for (const name of ["People by group", "Trajectories"]) {
      await viewer.getByRole("radio", { name }).check({ force: true });
      expect(await inked(viewer.getByRole("figure", { name }).getByRole("img")), name).toBeGreaterThan(1000);
      await lab().screenshot(`trajectories-dark-${name.split(" ")[0]!.toLowerCase()}`);
    }
    expect(await seriousViolations(lab().page, ".qt-Viewer")).toEqual([]);
  });

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
});
