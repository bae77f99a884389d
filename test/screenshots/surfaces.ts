// What the page of surfaces shows, in its order. A new surface is one entry here; `npm run screenshots` does the rest.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Locator, Page } from "playwright-core";
import { resultsOf, writeResult } from "../browser/documents.js";
import { type LabPage, inked, seen } from "../browser/lab-page.js";
import { buildingSurfaces } from "./builder.js";

export interface Surface {
  /** First part of the pictures' names: `docs/images/<name>-light.png` and `-dark.png`. */
  name: string;
  title: string;
  /** One line under the title. */
  says: string;
  /** Brings it on the screen, in the theme that is set, and gives what to take the picture of: a part, or a window. */
  open: (lab: LabPage, theme: "light" | "dark") => Promise<Locator | Page>;
}

/** Writes the results that the surfaces show into JupyterLab's folder. */
export function prepare({ folder }: LabPage): void {
  const of = (notebook: string, at: number) => resultsOf(join(folder, notebook))[at]!;
  writeResult(folder, "crimes-poisson", of("01-ols-and-counts.ipynb", 1));
  writeResult(folder, "crimes", of("01-ols-and-counts.ipynb", 2));
  writeResult(folder, "terrain", of("02-risk-terrain.ipynb", 0));
  writeResult(folder, "contacts", of("03-trajectories.ipynb", 1));
  writeResult(folder, "wages", of("04-decoupled-fairness.ipynb", 0));
  writeResult(folder, "unaware", of("05-unaware-fairness.ipynb", 0));
}

/** A part of the viewer of a result file. */
function viewer(file: string, tab: string, chart?: string): Surface["open"] {
  return async (lab) => {
    const widget = await lab.openFile(`${file}.quetelet.json`);
    const article = widget.getByRole("article");
    await seen(article);
    await article.getByRole("tab", { name: tab, exact: true }).click();
    const panel = article.getByRole("tabpanel", { name: tab, exact: true });
    if (chart) await panel.getByRole("radio", { name: chart, exact: true }).check({ force: true });
    if (tab === "Charts") await inked(panel.getByRole("img").first());
    return widget;
  };
}

/** The view of a family of models, once it is drawn. */
function family(file: string, tab: string): Surface["open"] {
  return async (lab) => {
    const widget = await lab.openFile(`${file}.quetelet.json`);
    const article = widget.getByRole("article");
    await seen(article);
    await article.getByRole("tab", { name: tab, exact: true }).click();
    const panel = article.getByRole("tabpanel", { name: tab, exact: true });
    await seen(panel.getByRole("region").first());
    await lab.page.waitForTimeout(1500); // its drawings
    return widget;
  };
}

/** A part of the comparison of two counts of the same streets. */
function comparison(tab: string): Surface["open"] {
  return async (lab) => {
    const files = ["crimes-poisson", "crimes"];
    const sources = files.map((name) => ({ kind: "file", path: `${name}.quetelet.json` }));
    await lab.command("quetelet:compare", { sources });
    const article = lab.page.getByRole("article", { name: "Comparison of results" });
    await seen(article.getByRole("tab", { name: tab }));
    await article.getByRole("tab", { name: tab }).click();
    if (tab === "Charts") await inked(article.getByRole("img").first());
    return lab.page.locator(".qt-Compare");
  };
}

/** The exported page in a window of its own. */
const exportedPage: Surface["open"] = async (lab, theme) => {
  const widget = await lab.openFile("contacts.quetelet.json");
  const button = widget.getByRole("button", { name: /^Save HTML/ });
  const [download] = await Promise.all([lab.page.waitForEvent("download"), button.click()]);
  const path = join(lab.folder, "contacts.html");
  await download.saveAs(path);
  const context = await lab.page
    .context()
    .browser()!
    .newContext({
      offline: true,
      colorScheme: theme,
      viewport: { width: 1000, height: 900 },
    });
  const page = await context.newPage();
  await page.goto(pathToFileURL(path).href);
  return page;
};

export const surfaces: Surface[] = [
  ...buildingSurfaces,
  {
    name: "viewer-summary",
    title: "A result",
    says: "What was fitted, how it went, what to be warned of, and the main table, which sorts, copies and saves.",
    open: viewer("crimes", "Summary"),
  },
  {
    name: "viewer-chart",
    title: "Its charts",
    says: "Each with a description, its data, and buttons that save it as PNG, SVG or Vega-Lite.",
    open: viewer("crimes", "Charts", "Rootogram"),
  },
  {
    name: "viewer-provenance",
    title: "Where the numbers come from",
    says: "Seed, engine, versions, the fingerprint of the data, and the config that repeats the fit.",
    open: viewer("crimes", "Provenance"),
  },
  {
    name: "viewer-trajectories",
    title: "Trajectories",
    says: "Each group's course with its interval, and the means of those it is made of.",
    open: viewer("contacts", "Charts"),
  },
  {
    name: "family-risk-terrain",
    title: "Map and factors",
    says: "Brush the map, choose a factor or a combination: the other two follow.",
    open: family("terrain", "Map and factors"),
  },
  {
    name: "family-trajectories",
    title: "Groups and people",
    says: "Choose a group to see its people, or a person to see their course and their group's probabilities.",
    open: family("contacts", "Groups and people"),
  },
  {
    name: "family-decoupled",
    title: "Thresholds and cohorts",
    says: "Thresholds, rates and people selected follow λ along the trade-off.",
    open: family("wages", "Thresholds and cohorts"),
  },
  {
    name: "family-forest",
    title: "Groups and predictions",
    says: "Coverage by group with its interval, and one person's prediction explained.",
    open: family("unaware", "Groups and predictions"),
  },
  {
    name: "family-regression",
    title: "Coefficients and checks",
    says: "Terms as rate ratios or coefficients, linked with their rows, and the checks of the fit.",
    open: family("crimes", "Coefficients and checks"),
  },
  {
    name: "compare-fit",
    title: "Results side by side",
    says: "Two to six results, what differs from the one chosen as baseline, and whether they may be compared.",
    open: comparison("Fit"),
  },
  {
    name: "compare-charts",
    title: "Charts over one another",
    says: "Estimates of the same terms beside each other; trajectories, trade-offs and accuracy in one chart.",
    open: comparison("Charts"),
  },
  {
    name: "export-html",
    title: "A result as one page",
    says: "Everything in one file that opens offline, loads nothing and runs nothing.",
    open: exportedPage,
  },
];
