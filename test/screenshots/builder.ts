// The surfaces before and during a fit: where models are chosen, built and watched.
import { careers, streets, writeCsv } from "../browser/builder-data.js";
import { builderPage, type BuilderPage, closeAll, openBuilder, prepare } from "../browser/builder-page.js";
import { seen } from "../browser/lab-page.js";
import type { Surface } from "./surfaces.js";

const training = [
  `import { riskTerrain } from "quetelet";
const noise = (i: number, j: number) => Math.abs(Math.sin(12.9898 * i + 78.233 * j) * 43758.5453) % 1;
const streets: Record<string, Float64Array> = {};
for (let j = 0; j < 24; j++) streets["x" + j] = Float64Array.from({ length: 3000 }, (_, i) => (noise(i, j) < 0.4 ? 1 : 0));
streets.crimes = Float64Array.from({ length: 3000 }, (_, i) => 1 + 2 * streets.x0[i] + Math.floor(3 * noise(i, 99)));
const names = (from: number) => Array.from({ length: 8 }, (_, j) => "x" + (from + j));`,
  `const fit = await riskTerrain(streets, {
  outcome: "crimes",
  sets: { bars: names(0), metro: names(8), shops: names(16) },
  method: "dropout",
  iterations: { burnIn: 200_000, pruned: 1_000_000_000 },
});
fit`,
];

/** A notebook with the builder beside it, filled in. */
function builder(model: string, fill: (builder: BuilderPage) => Promise<void>): Surface["open"] {
  return async (lab, theme) => {
    await closeAll(lab.page);
    writeCsv(lab.folder, "streets.csv", streets(300));
    writeCsv(lab.folder, "careers.csv", careers(60));
    const path = `${model}-${theme}.ipynb`;
    lab.write(path, [""]);
    await lab.openNotebook(path);
    const opened = await openBuilder(lab, model);
    await fill(opened);
    return lab.page.locator("#jp-main-dock-panel");
  };
}

/** A training under way, in its cell and in the side bar; the next picture's `closeAll` ends it. */
const monitor: Surface["open"] = async (lab, theme) => {
  await closeAll(lab.page);
  await prepare(lab.page);
  const path = `training-${theme}.ipynb`;
  lab.write(path, training);
  await lab.openNotebook(path);
  await lab.run(0);
  await lab.begin(1);
  await lab.command("quetelet:show-monitor");
  const panel = lab.page.locator("#quetelet-monitor");
  await seen(panel.getByRole("progressbar"));
  await lab.page.waitForTimeout(6000); // a curve to look at
  return lab.page.locator("#main");
};

const doctor: Surface["open"] = async (lab, theme) => {
  await closeAll(lab.page);
  await prepare(lab.page);
  const path = `doctor-${theme}.ipynb`;
  lab.write(path, [""]);
  await lab.openNotebook(path);
  // It ends when the dialog is closed, which is after the picture.
  await lab.page.evaluate(() => void window.jupyterapp.commands.execute("quetelet:doctor"));
  const dialog = lab.page.getByRole("dialog");
  await seen(dialog);
  await dialog.getByRole("button", { name: /^Copy/ }).waitFor({ state: "visible", timeout: 120_000 });
  return dialog.locator(".jp-Dialog-content");
};

const settings: Surface["open"] = async (lab) => {
  await lab.page.keyboard.press("Escape"); // the dialog before it
  await closeAll(lab.page);
  await lab.command("settingeditor:open", { query: "Quetelet" });
  const editor = lab.page.locator("#setting-editor");
  await seen(editor.getByText(/digits/i).first());
  return editor;
};

const launcher: Surface["open"] = async (lab) => {
  await closeAll(lab.page);
  await lab.command("launcher:create");
  const shown = lab.page.locator(".jp-Launcher:visible");
  await seen(shown.getByText("Risk terrain model"));
  return shown;
};

/** Notebook 7 with the builder in its side panel, in a window of its own. */
const notebook7: Surface["open"] = async (lab, theme) => {
  lab.write("seven.ipynb", [""]);
  const page = await lab.page
    .context()
    .browser()!
    .newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(lab.address("/notebooks/seven.ipynb"));
  await page.waitForFunction(() => "jupyterapp" in window);
  await page.evaluate(() => window.jupyterapp.restored);
  const name = theme === "light" ? "JupyterLab Light" : "JupyterLab Dark";
  await page.evaluate(
    (theme) => window.jupyterapp.commands.execute("apputils:change-theme", { theme }),
    name,
  );
  await page.locator("[data-command='quetelet:open-builder']").first().click();
  const opened = builderPage(page.getByRole("region", { name: "Model builder" }));
  await seen(opened.root);
  await opened.pickData("streets.csv");
  await opened.choose("family", "poisson");
  await opened.pick("outcome", "crimes");
  await opened.pick("terms", "bars");
  await opened.press("Run");
  await seen(page.getByRole("article", { name: /^Result/ }).first());
  return page;
};

export const buildingSurfaces: Surface[] = [
  {
    name: "launcher",
    title: "Where a model begins",
    says: "A card a model in the launcher; the menu, the palette and the notebook's toolbar open the same form.",
    open: launcher,
  },
  {
    name: "builder-regression",
    title: "The model builder",
    says: "Columns go into their roles by dragging or picking; what is wrong stands beside the field before anything runs.",
    open: builder("glm", async (form) => {
      await form.pickData("streets.csv");
      await form.choose("family", "negative-binomial");
      await form.pick("outcome", "crimes");
      await form.pick("terms", "bars", "bar_dis_100");
    }),
  },
  {
    name: "builder-risk-terrain",
    title: "Sets of candidates",
    says: "Suggested from the columns' names, a ladder of distances and densities to a generator.",
    open: builder("risk-terrain", async (form) => {
      await form.pickData("streets.csv");
      await form.pick("outcome", "crimes");
      await form.press("Use these sets");
      await form.field("sets").scrollIntoViewIfNeeded();
    }),
  },
  {
    name: "builder-trajectories",
    title: "Groups and orders",
    says: "Which numbers of groups to compare, and the order of each group's curve, as a small grid.",
    open: builder("trajectories", async (form) => {
      await form.pickData("careers.csv");
      await form.choose("family", "poisson");
      await form.pick("id", "person");
      await form.pick("time", "age");
      await form.pick("outcome", "offences");
      await form.root.getByRole("checkbox", { name: "2 groups" }).scrollIntoViewIfNeeded();
    }),
  },
  {
    name: "monitor",
    title: "The training monitor",
    says: "Phase, progress, time left and the loss, in the cell and in the side bar, with Pause and Stop.",
    open: monitor,
  },
  {
    name: "doctor",
    title: "Which engines work here",
    says: "From the status bar: every engine and backend, and why the others do not work.",
    open: doctor,
  },
  {
    name: "settings",
    title: "Settings",
    says: "Engine, backend, threads, confidence level, colours of charts, digits.",
    open: settings,
  },
  {
    name: "notebook-7",
    title: "In Notebook 7",
    says: "The same builder in the side panel, the same viewer below the cell.",
    open: notebook7,
  },
];
