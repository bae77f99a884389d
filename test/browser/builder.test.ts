import { beforeAll, expect, it } from "vitest";
import { applicants, careers, streets, writeCsv } from "./builder-data.js";
import {
  activeCellRan,
  type BuilderPage,
  closeAll,
  openBuilder,
  prepare,
  runAloneAgain,
} from "./builder-page.js";
import { describeLab, seen } from "./lab-page.js";

/** How a person fills in the form of each model. */
const models: { model: string; data: string; fill: (builder: BuilderPage) => Promise<void> }[] = [
  {
    model: "ols",
    data: "streets.csv",
    fill: async (builder) => {
      await builder.pick("outcome", "rent");
      await builder.pick("terms", "bars", "bar_dis_100");
    },
  },
  {
    model: "glm",
    data: "streets.csv",
    fill: async (builder) => {
      await builder.choose("family", "poisson");
      await builder.pick("outcome", "crimes");
      await builder.pick("terms", "bars", "bar_dis_100");
    },
  },
  {
    model: "risk-terrain",
    data: "streets.csv",
    fill: async (builder) => {
      await builder.pick("outcome", "crimes");
      await builder.press("Use these sets");
    },
  },
  {
    model: "trajectories",
    data: "careers.csv",
    fill: async (builder) => {
      await builder.choose("family", "poisson");
      await builder.pick("id", "person");
      await builder.pick("time", "age");
      await builder.pick("outcome", "offences");
      await builder.root.getByRole("checkbox", { name: "2 groups" }).check({ force: true });
    },
  },
  {
    model: "decoupled",
    data: "applicants.csv",
    fill: async (builder) => {
      await builder.pick("label", "hired");
      await builder.pick("features", "skill", "share");
      await builder.pick("cohorts.columns", "group");
    },
  },
  {
    model: "random-forest",
    data: "applicants.csv",
    fill: async (builder) => {
      await builder.pick("outcome", "wage");
      await builder.pick("features", "skill", "share", "group");
    },
  },
  {
    model: "hierarchical-forest",
    data: "applicants.csv",
    fill: async (builder) => {
      await builder.pick("outcome", "wage");
      await builder.pick("protected", "group");
      await builder.pick("proxies", "share");
      await builder.pick("covariates", "skill");
    },
  },
];

describeLab("the model builder", (lab) => {
  beforeAll(async () => {
    lab().page.setDefaultTimeout(30_000);
    const { folder } = lab();
    writeCsv(folder, "streets.csv", streets(400));
    writeCsv(folder, "careers.csv", careers(100));
    writeCsv(folder, "applicants.csv", applicants(400));
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
      lab().write(path, [""]);
      await lab().openNotebook(path);
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
      await closeAll(page);
    },
  );

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
});
