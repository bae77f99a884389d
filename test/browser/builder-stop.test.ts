// A long training of each family that is begun, stopped and taken up again through what is on the screen.
import { beforeAll, expect, it } from "vitest";
import { applicants, careers, streets, writeCsv } from "./builder-data.js";
import { activeCellRan, type BuilderPage, closeAll, openBuilder, prepare } from "./builder-page.js";
import { describeLab, seen } from "./lab-page.js";

/** What makes each family train for minutes, and the option by which its form is known again. */
const families: {
  model: string;
  data: string;
  fill: (builder: BuilderPage) => Promise<void>;
  known: { field: string; value: string };
}[] = [
  {
    model: "glm",
    data: "many-streets.csv",
    fill: async (builder) => {
      await builder.choose("family", "poisson");
      await builder.pick("outcome", "crimes");
      await builder.pick("terms", "bars", "bar_dis_100");
      await builder.choose("engine", "tfjs");
      await builder.choose("backend", "cpu");
    },
    known: { field: "backend", value: "cpu" },
  },
  {
    model: "risk-terrain",
    data: "streets.csv",
    fill: async (builder) => {
      await builder.pick("outcome", "crimes");
      await builder.press("Use these sets");
      await builder.choose("method", "dropout");
      await builder.set("iterations.burnIn", 1e9);
    },
    known: { field: "iterations.burnIn", value: "1000000000" },
  },
  {
    model: "trajectories",
    data: "careers.csv",
    fill: async (builder) => {
      await builder.choose("family", "poisson");
      await builder.pick("id", "person");
      await builder.pick("time", "age");
      await builder.pick("outcome", "offences");
      await builder.set("starts", 1_000_000);
    },
    known: { field: "starts", value: "1000000" },
  },
  {
    model: "decoupled",
    data: "applicants.csv",
    fill: async (builder) => {
      await builder.pick("label", "hired");
      await builder.pick("features", "skill", "share");
      await builder.pick("cohorts.columns", "group");
      await builder.choose("fairnessLoss", "demographic-parity");
      await builder.set("bootstraps", 1_000_000);
    },
    known: { field: "bootstraps", value: "1000000" },
  },
  {
    model: "hierarchical-forest",
    data: "applicants.csv",
    fill: async (builder) => {
      await builder.pick("outcome", "wage");
      await builder.pick("protected", "group");
      await builder.pick("proxies", "share");
      await builder.pick("covariates", "skill");
      await builder.set("trees", 100_000);
    },
    known: { field: "trees", value: "100000" },
  },
];

describeLab("a long training begun in the model builder", (lab) => {
  beforeAll(async () => {
    lab().page.setDefaultTimeout(60_000);
    const { folder } = lab();
    writeCsv(folder, "streets.csv", streets(400));
    writeCsv(folder, "many-streets.csv", streets(60_000));
    writeCsv(folder, "careers.csv", careers(100));
    writeCsv(folder, "applicants.csv", applicants(400));
    await prepare(lab().page);
  });

  it.each(families)(
    "of a $model stops with what it has reached, and opens in the builder again",
    async (family) => {
      const { page } = lab();
      await closeAll(page);
      const path = `stopped-${family.model}.ipynb`;
      lab().write(path, [""]);
      await lab().openNotebook(path);
      const builder = await openBuilder(lab(), family.model);
      await builder.pickData(family.data);
      await family.fill(builder);
      await builder.press("Run");

      const cell = page.locator(".jp-Notebook");
      const training = cell.getByRole("group", { name: /^Training: / });
      await training.getByRole("button", { name: "Stop" }).click();
      const { result } = await activeCellRan(page, path);
      expect(result.status).toBe("interrupted");
      const viewer = cell.getByRole("article", { name: /^Result/ });
      await seen(viewer.locator(".qt-Status", { hasText: "Interrupted" }));
      await lab().screenshot(`builder-stopped-${family.model}`);

      await page.evaluate(() => {
        const panels = [...window.jupyterapp.shell.widgets("main")];
        panels.find(({ node }) => node.querySelector(".qt-Shell"))?.close();
      });
      await viewer.getByRole("button", { name: /^Edit in builder/ }).click();
      const again = page.getByRole("region", { name: "Model builder" });
      const field = again.locator(`[data-qt-field="${family.known.field}"]`).locator("input, select").first();
      await expect.poll(() => field.inputValue(), { timeout: 20_000 }).toBe(family.known.value);
    },
  );

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
});
