import { beforeAll, expect, it } from "vitest";
import { forms, writeTables } from "./builder-forms.js";
import { activeCellRan, closeAll, openAlone, openBuilder, prepare, runAloneAgain } from "./builder-page.js";
import { describeLab, seen } from "./lab-page.js";

const models = Object.entries(forms).map(([model, form]) => ({ model, ...form }));

describeLab("the model builder", (lab) => {
  beforeAll(async () => {
    lab().page.setDefaultTimeout(30_000);
    writeTables(lab().folder);
    await prepare(lab().page);
  });

  it("is offered by the launcher, the menu and the notebook's toolbar", async () => {
    const { page } = lab();
    await lab().command("launcher:create");
    await seen(page.locator('.jp-LauncherCard[data-category="Quetelet"]').nth(6));
    await lab().screenshot("builder-launcher");
    await page.getByRole("menubar").getByText("Quetelet", { exact: true }).click();
    await seen(
      page
        .getByRole("menu")
        .getByText(/^Build/)
        .first(),
    );
    await page.keyboard.press("Escape");
    lab().write("toolbar.ipynb", [""]);
    await lab().openNotebook("toolbar.ipynb");
    await page.locator(".jp-NotebookPanel-toolbar [data-command='quetelet:open-builder']").click();
    await seen(page.getByRole("region", { name: "Model builder" }));
    await closeAll(page);
  });

  it("makes a notebook from a card of the launcher, which closes as it does for JupyterLab's own", async () => {
    const { page } = lab();
    await lab().command("launcher:create");
    const launchers = () =>
      page.evaluate(
        () =>
          [...window.jupyterapp.shell.widgets("main")].filter((each) =>
            each.node.querySelector(".jp-Launcher"),
          ).length,
      );
    const before = await launchers();
    await page.locator('.jp-LauncherCard[data-category="Quetelet"]:visible').first().click();
    await seen(page.getByRole("region", { name: "Model builder" }));
    await seen(page.locator(".jp-Notebook"));
    await expect.poll(launchers).toBe(before - 1);
    // A kernel that is ended while it starts is an error in the console.
    await page.evaluate(async () => {
      const [panel] = [...window.jupyterapp.shell.widgets("main")].filter((each) => each.sessionContext);
      await panel.sessionContext.ready;
      await panel.sessionContext.session.kernel.info;
    });
    await closeAll(page);
  });

  it.each(models)(
    "builds a $model from $data to a viewer, and its cell gives the same numbers alone",
    async ({ model, data, fill }) => {
      const { page } = lab();
      const path = `${model}.ipynb`;
      await openAlone(lab(), path);
      const builder = await openBuilder(lab(), model);
      await builder.pickData(data);
      await fill(builder);
      await lab().screenshot(`builder-${model}`);
      await builder.press("Run");
      const first = await activeCellRan(page, path);
      expect(first.result.model).toBe(model);
      await seen(
        page
          .locator(".jp-Notebook")
          .getByRole("article", { name: /^Result/ })
          .first(),
      );
      await lab().screenshot(`builder-${model}-ran`);
      const again = await runAloneAgain(page, path);
      expect(again.source).toBe(first.source);
      expect(again.result.fit).toEqual(first.result.fit);
      expect(Object.keys(first.result.fit).length).toBeGreaterThan(0);
      expect(again.result.tables).toEqual(first.result.tables);
    },
  );

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
});
