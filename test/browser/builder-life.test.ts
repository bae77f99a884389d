import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { seriousViolations } from "./accessibility.js";
import { streets, writeCsv } from "./builder-data.js";
import { activeCellRan, type BuilderPage, builderPage, openBuilder, prepare } from "./builder-page.js";
import { describeLab, seen, themes } from "./lab-page.js";

const path = "life.ipynb";
const saved = "crimes.quetelet-config.json";

describeLab("the model builder over time", (lab) => {
  let builder: BuilderPage;
  beforeAll(async () => {
    lab().page.setDefaultTimeout(60_000);
    writeCsv(lab().folder, "streets.csv", streets(400));
    lab().write(path, ["const made = { y: [1, 2, 3], x: [2, 4, 7] };"]);
    await lab().openNotebook(path);
    await prepare(lab().page);
  });

  const chosen = (name: string) => builder.field(name).getByRole("listitem");

  const close = () =>
    lab()
      .page.locator(".lm-TabBar-tab", { hasText: "Count and binary" })
      .locator(".lm-TabBar-tabCloseIcon")
      .click();

  it("opens in front of its notebook where there is little room", async () => {
    const { page } = lab();
    await page.setViewportSize({ width: 900, height: 900 });
    await openBuilder(lab(), "glm");
    expect(await page.locator(".jp-Notebook").isVisible()).toBe(false);
    await close();
    await page.setViewportSize({ width: 1280, height: 1200 });
  });

  it("opens beside its notebook", async () => {
    const { page } = lab();
    await openBuilder(lab(), "glm"); // its code is loaded with the first
    expect(await page.locator(".jp-Notebook").isVisible()).toBe(true);
    await close();
    const milliseconds = await page.evaluate(async () => {
      const begin = performance.now();
      await window.jupyterapp.commands.execute("quetelet:open-builder", { model: "glm" });
      while (!document.querySelector(".qt-Shell .qt-Builder") && performance.now() < begin + 20_000) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return performance.now() - begin;
    });
    console.log(`the form opened in ${milliseconds.toFixed(0)} ms`);
    builder = builderPage(page.getByRole("region", { name: "Model builder" }));
    await seen(builder.root);
  });

  it("inserts nothing while fields are wrong, and says so beside them", async () => {
    await builder.press("Insert code");
    await seen(builder.root.getByText(/fields? (is|are) to be seen to first/));
    expect(await builder.field("outcome").getByRole("combobox").getAttribute("aria-invalid")).toBe("true");
    const cells = await lab().page.evaluate(
      (path) => window.panelOf(path).content.widgets.length as number,
      path,
    );
    expect(cells).toBe(1);
    await lab().screenshot("builder-problems");
  });

  it("inserts readable code below the active cell, and does not run it", async () => {
    await builder.pickData("streets.csv");
    await builder.choose("family", "poisson");
    await builder.pick("outcome", "crimes");
    await builder.pick("terms", "bars");
    await builder.press("Insert code");
    await seen(builder.root.getByText(`Inserted into ${path}`));
    const { source, count } = await lab().page.evaluate((path) => {
      const { model } = window.panelOf(path).content.activeCell;
      return {
        source: model.sharedModel.getSource() as string,
        count: model.executionCount as number | null,
      };
    }, path);
    expect(source).toMatch(/await readTable\("streets\.csv"\)/);
    expect(source).toMatch(/family: "poisson"/);
    expect(count).toBeNull();
  });

  it.each(themes)("has no serious accessibility violation in %s", async (theme) => {
    await lab().theme(theme);
    expect(await seriousViolations(lab().page, ".qt-BuilderPanel")).toEqual([]);
    await lab().screenshot(`builder-${theme.split(" ")[1]!.toLowerCase()}`);
    await lab().theme("JupyterLab Light");
  });

  it("saves a config under a name of one's own, and never over another without asking", async () => {
    const { page, folder } = lab();
    const save = async () => {
      await builder.press("Save config…");
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox").fill("crimes");
      await dialog.getByRole("button", { name: "Save" }).click();
    };
    await save();
    await seen(builder.root.getByText(`Saved as ${saved}`));
    const config = JSON.parse(readFileSync(join(folder, saved), "utf8"));
    expect(config).toMatchObject({ model: "glm", data: "streets.csv", outcome: "crimes", terms: ["bars"] });
    writeFileSync(join(folder, saved), JSON.stringify({ ...config, terms: ["bars", "rent"] }));
    await save();
    await seen(page.getByText("Replace the file?"));
    await page.getByRole("button", { name: "Cancel" }).click();
    expect(JSON.parse(readFileSync(join(folder, saved), "utf8")).terms).toEqual(["bars", "rent"]);
  });

  it("opens a config with a double-click in the same form, and writes what is changed there", async () => {
    const { page, folder } = lab();
    await lab()
      .command("filebrowser:refresh")
      .catch(() => {});
    await page.getByTitle(`Name: ${saved}`).dblclick();
    const document = builderPage(
      page.locator(".qt-ConfigDocument").getByRole("region", { name: "Model builder" }),
    );
    await seen(document.field("terms").getByText("rent"));
    expect(await document.field("family").locator("select").inputValue()).toBe("poisson");
    await lab().screenshot("builder-config");
    await document.field("terms").getByRole("button", { name: "Remove rent" }).click();
    await lab().command("docmanager:save");
    await expect.poll(() => JSON.parse(readFileSync(join(folder, saved), "utf8")).terms).toEqual(["bars"]);
    expect(await seriousViolations(page, ".qt-ConfigDocument")).toEqual([]);
    await lab().command("application:close");
  });

  it("brings a result's own config back into the form", async () => {
    const { page } = lab();
    await page.evaluate((path) => window.jupyterapp.shell.activateById(window.panelOf(path).id), path);
    await lab().command("notebook:run-cell");
    await activeCellRan(page, path);
    await builder.field("terms").getByRole("button", { name: "Remove bars" }).click();
    await page.locator(".jp-Notebook").getByRole("button", { name: "Edit in builder" }).click();
    await expect.poll(() => chosen("terms").allInnerTexts()).toEqual([expect.stringContaining("bars")]);
  });

  it("lists variables after a cell has run, and again after the kernel was restarted", async () => {
    const { page } = lab();
    const variable = builder.root.getByRole("button", { name: /^made/ });
    const run = (cell: number) =>
      page.evaluate(
        async ({ path, cell }) => {
          const panel = window.panelOf(path);
          window.jupyterapp.shell.activateById(panel.id);
          panel.content.activeCellIndex = cell;
          await window.jupyterapp.commands.execute("notebook:run-cell");
        },
        { path, cell },
      );
    await builder.root.getByRole("button", { name: "Change the data" }).click();
    await run(0);
    await seen(variable);
    await page.evaluate((path) => window.panelOf(path).sessionContext.session.kernel.restart(), path);
    await variable.waitFor({ state: "detached" });
    await seen(builder.root.getByRole("button", { name: /^streets\.csv/ }));
    await run(0);
    await seen(variable);
    await lab().screenshot("builder-variables");
  });

  it("tells in the status bar what trains, and in a dialog which engines work", async () => {
    const { page } = lab();
    await page.getByRole("button", { name: "Quetelet trains with" }).click();
    const dialog = page.getByRole("dialog");
    const report = dialog.getByLabel("Engines and backends", { exact: true });
    await seen(report);
    expect(await report.innerText()).toMatch(/fused/);
    await lab().screenshot("doctor");
    expect(await seriousViolations(page, ".jp-Dialog")).toEqual([]);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await dialog.getByRole("button", { name: "Copy" }).click();
    await seen(dialog.getByText("Copied"));
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await report.innerText());
    await dialog.getByRole("button", { name: "Close" }).click();
  });

  it("lists the columns of a table of 100,000 rows", async () => {
    const rows = 100_000;
    const columns = Object.fromEntries(
      Array.from({ length: 10 }, (_, j) => [
        `v${j}`,
        Float64Array.from({ length: rows }, (_, i) => (i * (j + 1)) % 977),
      ]),
    );
    writeCsv(lab().folder, "large.csv", columns);
    await builder.root.getByRole("button", { name: "Refresh the tables" }).click();
    const table = builder.root.getByRole("button", { name: /^large\.csv/ });
    await seen(table);
    const milliseconds = await table.evaluate(async (button: HTMLElement) => {
      const begin = performance.now();
      button.click();
      while (!document.querySelector(".qt-Columns [title='v9']") && performance.now() < begin + 20_000) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return performance.now() - begin;
    });
    console.log(`the columns of ${rows} rows were listed in ${milliseconds.toFixed(0)} ms`);
    expect(await builder.root.locator(".qt-Columns [title='v9']").count()).toBe(1);
  });

  it("is there again after a reload, with what was chosen", async () => {
    const { page } = lab();
    await builder.pickData("streets.csv");
    await page.waitForTimeout(2000); // JupyterLab keeps its layout a moment later
    await page.evaluate((path) => window.panelOf(path).context.save(), path);
    await page.goto(page.url().replace(/[?&]reset/, ""));
    await page.waitForFunction(() => "jupyterapp" in window);
    await page.evaluate(() => window.jupyterapp.restored);
    await prepare(page);
    builder = builderPage(page.getByRole("region", { name: "Model builder" }));
    await seen(builder.root);
    await expect
      .poll(() => chosen("terms").allInnerTexts(), { timeout: 30_000 })
      .toEqual([expect.stringContaining("bars")]);
    expect(await builder.root.getByLabel("Goes into").inputValue()).toBe(path);
    await lab().screenshot("builder-reloaded");
    expect(existsSync(join(lab().folder, path))).toBe(true);
  });

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
});
