import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { terrainDocument } from "../unit/extension/viewer/families/terrain-document.js";
import {
  brokenTexts,
  canary,
  hugeDocument,
  pollutingText,
  script,
  scriptedDocument,
  withHostileCharts,
} from "../unit/extension/viewer/hostile-documents.js";
import {
  largeConfigs,
  newerConfig,
  refusedTexts,
  scriptedConfigText,
} from "../unit/extension/builder/hostile-configs.js";
import { RUN_MIME_TYPE } from "../../kernel-lib/src/contract/index.js";
import { root } from "../../scripts/setup/shell.mjs";
import { fixture } from "../unit/extension/support.js";
import { resultMimeType, resultsOf, writeNotebookOfOutputs } from "./documents.js";
import { describeLab, seen } from "./lab-page.js";

/** Reports of runs that no kernel of ours wrote. */
const report = {
  kind: "quetelet.run",
  version: 1,
  id: script,
  name: script,
  state: "running",
  reason: script,
  phase: script,
  step: -1,
  steps: "many",
  seconds: 1e300,
  secondsLeft: {},
  losses: Array.from({ length: 200_000 }, (_, i) => [i, script]),
  parts: { done: "x", of: [] },
  backend: script,
  device: script,
  commands: [script, "stop"],
};
const hostileRuns = [report, { ...report, version: 2 }, { kind: "quetelet.run" }, script, [1], null];

