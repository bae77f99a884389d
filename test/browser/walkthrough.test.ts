import { expect, it } from "vitest";
import { describeLab, inked, seen } from "./lab-page.js";

const walkthrough = "01-ols-and-counts.ipynb";

describeLab(`the walkthrough ${walkthrough}`, (lab) => {
  it("runs cell by cell to its end, and the viewer draws tables and charts", async () => {
    const { openNotebook, run, cell, screenshot } = lab();
    const cells = await openNotebook(walkthrough);
    let viewers = 0;
    for (let index = 0; index < cells; index++) {
      const outputs = await run(index);
      expect(outputs.filter((output) => output.output_type === "error")).toEqual([]);
      if (!outputs.some((output) => output.data?.["application/vnd.quetelet.result+json"])) continue;
      viewers += 1;
      const viewer = (await cell(index)).getByRole("article").first();
      await seen(viewer);
      await viewer.getByRole("tab", { name: "Tables" }).click();
      expect(await viewer.getByRole("table").first().getByRole("row").count()).toBeGreaterThan(1);
      await viewer.getByRole("tab", { name: "Charts" }).click();
      expect(await inked(viewer.getByRole("img"))).toBeGreaterThan(1000);
      await screenshot(`walkthrough-fit-${viewers}`);
    }
    expect(viewers).toBeGreaterThan(0);
  });

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
});
