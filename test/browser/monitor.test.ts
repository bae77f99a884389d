import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { RUN_MIME_TYPE, type RunReport } from "../../kernel-lib/src/contract/index.js";
import { seriousViolations } from "./accessibility.js";
import { type CellOutput, describeLab, inked, seen, themes } from "./lab-page.js";

const cells = [
  `import { riskTerrain } from "quetelet";
const units = 3000;
const streets: Record<string, Float64Array> = {};
const noise = (i: number, j: number) => Math.abs(Math.sin(12.9898 * i + 78.233 * j) * 43758.5453) % 1;
for (let j = 0; j < 24; j++) streets["x" + j] = Float64Array.from({ length: units }, (_, i) => (noise(i, j) < 0.4 ? 1 : 0));
streets.crimes = Float64Array.from({ length: units }, (_, i) => 1 + 2 * streets.x0[i] + Math.floor(3 * noise(i, 99)));
const names = (from: number) => Array.from({ length: 8 }, (_, j) => "x" + (from + j));
const sets = { bars: names(0), metro: names(8), shops: names(16) };
const train = (steps: number) =>
  riskTerrain(streets, { outcome: "crimes", sets, method: "dropout", iterations: { burnIn: 200_000, pruned: steps }, seed: 4 });
units`,
  "const long = await train(1e9);\nlong",
  "long.toJSON().status",
  "const short = await train(100);\nshort.toJSON().status",
  "await train(1e9)",
];