describeLab("hostile documents", (lab) => {
  /** What the page asked for beyond its own server, or of the paths that the documents name. */
  const strange: string[] = [];
  let origin: string;

  beforeAll(() => {
    const { page } = lab();
    origin = new URL(page.url()).origin;
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol === "data:" || url.protocol === "blob:") return;
      const own = url.origin === origin || url.origin === origin.replace("http", "ws");
      if (!own || url.href.includes(canary)) strange.push(url.href);
    });
    page.on("dialog", (dialog) => {
      strange.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  });

  const opened = async (name: string, text: string): Promise<Locator> => {
    const file = `${name}.quetelet.json`;
    writeFileSync(join(lab().folder, file), text);
    return lab().openFile(file);
  };
  const close = () => lab().command("application:close");

  /** Opens every tab and every chart in it, as a reader who is curious would. */
  const openAll = async (viewer: Locator) => {
    await seen(viewer.getByRole("article"));
    for (const tab of await viewer.getByRole("tab").all()) {
      await tab.click();
      const panel = viewer.getByRole("tabpanel", { name: await tab.innerText() });
      await panel.waitFor({ state: "visible" });
      for (const radio of await panel.getByRole("radio").all()) {
        // Not by the mouse: a chart that is still being drawn may move it from under the pointer.
        await radio.evaluate((input: HTMLInputElement) => input.click());
        await lab().page.waitForTimeout(150);
      }
    }
  };

  /** Nothing that a document says became a part of the page. To be asked while the document is shown. */
  const madeNothing = async (name?: string) => {
    const made = [".qt-Result", ".qt-ConfigDocument"].flatMap((place) =>
      ["img", "script", "iframe", "b", "a[href^=javascript]"].map((part) => `${place} ${part}`),
    );
    expect(await lab().page.locator(made.join(", ")).count(), name).toBe(0);
  };

  /** Nothing ran, nothing was fetched, and the page still answers. */
  const unharmed = async () => {
    const { page } = lab();
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => "__ran" in window)).toBe(false);
    expect(await page.evaluate(() => "polluted" in {} || "__ran" in {})).toBe(false);
    await madeNothing();
    expect(strange).toEqual([]);
  };

  const documents = {
    "a regression with scripts": () => JSON.stringify(scriptedDocument(fixture("negative-binomial"))),
    "a risk terrain with scripts": () => JSON.stringify(scriptedDocument(terrainDocument())),
    ...Object.fromEntries(
      ["03-trajectories", "04-decoupled-fairness", "05-unaware-fairness"].map((name) => [
        `results with scripts of ${name}`,
        () => JSON.stringify(scriptedDocument(resultsOf(join(root, `notebooks/${name}.ipynb`))[0]!)),
      ]),
    ),
    "charts that run and fetch": () => JSON.stringify(withHostileCharts()),
    "keys of object internals": () => pollutingText,
  };

  it.each(Object.entries(documents))("as files: %s", async (name, text) => {
    const viewer = await opened(name.replaceAll(" ", "-"), text());
    await openAll(viewer);
    await lab().screenshot(`hostile-${name}`);
    await unharmed();
    await close();
  });

  it("as files: a million rows and places, in pages and thinned", async () => {
    const begin = Date.now();
    const viewer = await opened("huge", JSON.stringify(hugeDocument(1_000_000)));
    await openAll(viewer);
    expect(await viewer.getByRole("row").count()).toBeLessThan(300);
    await viewer.getByRole("tab", { name: "Tables" }).click();
    await seen(viewer.getByText("Rows 1–50 of 1,000,000"));
    await lab().screenshot("hostile-huge");
    await unharmed();
    console.log(`a million rows and places: every tab opened within ${(Date.now() - begin) / 1000} s`);
    await close();
  });

  it("as files: what cannot be read is a message", async () => {
    for (const [name, text] of Object.entries(brokenTexts)) {
      const viewer = await opened(`broken-${name}`, text);
      await seen(viewer.getByRole("alert").first());
      await madeNothing(name);
      await close();
    }
    await unharmed();
  });

  const openedConfig = async (name: string, text: string): Promise<Locator> => {
    const file = `${name.replaceAll(" ", "-")}.quetelet-config.json`;
    writeFileSync(join(lab().folder, file), text);
    return lab().openFile(file);
  };

  it("as configs: what cannot be shown is a message", async () => {
    for (const name of [
      "a million sets",
      "nested without end",
      "a huge text",
      "cut short",
      "a model of internals",
    ]) {
      const { text, says } = refusedTexts[name]!;
      const shown = await openedConfig(name, text);
      expect(await shown.getByRole("alert").innerText(), name).toMatch(says);
      if (name === "a million sets") await lab().screenshot("hostile-config-refused");
      await madeNothing(name);
      await close();
    }
    await unharmed();
  });

  it("as configs: scripts, names of objects' parts and what a newer version may have are plain entries", async () => {
    const shown = await openedConfig("scripts", scriptedConfigText);
    await seen(shown.getByRole("group", { name: "Set ‘__proto__’" }));
    await lab().screenshot("hostile-config-scripts");
    await unharmed();
    await close();
    const newer = await openedConfig("newer", JSON.stringify(newerConfig));
    await seen(newer.getByText(/^Unknown field 'version'/));
    await newer.getByRole("button", { name: "Run" }).click();
    await seen(newer.getByText(/fields are to be seen to first/));
    await madeNothing("newer");
    await close();
  });

  it("as configs: as many entries as the form takes, a part of them drawn", async () => {
    const shown = await openedConfig("many", JSON.stringify(largeConfigs["thousands of sets"]));
    await seen(shown.getByRole("button", { name: /^Show 20 of 4,880 more/ }));
    expect(await shown.getByRole("group", { name: /^Set / }).count()).toBe(20);
    await lab().screenshot("hostile-config-many");
    await unharmed();
    await close();
  });

  it("side by side, with those that cannot be read left out", async () => {
    const files = {
      scripts: JSON.stringify(scriptedDocument(fixture("negative-binomial"))),
      polluting: pollutingText,
      charts: JSON.stringify(withHostileCharts()),
      rows: JSON.stringify(hugeDocument(200_000)),
      newer: brokenTexts.newer!,
      cut: brokenTexts.cut!,
    };
    const sources = Object.entries(files).map(([name, text]) => {
      writeFileSync(join(lab().folder, `side-${name}.quetelet.json`), text);
      return { kind: "file", path: `side-${name}.quetelet.json` };
    });
    await lab().command("quetelet:compare", { sources });
    const shown = lab().page.locator(".qt-Compare:visible");
    await seen(shown.getByText("2 results are left out"));
    await openAll(shown);
    await lab().screenshot("hostile-compare");
    await unharmed();
    await close();
  });

  it("as outputs of a notebook, which still runs its cells", async () => {
    const { folder, page } = lab();
    const parsed = [
      ...Object.values(documents).map((text) => JSON.parse(text())),
      ...Object.values(brokenTexts).flatMap((text) => {
        try {
          return [JSON.parse(text)];
        } catch {
          return [text];
        }
      }),
      hugeDocument(50_000),
    ];
    const file = "hostile.ipynb";
    const bundles = [
      ...parsed.map((result) => ({ [resultMimeType]: result, "text/plain": "a result" })),
      ...hostileRuns.map((run) => ({ [RUN_MIME_TYPE]: run, "text/plain": "a run" })),
    ];
    writeNotebookOfOutputs(join(folder, file), bundles);
    const notebook = await lab().openFile(file);
    await page.evaluate(async () => {
      const panel = window.jupyterapp.shell.currentWidget;
      await panel.revealed;
      await panel.sessionContext.ready;
    });
    for (let index = 0; index < parsed.length; index++) {
      const output = (await lab().cell(index)).locator(".qt-Result");
      await seen(output.getByRole("article").or(output.getByRole("alert")).first());
      // All parts of the first only, which saves minutes: as files, each was opened in all of them.
      if (index === 0) for (const tab of await output.getByRole("tab").all()) await tab.click();
    }
    for (let index = parsed.length; index < bundles.length; index++) {
      await seen((await lab().cell(index)).locator(".qt-Monitor").first());
    }
    await lab().screenshot("hostile-notebook");
    await unharmed();
    expect(await notebook.locator(".qt-Result").count()).toBeGreaterThan(0);

    // JupyterLab is as usable as before: a cell runs, and a good result opens beside the others.
    await page.evaluate(() => {
      const { content } = window.jupyterapp.shell.currentWidget;
      content.widgets[0].model.sharedModel.setSource("6 * 7");
    });
    const outputs = await lab().run(0);
    expect(JSON.stringify(outputs)).toContain("42");
    expect(JSON.stringify(outputs)).not.toContain(resultMimeType);
    const good = await opened("good", JSON.stringify(fixture("ols")));
    expect(await good.getByRole("tabpanel", { name: "Summary" }).innerText()).toContain("Intercept");
    await unharmed();
  });
});
