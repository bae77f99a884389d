import { expect, it } from "vitest";
import { describeLab, inked } from "./lab-page.js";
import { runWalkthrough } from "./walkthrough-cells.js";

const walkthrough = "01-ols-and-counts.ipynb";

describeLab(`the walkthrough ${walkthrough}`, (lab) => {
  it("runs cell by cell to its end, and the viewer draws tables and charts", async () => {
    let viewers = 0;
    await runWalkthrough(lab(), walkthrough, async ({ viewer }) => {
      if (!viewer) return;
      viewers += 1;
      await viewer.getByRole("tab", { name: "Tables" }).click();
      expect(await viewer.getByRole("table").first().getByRole("row").count()).toBeGreaterThan(1);
      await viewer.getByRole("tab", { name: "Charts" }).click();
      expect(await inked(viewer.getByRole("img"))).toBeGreaterThan(1000);
      await lab().screenshot(`walkthrough-fit-${viewers}`);
    });
    expect(viewers).toBeGreaterThan(0);
  });

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
});
