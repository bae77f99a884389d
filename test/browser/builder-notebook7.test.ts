import { expect, it } from "vitest";
import { streets, writeCsv } from "./builder-data.js";
import { builderPage, notNotebook7, openNotebook7 } from "./builder-page.js";
import { describeLab, seen } from "./lab-page.js";

const path = "seven.ipynb";

describeLab("Notebook 7", (lab) => {
  const open = (where: string) => openNotebook7(lab().page, lab().address(`/${where}`));

  it("shows its files with every part of the extension at work", async () => {
    const { page } = lab();
    lab().write(path, [""]);
    await open("tree");
    await seen(page.getByTitle(`Name: ${path}`));
    const parts = await page.evaluate(() => {
      const { jupyterapp } = window;
      const own = (jupyterapp.listPlugins() as string[]).filter((id) =>
        id.startsWith("jupyterlab-quetelet:"),
      );
      return own.map((id) => [id, jupyterapp.isPluginActivated(id) as boolean]);
    });
    expect(parts.length).toBeGreaterThan(10);
    expect(parts.filter(([, isActive]) => !isActive)).toEqual([]);
    expect(
      await page.evaluate(
        (name) => window.jupyterapp.docRegistry.defaultWidgetFactory(name).name as string,
        "a.quetelet-config.json",
      ),
    ).toBe("Quetelet Config");
    await lab().screenshot("notebook7-tree");
  });

  it("opens the model builder in the side panel and runs a model in the notebook", async () => {
    const { page, folder } = lab();
    page.setDefaultTimeout(60_000);
    writeCsv(folder, "streets.csv", streets(300));
    await open(`notebooks/${path}`);
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

  it("has the builder again after a reload", async () => {
    await lab().page.waitForTimeout(1500); // the state is kept a moment later
    await lab().command("docmanager:save");
    await open(`notebooks/${path}`);
    const builder = builderPage(lab().page.getByRole("region", { name: "Model builder" }));
    await seen(builder.root);
    await seen(builder.field("terms").getByText("bars"));
  });

  it("leaves no error of ours in the browser's console", () => {
    expect(notNotebook7(lab().errors)).toEqual([]);
  });
});
