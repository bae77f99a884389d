import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { normal, poisson, randomKey, split } from "../../kernel-lib/src/compute/random/index.js";
import { root } from "../../scripts/setup/shell.mjs";
import { seriousViolations } from "./accessibility.js";
import { describeLab, inked, seen, themes } from "./lab-page.js";

const file = "incidents.quetelet.json";

describeLab("the viewer of result documents", (lab) => {
  let viewer: Locator;
  beforeAll(async () => {
    writeResult(lab().folder);
    viewer = (await lab().openFile(file)).getByRole("article");
    await seen(viewer);
  });

  const tab = async (name: string) => {
    await viewer.getByRole("tab", { name }).click();
    return viewer.getByRole("tabpanel", { name });
  };

  it("opens a file with the fit's summary", async () => {
    const summary = await tab("Summary");
    const text = await summary.innerText();
    for (const term of ["Intercept", "bars", "night"]) expect(text).toContain(term);
    await lab().screenshot("viewer-summary-light");
  });

  it("shows tables that sort", async () => {
    const table = (await tab("Tables")).getByRole("table").first();
    const heading = table.getByRole("columnheader").nth(1);
    const values = async () => {
      const cells = await table.locator("tbody tr td:nth-child(2)").allInnerTexts();
      return cells.map((text) => Number(text.replace("−", "-").replaceAll(/\s/g, "")));
    };
    await heading.getByRole("button").click();
    expect(await heading.getAttribute("aria-sort")).toBe("ascending");
    const sorted = await values();
    expect(sorted.length).toBeGreaterThan(1);
    expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
    await lab().screenshot("viewer-tables-light");
  });

  it("lets a table wider than the window scroll by keyboard, with its terms in sight", async () => {
    const { page, screenshot } = lab();
    const whole = page.viewportSize()!;
    onTestFinished(() => page.setViewportSize(whole));
    const summary = await tab("Summary");
    for (const width of [1400, 900, 620]) {
      await page.setViewportSize({ width, height: 900 });
      await screenshot(`viewer-table-${width}`);
    }
    const region = summary.getByRole("region", { name: "Coefficients" });
    const last = region.getByRole("columnheader").last();
    const term = region.getByRole("rowheader", { name: "night" });
    const isCut = async () => {
      const [inner, outer] = await Promise.all([last.boundingBox(), region.boundingBox()]);
      return inner!.x + inner!.width > outer!.x + outer!.width + 1;
    };
    expect(await isCut()).toBe(true);
    const at = await term.boundingBox();
    await region.focus();
    for (let press = 0; press < 40 && (await isCut()); press++) {
      await page.keyboard.press("ArrowRight");
      await page.waitForTimeout(100); // it scrolls smoothly
    }
    expect(await isCut()).toBe(false);
    expect((await term.boundingBox())!.x).toBeCloseTo(at!.x, 0);
    await screenshot("viewer-table-620-scrolled");
    for (const part of ["Summary", "Charts"]) {
      const panel = await tab(part);
      if (part === "Charts") await seen(panel.getByRole("img"));
      expect(await seriousViolations(page, ".qt-Viewer"), part).toEqual([]);
    }
  });

  it("says that a table was copied, and moves no button", async () => {
    const summary = await tab("Summary");
    const copy = summary.getByRole("button", { name: /^Copy/ });
    const before = await copy.boundingBox();
    await lab().page.context().grantPermissions(["clipboard-write"]);
    await copy.click();
    await seen(summary.getByRole("status").getByText("Copied"));
    expect(await copy.boundingBox()).toEqual(before);
    await lab().screenshot("viewer-copied");
  });

  it("draws each chart, described in words", async () => {
    const charts = await tab("Charts");
    const names = await charts.getByRole("radio").all();
    expect(names.length).toBeGreaterThan(1);
    for (const [index, name] of names.entries()) {
      await name.check({ force: true }); // its label covers it
      const chart = charts.getByRole("img");
      expect(await inked(chart)).toBeGreaterThan(1000);
      const caption = await chart.getAttribute("aria-describedby");
      expect((await lab().page.locator(`[id="${caption}"]`).innerText()).length).toBeGreaterThan(20);
      await lab().screenshot(`viewer-chart-${index + 1}-light`);
    }
  });

  it("tells where the numbers come from", async () => {
    const text = await (await tab("Provenance")).innerText();
    expect(text).toMatch(/Rows given\s+400/);
    expect(text).toMatch(/"family": "poisson"/);
    await lab().screenshot("viewer-provenance-light");
  });

  it.each(themes)("has no serious accessibility violation in %s", async (theme) => {
    await lab().theme(theme);
    const name = theme.split(" ")[1]!.toLowerCase();
    for (const part of ["Summary", "Tables", "Charts", "Provenance"]) {
      const panel = await tab(part);
      if (part === "Charts") await seen(panel.getByRole("img"));
      expect(await seriousViolations(lab().page, ".qt-Viewer"), part).toEqual([]);
      await lab().screenshot(`viewer-${part.toLowerCase()}-${name}`);
    }
    await tab("Summary");
    const whole = lab().page.viewportSize()!;
    await lab().page.setViewportSize({ width: 800, height: 900 });
    await lab().screenshot(`viewer-table-800-${name}`);
    await lab().page.setViewportSize(whole);
  });

  it("says what is wrong with a file that holds no result", async () => {
    writeFileSync(join(lab().folder, "broken.quetelet.json"), '{"kind": "quetelet.result", "version":');
    const broken = await lab().openFile("broken.quetelet.json");
    expect(await broken.getByRole("alert").innerText()).toMatch(/JSON/);
    await lab().screenshot("viewer-broken");
  });

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
});

/** A result as people get one: a config and a table through the command line. */
function writeResult(folder: string) {
  const rows = 400;
  const [forBars, forCounts] = split(randomKey(5), 2);
  const bars = normal(forBars!, rows).map((z) => Math.max(0, Math.round(2 + 2 * z)));
  const night = bars.map((_, i) => (i % 3 === 0 ? 1 : 0));
  const incidents = poisson(
    forCounts!,
    bars.map((count, i) => Math.exp(0.2 + 0.15 * count + 0.5 * night[i]!)),
    rows,
  );
  const lines = Array.from(incidents, (count, i) => `${count},${bars[i]},${night[i]}`);
  writeFileSync(join(folder, "incidents.csv"), `incidents,bars,night\n${lines.join("\n")}\n`);
  const config = { model: "glm", family: "poisson", outcome: "incidents", terms: ["bars", "night"], seed: 5 };
  writeFileSync(join(folder, "incidents.json"), JSON.stringify(config));
  const args = ["fit", "incidents.json", "--data", "incidents.csv", "--out", file, "--quiet"];
  const { status, stderr } = spawnSync(process.execPath, [join(root, "kernel-lib/bin/quetelet"), ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(JSON.parse(readFileSync(join(folder, file), "utf8")).status).toBe("converged");
}