describeLab("the training monitor", (lab) => {
  let output: Locator;
  let panel: Locator;
  const main = () => lab().page;
  const stepOf = async (place: Locator) => {
    const text = await place.locator(".qt-Run-figure", { hasText: "Step" }).locator("dd").innerText();
    return Number(text.split(" of ")[0]!.replaceAll(",", ""));
  };
  const grows = (place: Locator, from: number) =>
    expect.poll(() => stepOf(place), { timeout: 30_000 }).toBeGreaterThan(from);
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const saved = async (path: string, cell: number) => {
    await main().evaluate(() => window.jupyterapp.shell.currentWidget.context.save());
    const { cells } = JSON.parse(readFileSync(join(lab().folder, path), "utf8")) as {
      cells: { outputs: CellOutput[] }[];
    };
    return reportIn(cells[cell]!.outputs);
  };

  beforeAll(async () => {
    lab().write("monitor.ipynb", cells);
    await lab().openNotebook("monitor.ipynb");
    expect((await lab().run(0)).at(-1)?.data?.["text/plain"]).toBe("3000");
    panel = main().locator("#quetelet-monitor");
  });

  describe("while a model trains", () => {
    it("shows in the cell, and opens in the side bar without taking the keyboard", async () => {
      await lab().begin(1);
      output = (await lab().cell(1)).getByRole("group", { name: "Training: Risk terrain model" });
      await seen(output.getByRole("progressbar"));
      await seen(panel.getByRole("progressbar"));
      expect(await panel.evaluate((node) => node.contains(document.activeElement))).toBe(false);
      await grows(output, 0);
      // The time left takes a second to be known.
      await expect
        .poll(() => output.innerText(), { timeout: 10_000 })
        .toMatch(/Running[\s\S]*% of this phase, .* left in it; .* so far/);
      await seen(panel.getByRole("button", { name: "Go to Risk terrain model in monitor.ipynb" }));
    });

    it("draws the loss in one canvas, which stays and keeps its place", async () => {
      for (const place of [output, panel]) {
        const canvas = place.getByRole("img", { name: "Loss of Risk terrain model" });
        expect(await inked(canvas)).toBeGreaterThan(500);
        await canvas.evaluate((node) => node.setAttribute("data-first", "yes"));
        const before = await place.boundingBox();
        const step = await stepOf(place);
        await grows(place, step);
        await pause(1500);
        expect(await canvas.getAttribute("data-first")).toBe("yes");
        expect((await place.boundingBox())?.height).toBe(before?.height);
      }
      await lab().screenshot("monitor-running-light");
    });

    it("waits when it is paused, and goes on", async () => {
      await output.getByRole("button", { name: "Pause" }).click();
      await seen(output.getByText("Paused"));
      await seen(panel.getByText("Paused"));
      await pause(500);
      const step = await stepOf(output);
      await pause(1500);
      expect(await stepOf(output)).toBe(step);
      expect(await stepOf(panel)).toBe(step);
      await lab().screenshot("monitor-paused-light");
      await panel.getByRole("button", { name: "Resume" }).click();
      await grows(output, step);
    });

    it.each([...themes].reverse())("has no serious accessibility violation in %s", async (theme) => {
      await lab().theme(theme);
      await pause(700);
      expect(await seriousViolations(main(), "#quetelet-monitor")).toEqual([]);
      expect(await seriousViolations(main(), ".jp-OutputArea-output.qt-Monitor")).toEqual([]);
      await lab().screenshot(`monitor-running-${theme.split(" ")[1]!.toLowerCase()}`);
    });

    it("is what a notebook saved now shows when it is opened elsewhere, and says so", async () => {
      expect(await saved("monitor.ipynb", 1)).toMatchObject({ state: "running", name: "risk-terrain" });
      // Under another id, as the notebook of a page that knows nothing of the run.
      const text = readFileSync(join(lab().folder, "monitor.ipynb"), "utf8");
      writeFileSync(
        join(lab().folder, "elsewhere.ipynb"),
        text.replaceAll(/("id": ")(?=[0-9a-f]{8}-)/g, "$1other-"),
      );
      await lab().openFile("elsewhere.ipynb");
      const copy = (await lab().cell(1)).getByRole("group", { name: "Training: Risk terrain model" });
      await seen(copy.getByText("Was running when saved"));
      expect(await copy.getByRole("button").count()).toBe(0);
      await lab().screenshot("monitor-was-running");
      await lab().command("docmanager:open", { path: "monitor.ipynb" });
    });

    it("stops by the keyboard, keeps what was fitted and says why it ended", async () => {
      await output.getByRole("button", { name: "Stop" }).focus();
      await main().keyboard.press("Enter");
      const outputs = await lab().finishes(1);
      expect(outputs.filter(({ output_type: type }) => type === "error")).toEqual([]);
      await seen(output.getByText("Interrupted"));
      expect(await output.innerText()).toContain("It was stopped by hand");
      expect(await output.evaluate((node) => node.contains(document.activeElement))).toBe(true);
      await seen(panel.getByText("It was stopped by hand"));
      expect(reportIn(outputs)).toMatchObject({ state: "interrupted", commands: [] });
      await seen((await lab().cell(1)).getByRole("article"));
      await lab().screenshot("monitor-stopped-light");
      expect((await lab().run(2)).at(-1)?.data?.["text/plain"]).toBe("'interrupted'");
    });
  });

  describe("when a run is over", () => {
    it("folds to a line, with the curve behind it", async () => {
      const outputs = await lab().run(3);
      expect(outputs.at(-1)?.data?.["text/plain"]).toMatch(/converged|stopped/);
      const done = (await lab().cell(3)).getByRole("group", { name: "Training: Risk terrain model" });
      expect((await done.boundingBox())!.height).toBeLessThan(60);
      await done.locator("summary").click();
      expect(await inked(done.getByRole("img"))).toBeGreaterThan(500);
      await lab().screenshot("monitor-done-open");
    });

    it("shows how it ended in the notebook opened again", async () => {
      const ended = await saved("monitor.ipynb", 1);
      expect(ended).toMatchObject({ state: "interrupted" });
      const text = readFileSync(join(lab().folder, "monitor.ipynb"), "utf8");
      writeFileSync(join(lab().folder, "again.ipynb"), text);
      await lab().openFile("again.ipynb");
      const copy = (await lab().cell(1)).getByRole("group", { name: "Training: Risk terrain model" });
      await seen(copy.getByText("It was stopped by hand"));
      await lab().command("docmanager:open", { path: "monitor.ipynb" });
    });
  });

  it("says of a run that its kernel was restarted, in the notebook too", async () => {
    await lab().begin(4);
    const run = (await lab().cell(4)).getByRole("group", { name: "Training: Risk terrain model" });
    await seen(run.getByRole("progressbar"));
    await main().evaluate(() =>
      window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart(),
    );
    await seen(run.getByText("The kernel was restarted."));
    await expect
      .poll(() => saved("monitor.ipynb", 4), { timeout: 10_000 })
      .toMatchObject({
        state: "interrupted",
        reason: "The kernel was restarted.",
      });
    await lab().screenshot("monitor-restarted");
  });

  it("finds a run again after the page was loaded anew", async () => {
    await lab().run(0);
    await lab().begin(4);
    await seen((await lab().cell(4)).getByRole("progressbar"));
    await saved("monitor.ipynb", 4);
    await main().reload();
    await main().waitForFunction(() => "jupyterapp" in window);
    await main().evaluate(() => window.jupyterapp.restored);
    await seen(panel.getByRole("progressbar"));
    const run = main()
      .getByRole("group", { name: "Training: Risk terrain model" })
      .filter({ hasText: "Running" })
      .first();
    await seen(run.getByRole("progressbar"));
    await lab().screenshot("monitor-found-again");
    await panel.getByRole("button", { name: "Stop" }).click();
    await seen(panel.getByText("It was stopped by hand").first());
  });

  it("makes a message or plain text of a stranger's report", async () => {
    const evil = "<img src=x onerror='window.harmed = true'>";
    const reports: unknown[] = [
      "text",
      { kind: "quetelet.run", version: 99 },
      {
        kind: "quetelet.run",
        version: 1,
        id: "a",
        name: evil,
        state: "done",
        reason: evil,
        losses: { length: 1e9 },
      },
      {
        kind: "quetelet.run",
        version: 1,
        id: "b",
        name: "huge",
        state: "running",
        losses: Array.from({ length: 50_000 }, (_, step) => ({ step, loss: step % 3 ? 1e300 : null })),
      },
    ];
    writeNotebook(join(lab().folder, "strange.ipynb"), reports);
    await lab().openFile("strange.ipynb");
    const runs = main().locator(".jp-OutputArea-output.qt-Monitor:visible");
    await expect.poll(() => runs.count(), { timeout: 10_000 }).toBe(reports.length);
    await seen(runs.nth(0).getByText("not the report of a training"));
    await seen(runs.nth(1).getByText("version 99"));
    expect(await runs.nth(2).innerText()).toContain(evil);
    await runs.nth(3).locator("summary").click();
    await seen(runs.nth(3).getByRole("img"));
    expect(await main().evaluate(() => "harmed" in window)).toBe(false);
    await lab().screenshot("monitor-strange");
  });

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
});

function reportIn(outputs: CellOutput[]): RunReport | undefined {
  return outputs.map(({ data }) => data?.[RUN_MIME_TYPE] as RunReport | undefined).find(Boolean);
}

/** A notebook with one cell and these outputs. */
function writeNotebook(path: string, reports: unknown[]) {
  const outputs = reports.map((report) => {
    return { output_type: "display_data", metadata: {}, data: { [RUN_MIME_TYPE]: report } };
  });
  const cell = { cell_type: "code", id: "c", metadata: {}, execution_count: 1, source: "", outputs };
  const kernelspec = { name: "quetelet", display_name: "TypeScript (Quetelet)", language: "typescript" };
  writeFileSync(
    path,
    JSON.stringify({ cells: [cell], metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }),
  );
}
