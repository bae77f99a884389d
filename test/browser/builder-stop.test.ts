// A long training of each family that is begun, stopped and taken up again through what is on the screen.
import { beforeAll, expect, it } from "vitest";
import type { ModelName } from "../../kernel-lib/src/contract/index.js";
import { streets, writeCsv } from "./builder-data.js";
import { forms, writeTables } from "./builder-forms.js";
import { activeCellRan, type BuilderPage, openAlone, openBuilder, prepare } from "./builder-page.js";
import { describeLab, seen } from "./lab-page.js";

/** What makes each family train for minutes, and the option by which its form is known again. */
const families: {
  model: ModelName;
  data?: string;
  prolong: (builder: BuilderPage) => Promise<void>;
  known: { field: string; value: string };
}[] = [
  {
    model: "glm",
    data: "many-streets.csv",
    prolong: async (builder) => {
      await builder.choose("engine", "tfjs");
      await builder.choose("backend", "cpu");
    },
    known: { field: "backend", value: "cpu" },
  },
  {
    model: "risk-terrain",
    prolong: async (builder) => {
      await builder.choose("method", "dropout");
      await builder.set("iterations.pruned", 1e9);
    },
    known: { field: "iterations.pruned", value: "1000000000" },
  },
  {
    model: "trajectories",
    prolong: (builder) => builder.set("starts", 1_000_000),
    known: { field: "starts", value: "1000000" },
  },
  {
    model: "decoupled",
    prolong: async (builder) => {
      await builder.choose("fairnessLoss", "demographic-parity");
      await builder.set("bootstraps", 1_000_000);
    },
    known: { field: "bootstraps", value: "1000000" },
  },
  {
    model: "hierarchical-forest",
    prolong: (builder) => builder.set("trees", 100_000),
    known: { field: "trees", value: "100000" },
  },
];

describeLab("a long training begun in the model builder", (lab) => {
  beforeAll(async () => {
    lab().page.setDefaultTimeout(60_000);
    const { folder } = lab();
    writeTables(folder);
    writeCsv(folder, "many-streets.csv", streets(60_000));
    await prepare(lab().page);
  });

  it.each(families)(
    "of a $model stops with what it has reached, and opens in the builder again",
    async ({ model, data, prolong, known }) => {
      const { page } = lab();
      const path = `stopped-${model}.ipynb`;
      await openAlone(lab(), path);
      const builder = await openBuilder(lab(), model);
      await builder.pickData(data ?? forms[model].data);
      await forms[model].fill(builder);
      await prolong(builder);
      await builder.press("Run");

      const cell = page.locator(".jp-Notebook");
      const training = cell.getByRole("group", { name: /^Training: / });
      await training.getByRole("button", { name: "Stop" }).click();
      const { result } = await activeCellRan(page, path);
      expect(result.status).toBe("interrupted");
      const viewer = cell.getByRole("article", { name: /^Result/ });
      await seen(viewer.locator(".qt-Status", { hasText: "Interrupted" }));
      await lab().screenshot(`builder-stopped-${model}`);

      await page.evaluate(() => {
        const panels = [...window.jupyterapp.shell.widgets("main")];
        panels.find(({ node }) => node.querySelector(".qt-Shell"))?.close();
      });
      await viewer.getByRole("button", { name: /^Edit in builder/ }).click();
      const again = page.getByRole("region", { name: "Model builder" });
      const field = again.locator(`[data-qt-field="${known.field}"]`).locator("input, select").first();
      await expect.poll(() => field.inputValue(), { timeout: 20_000 }).toBe(known.value);
    },
  );

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
});
