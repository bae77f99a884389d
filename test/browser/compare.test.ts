import { join } from "node:path";
import type { Locator } from "playwright-core";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import type { ResultDocument } from "../../kernel-lib/src/contract/index.js";
import { root } from "../../scripts/setup/shell.mjs";
import { seriousViolations } from "./accessibility.js";
import { resultsOf, writeNotebookOf, writeResult } from "./documents.js";
import { describeLab, inked, seen, themes } from "./lab-page.js";

describeLab("results side by side", (lab) => {
  let counts: ResultDocument[];

  const comparison = () => lab().page.getByRole("article", { name: "Comparison of results" }).last();
  const tab = async (page: Locator, name: string) => {
    await page.getByRole("tab", { name, exact: true }).click();
    return page.getByRole("tabpanel", { name, exact: true });
  };
  const compareFiles = async (...names: string[]) => {
    const sources = names.map((name) => ({ kind: "file", path: `${name}.quetelet.json` }));
    await lab().command("quetelet:compare", { sources });
    await seen(comparison().getByRole("tab", { name: "Fit" }));
    return comparison();
  };

  beforeAll(() => {
    const { folder } = lab();
    const walkthrough = (name: string) => resultsOf(join(folder, name));
    counts = walkthrough("01-ols-and-counts.ipynb");
    const [ols, poisson, negativeBinomial] = counts;
    writeResult(folder, "ols", ols!);
    writeResult(folder, "poisson", poisson!);
    writeResult(folder, "negative-binomial", negativeBinomial!);
    writeNotebookOf(join(folder, "fits.ipynb"), [poisson!, negativeBinomial!]);
    const names = {
      "02-risk-terrain": "terrain",
      "03-trajectories": "trajectories",
      "04-decoupled-fairness": "fair",
    };
    for (const [notebook, name] of Object.entries(names)) {
      walkthrough(`${notebook}.ipynb`).forEach((result, i) =>
        writeResult(folder, `${name}-${i + 1}`, result),
      );
    }
    const [fair] = walkthrough("04-decoupled-fairness.ipynb");
    const moved = fair!.tables.frontier!.rows.map((row) => ({ ...row, error: Number(row.error) + 0.01 }));
    const frontier = { ...fair!.tables.frontier!, rows: moved };
    writeResult(folder, "fair-3", { ...fair!, tables: { ...fair!.tables, frontier } });
    const [, trajectories] = walkthrough("03-trajectories.ipynb");
    const higher = trajectories!.tables
      .curves!.rows.filter(({ group }) => group !== 4)
      .map((row) => ({ ...row, mean: 1.2 * Number(row.mean) }));
    const curves = { ...trajectories!.tables.curves!, rows: higher };
    writeResult(folder, "trajectories-3", { ...trajectories!, tables: { ...trajectories!.tables, curves } });
    const [terrain] = walkthrough("02-risk-terrain.ipynb");
    writeResult(folder, "terrain-3", {
      ...terrain!,
      config: { ...terrain!.config, method: "lasso" } as never,
    });
  });

  it("are chosen by keyboard from a list, this result among them", async () => {
    const { page } = lab();
    await lab().openFile("fits.ipynb");
    const viewer = (await lab().openFile("poisson.quetelet.json")).getByRole("article");
    await viewer.getByRole("button", { name: "Compare with…" }).click();
    const dialog = page.getByRole("dialog");
    const accept = dialog.getByRole("button", { name: "Compare" });
    await seen(dialog.getByRole("checkbox").first());
    expect(await dialog.getByRole("checkbox", { name: /poisson\.quetelet\.json/ }).isChecked()).toBe(true);
    expect(await accept.isDisabled()).toBe(true);
    const inNotebook = dialog.getByRole("checkbox", { name: /^Negative binomial regression: crimes/ });
    expect(await dialog.getByText(/fits\.ipynb, cell 2/).count()).toBe(1);
    await inNotebook.focus();
    await page.keyboard.press("Space");
    expect(await dialog.getByRole("status").innerText()).toBe("2 chosen.");
    await lab().screenshot("compare-choose");
    expect(await seriousViolations(page, ".jp-Dialog")).toEqual([]);
    await page.keyboard.press("Enter");
    const shown = comparison();
    await seen(shown.getByRole("tab", { name: "Fit" }));
    expect(await shown.getByRole("heading", { level: 2 }).innerText()).toBe("2 results compared");
    await lab().screenshot("compare-two");
  });

  it("come with what differs, the lowest AIC, and charts over one another", async () => {
    const shown = await compareFiles("poisson", "negative-binomial");
    const aic = (await tab(shown, "Fit")).getByRole("row", { name: /^AIC/ });
    const cells = await aic.getByRole("cell").allInnerTexts();
    const [a, b] = [counts[1]!.fit.aic!, counts[2]!.fit.aic!];
    const print = (value: number) =>
      value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace("-", "−");
    expect(cells).toEqual([print(a), print(b), print(b - a), b < a ? "B" : "A"]);
    await shown.getByRole("radio", { name: "B" }).check({ force: true });
    expect(await aic.getByRole("cell").nth(2).innerText()).toBe(print(a - b));
    await lab().screenshot("compare-fit");
    await tab(shown, "Coefficients");
    await lab().screenshot("compare-coefficients");
    const charts = await tab(shown, "Charts");
    expect(await inked(charts.getByRole("figure").getByRole("img"))).toBeGreaterThan(1000);
    await lab().screenshot("compare-coefficients-chart");
    await charts.getByRole("radio", { name: "Rootogram" }).check({ force: true });
    for (const picture of await charts.getByRole("img").all())
      expect(await inked(picture)).toBeGreaterThan(1000);
    expect(await charts.getByRole("img").count()).toBe(2);
    await lab().screenshot("compare-beside");
    await tab(shown, "Config");
    await lab().screenshot("compare-config");
  });

  it("warn where likelihoods are of different kinds, and mark no lowest", async () => {
    const shown = await compareFiles("ols", "poisson", "negative-binomial");
    expect(await shown.getByRole("list", { name: "Warnings" }).innerText()).toMatch(
      /density of a measurement/,
    );
    expect(await shown.getByRole("columnheader", { name: "Lowest" }).count()).toBe(0);
    await lab().screenshot("compare-three-families");
  });

  it.each([
    ["terrain", ["terrain-1", "terrain-3"], ["Coefficients", "Crimes captured"]],
    ["trajectories", ["trajectories-2", "trajectories-3"], ["Trajectories"]],
    ["fair", ["fair-1", "fair-3"], ["Trade-off"]],
  ])("draw what is special to %s", async (name, files, charts) => {
    const shown = await compareFiles(...files);
    const panel = await tab(shown, "Charts");
    for (const label of charts) {
      await panel.getByRole("radio", { name: label, exact: true }).check({ force: true });
      const pictures = panel.getByRole("img");
      expect(await inked(pictures.first()), label).toBeGreaterThan(1000);
      await lab().screenshot(`compare-${name}-${label}`);
    }
  });

  it.each(themes)("have no serious accessibility violation in %s", async (theme) => {
    await lab().theme(theme);
    const shown = await compareFiles("poisson", "negative-binomial");
    for (const name of ["Fit", "Coefficients", "Charts", "Config"]) {
      const panel = await tab(shown, name);
      if (name === "Charts") await seen(panel.getByRole("img").first());
      expect(await seriousViolations(lab().page, ".qt-Compare"), name).toEqual([]);
      await lab().screenshot(`compare-${name.toLowerCase()}-${theme.split(" ")[1]!.toLowerCase()}`);
    }
    await lab().theme("JupyterLab Light");
  });

  it("are there again after a reload, with their baseline", async () => {
    const { page } = lab();
    await compareFiles("poisson", "negative-binomial");
    await page.waitForTimeout(2500); // JupyterLab saves the layout a little later
    await page.reload();
    await page.waitForFunction(() => "jupyterapp" in window);
    await page.evaluate(() => window.jupyterapp.restored);
    const shown = comparison();
    await seen(shown.getByRole("tab", { name: "Fit" }));
    expect(await shown.getByText("negative-binomial.quetelet.json").count()).toBe(1);
    expect(await shown.getByRole("radio", { name: "B" }).isChecked()).toBe(true);
    await lab().screenshot("compare-restored");
  });

  it("are there again after they were closed", async () => {
    await compareFiles("poisson", "negative-binomial");
    const all = lab().page.locator(".qt-Compare");
    const count = await all.count();
    await lab().command("application:close");
    await expect.poll(() => all.count()).toBe(count - 1);
    await compareFiles("poisson", "negative-binomial");
    expect(await all.count()).toBe(count);
  });

  it("stand in the side panel of Notebook 7", async () => {
    const page = await lab().page.context().newPage();
    onTestFinished(() => page.close());
    await page.goto(new URL("/notebooks/fits.ipynb", lab().page.url()).href);
    await page.getByRole("button", { name: "Compare with…" }).first().click();
    const dialog = page.getByRole("dialog");
    await seen(dialog.getByRole("checkbox").first());
    expect(await dialog.getByRole("checkbox", { name: /^Poisson regression: crimes/ }).isChecked()).toBe(
      true,
    );
    await dialog.getByRole("checkbox", { name: /^Negative binomial regression: crimes/ }).check();
    await dialog.getByRole("button", { name: "Compare" }).click();
    const shown = page.getByRole("article", { name: "Comparison of results" });
    await seen(shown.getByRole("row", { name: /^AIC/ }));
    await page.screenshot({ path: join(root, "test-results/compare-notebook-7.png") });
  });

  it("leave no error in the browser's console", () => expect(lab().errors).toEqual([]));
});
