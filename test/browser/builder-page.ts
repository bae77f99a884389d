// The model builder as a person uses it: by what is written on it.
import type { Locator, Page } from "playwright-core";
import { type CellOutput, type LabPage, seen } from "./lab-page.js";

const resultType = "application/vnd.quetelet.result+json";

export interface BuilderPage {
  readonly root: Locator;
  /** Picks a table from the list of files, data sets and variables. */
  pickData(name: string): Promise<void>;
  /** Types the beginning of a column's name into a field and takes it with Enter. */
  pick(field: string, ...columns: string[]): Promise<void>;
  choose(field: string, option: string): Promise<void>;
  /** Types a number into an option, wherever it is folded away. */
  set(field: string, value: number): Promise<void>;
  press(button: string): Promise<void>;
  field(name: string): Locator;
}

export function builderPage(root: Locator): BuilderPage {
  const field = (name: string) => root.locator(`[data-qt-field="${name}"]`).first();
  /** Opens what is folded, as "More options" and "More columns" are. */
  const unfold = () =>
    root.evaluate((node) => {
      for (const folded of node.querySelectorAll("details")) folded.open = true;
    });
  return {
    root,
    field,
    async pickData(name) {
      const change = root.getByRole("button", { name: "Change the data" });
      const table = root.getByRole("button", { name: new RegExp(`^${name.replaceAll(".", "\\.")}`) });
      await seen(change.or(table).first());
      if (!(await table.first().isVisible())) await change.click();
      await table.first().click();
      await seen(root.getByRole("listbox", { name: "Columns of the table" }));
    },
    async pick(name, ...columns) {
      const input = field(name).getByRole("combobox");
      for (const column of columns) {
        await input.fill(column);
        await seen(
          field(name)
            .getByRole("option", { name: new RegExp(`^${column}\\b`) })
            .first(),
        );
        await input.press("Enter");
      }
    },
    async choose(name, option) {
      await unfold();
      await field(name).locator("select").selectOption(option);
    },
    async set(name, value) {
      await unfold();
      const input = field(name).locator("input").first();
      await input.fill(String(value));
      await input.press("Tab");
    },
    async press(button) {
      await root.getByRole("button", { name: button, exact: true }).click();
    },
  };
}

/** Opens the builder for the notebook in use and waits until it is to be seen. */
export async function openBuilder(lab: LabPage, model: string): Promise<BuilderPage> {
  await lab.command("quetelet:open-builder", { model });
  const root = lab.page.getByRole("region", { name: "Model builder" });
  await seen(root);
  return builderPage(root);
}

export interface Ran {
  source: string;
  outputs: CellOutput[];
  /** The result document that the cell shows. */
  result: {
    model: string;
    status: string;
    fit: Record<string, number | null>;
    tables: Record<string, { rows: object[] }>;
  };
}

/** Waits until the notebook's active cell has run, and gives what it shows. */
export async function activeCellRan(page: Page, path: string): Promise<Ran> {
  const handle = await page.waitForFunction(
    (path) => {
      const { content, sessionContext } = window.panelOf(path);
      const { model } = content.activeCell;
      const idle = sessionContext.session?.kernel?.status === "idle";
      if (!idle || model.type !== "code" || model.executionCount === null) return null;
      return { source: model.sharedModel.getSource(), outputs: model.outputs.toJSON() };
    },
    path,
    { timeout: 120_000 },
  );
  const { source, outputs } = (await handle.jsonValue()) as { source: string; outputs: CellOutput[] };
  const shown = outputs.find(({ data }) => data?.[resultType]);
  if (!shown) throw new Error(`the cell shows no result: ${JSON.stringify(outputs).slice(0, 800)}`);
  return { source, outputs, result: shown.data![resultType] as Ran["result"] };
}

/** Restarts the kernel, forgets outputs, and runs the active cell alone. */
export async function runAloneAgain(page: Page, path: string): Promise<Ran> {
  await page.evaluate(async (path) => {
    const panel = window.panelOf(path);
    await panel.sessionContext.session.kernel.restart();
    panel.content.activeCell.model.outputs.clear();
    panel.content.activeCell.model.executionCount = null;
    window.jupyterapp.shell.activateById(panel.id);
    await window.jupyterapp.commands.execute("notebook:run-cell");
  }, path);
  return activeCellRan(page, path);
}

/** Ends the kernel of a notebook and closes everything, saved or not. */
export async function closeAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const widget of [...window.jupyterapp.shell.widgets("main")]) {
      await widget.sessionContext?.shutdown?.();
      widget.dispose();
    }
  });
}

/** Opens a new notebook and nothing else. */
export async function openAlone(lab: LabPage, path: string, cells: string[] = [""]): Promise<void> {
  await closeAll(lab.page);
  await prepare(lab.page);
  lab.write(path, cells);
  await lab.openNotebook(path);
}

/** Opens a page of Notebook 7 and waits until it stands. */
export async function openNotebook7(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(() => "jupyterapp" in window);
  await page.evaluate(() => window.jupyterapp.restored);
}

/**
 * The errors that are not Notebook 7's own. Notebook 7.6 fails at settings that it has not read yet, once a page. So its
 * page of files does with this extension taken out of the page's federated_extensions, and its page of notebooks with no
 * extension at all.
 */
export const notNotebook7 = (errors: string[]): string[] =>
  errors.filter((error) => !error.includes("reading 'schema'"));

/** Puts what the functions above use into the page. */
export async function prepare(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.panelOf = (path) => {
      const widgets = [...window.jupyterapp.shell.widgets("main")];
      return widgets.find((each) => each.context?.path === path && each.content?.activeCell !== undefined);
    };
  });
}

declare global {
  interface Window {
    // A notebook's panel. Its type would bring the whole of JupyterLab into the tests.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    panelOf: (path: string) => any;
  }
}
