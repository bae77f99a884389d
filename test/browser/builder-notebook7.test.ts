import { expect, it } from "vitest";
import { streets, writeCsv } from "./builder-data.js";
import { builderPage } from "./builder-page.js";
import { describeLab, seen } from "./lab-page.js";

const path = "seven.ipynb";

describeLab("the model builder in Notebook 7", (lab) => {
  const open = async () => {
    await lab().page.goto(lab().address(`/notebooks/${path}`));
    await lab().page.waitForFunction(() => "jupyterapp" in window);
    await lab().page.evaluate(() => window.jupyterapp.restored);
  };

  it("opens in the side panel and runs a model in the notebook", async () => {
    const { page, folder } = lab();
    page.setDefaultTimeout(60_000);
    writeCsv(folder, "streets.csv", streets(300));
    lab().write(path, [""]);
    await open();
    await page.locator("[data-command='quetelet:open-builder']").first().click();
    const builder = builderPage(page.getByRole("region", { name: "Model builder" }));
    await seen(builder.root);
    await builder.pickData("streets.csv");
    await builder.pick("outcome", "rent");
    await builder.pick("terms", "bars");
    await builder.press("Run");
    await seen(page.getByRole("article", { name: /^Result/ }).first());
    await lab().screenshot("builder-notebook7");
  });

  it("is there again after a reload", async () => {
    await lab().page.waitForTimeout(1500); // the state is kept a moment later
    await lab().command("docmanager:save");
    await open();
    const builder = builderPage(lab().page.getByRole("region", { name: "Model builder" }));
    await seen(builder.root);
    await seen(builder.field("terms").getByText("bars"));
  });

  it("leaves no error in the browser's console", () => {
    // Notebook 7.6 tells its toolbar of settings that it has not read yet, with any extension and none.
    const ours = lab().errors.filter((error) => !error.includes("reading 'schema'"));
    expect(ours).toEqual([]);
  });
});
