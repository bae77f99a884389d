import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Locator } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import type { ChartSpec, ResultDocument } from "../../kernel-lib/src/contract/index.js";
import { root } from "../../scripts/setup/shell.mjs";
import { seriousViolations } from "./accessibility.js";
import { resultsOf, writeResult } from "./documents.js";
import { describeLab, seen } from "./lab-page.js";

const evil = `</style></title></script><img src="https://example.org/x.png" onerror="window.hacked = 1"><script>window.hacked = 1</script>`;

describeLab("a result as files", (lab) => {
  let folder: string;
  let result: ResultDocument;

  beforeAll(() => {
    folder = lab().folder;
    result = resultsOf(join(folder, "03-trajectories.ipynb"))[1]!;
    writeResult(folder, "people", result);
    writeResult(folder, "hostile", hostile(result));
    writeResult(folder, "city", city(result));
  });

  const viewerOf = async (name: string) => {
    const viewer = (await lab().openFile(`${name}.quetelet.json`)).getByRole("article");
    await seen(viewer);
    return viewer;
  };
  const save = async (button: Locator, name: string) => {
    const [download] = await Promise.all([lab().page.waitForEvent("download"), button.click()]);
    const path = join(root, "test-results", name);
    await download.saveAs(path);
    return { path, suggested: download.suggestedFilename() };
  };
  const saveHtml = async (name: string) => {
    const viewer = await viewerOf(name);
    return (await save(viewer.getByRole("button", { name: /^Save HTML/ }), `${name}.html`)).path;
  };
  /** The page as somebody opens it who got it by mail, with all that it asks for. */
  const open = async (path: string, { bypassCSP = false, dark = false } = {}) => {
    const context = await lab()
      .page.context()
      .browser()!
      .newContext({
        bypassCSP,
        offline: true,
        colorScheme: dark ? "dark" : "light",
        viewport: { width: 1100, height: 1200 },
      });
    const page = await context.newPage();
    const requests: string[] = [];
    const problems: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => problems.push(message.text()));
    await page.goto(pathToFileURL(path).href);
    return { page, requests: requests.slice(1), problems, close: () => context.close() };
  };

  it("is one page that opens offline, asks for nothing and tells the same in light and dark", async () => {
    const path = await saveHtml("people");
    for (const dark of [false, true]) {
      const { page, requests, problems, close } = await open(path, { bypassCSP: true, dark });
      expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("contacts");
      expect(await page.getByRole("figure").count()).toBe(Object.keys(result.charts).length);
      expect(await page.getByRole("img").count()).toBe(Object.keys(result.charts).length);
      await page.screenshot({
        path: join(root, `test-results/html-${dark ? "dark" : "light"}.png`),
        fullPage: true,
      });
      expect([requests, problems]).toEqual([[], []]);
      expect(await seriousViolations(page, "body")).toEqual([]);
      await close();
    }
  });

  it("gives back the document it was made of", async () => {
    const { page, close } = await open(join(root, "test-results/people.html"));
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /quetelet\.json$/ }).click(),
    ]);
    expect(JSON.parse(readFileSync(await download.path(), "utf8"))).toEqual(result);
    await close();
  });

  it("runs nothing of a stranger's, and fetches nothing", async () => {
    const { page, requests, close } = await open(await saveHtml("hostile"));
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => "hacked" in window)).toBe(false);
    expect(requests).toEqual([]);
    expect(await page.locator("img, script").count()).toBe(0);
    expect(await page.getByText("window.hacked").count()).toBeGreaterThan(3);
    await page.screenshot({ path: join(root, "test-results/html-hostile.png"), fullPage: true });
    await close();
    expect(await lab().page.evaluate(() => "hacked" in window)).toBe(false);
  });

  it("draws fifty thousand places as a picture", async () => {
    const path = await saveHtml("city");
    const { page, requests, close } = await open(path);
    const picture = page.getByRole("img");
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(700);
    expect(requests.filter((url) => !url.startsWith("data:"))).toEqual([]);
    await page.screenshot({ path: join(root, "test-results/html-city.png"), fullPage: true });
    await close();
  });

  it("saves the chart of fifty thousand places as PNG, SVG and Vega-Lite", async () => {
    const viewer = await viewerOf("city");
    await viewer.getByRole("tab", { name: "Charts" }).click();
    const button = (format: string) =>
      viewer.getByRole("button", { name: new RegExp(`^Save .* as ${format}`) });
    const png = await save(button("PNG"), "city.png");
    const svg = await save(button("SVG"), "city.svg");
    const vegaLite = await save(button("Vega-Lite"), "city.vl.json");
    expect(readFileSync(png.path).subarray(1, 4).toString()).toBe("PNG");
    expect(readFileSync(svg.path, "utf8").match(/<path /g)!.length).toBeGreaterThan(50_000);
    expect(JSON.parse(readFileSync(vegaLite.path, "utf8"))).toEqual(city(result).charts.riskMap);
    expect(vegaLite.suggested).toMatch(/\.vl\.json$/);
    await lab().screenshot("chart-fifty-thousand");
  });

  it("leaves no error in the browser's console", () => expect(lab().errors).toEqual([]));
});

function hostile(base: ResultDocument): ResultDocument {
  return {
    ...base,
    status: evil as never,
    config: { ...base.config, outcome: evil } as never,
    warnings: [{ code: evil, message: evil }],
    provenance: { ...base.provenance, device: evil, startedAt: evil, versions: { [evil]: evil } },
    fit: { ...base.fit, [evil]: 1 },
    tables: {
      [evil]: {
        title: evil,
        columns: [{ name: evil, type: "text" }],
        rows: [{ [evil]: evil }],
        notes: [evil],
      },
    },
    charts: {
      [evil]: { ...base.charts.trajectories!, title: evil, description: evil },
      fetched: { ...base.charts.trajectories!, data: { url: "https://example.org/rows.json" } },
    },
  };
}

/** A map of more places than anybody would put into a document. */
function city(base: ResultDocument): ResultDocument {
  const values = Array.from({ length: 50_000 }, (_, i) => ({
    x: i % 250,
    y: Math.floor(i / 250),
    risk: (i * 7919) % 101,
  }));
  const field = (name: string) => ({ field: name, type: "quantitative", scale: { zero: false } });
  const riskMap = {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: "Fifty thousand places, each in the colour of its risk.",
    height: 500,
    data: { values },
    mark: { type: "square", size: 4, opacity: 1 },
    encoding: { x: field("x"), y: field("y"), color: { field: "risk", type: "quantitative" } },
  } as ChartSpec;
  return { ...base, tables: {}, charts: { riskMap } };
}
