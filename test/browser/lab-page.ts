// A browser tab with JupyterLab in it, and the few things a person does there.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type Locator, type Page, chromium } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, inject } from "vitest";
import { isRoot, root } from "../../scripts/setup/shell.mjs";

const labs = inject("labs");
/** The JupyterLab of this worker, or why there is none. */
const lab = "missing" in labs ? labs : { ...labs.servers[workerIndex()]!, chromium: labs.chromium };
const results = join(root, "test-results");
export const kernelName = "quetelet";
export const themes = ["JupyterLab Light", "JupyterLab Dark"] as const;

export interface CellOutput {
  output_type: string;
  name?: string;
  ename?: string;
  evalue?: string;
  text?: string | string[];
  data?: Record<string, unknown>;
}

export interface LabPage {
  readonly page: Page;
  /** The folder that JupyterLab shows: a copy of notebooks/. */
  readonly folder: string;
  /** The address of another page of the same server. */
  address(path: string): string;
  /** What went wrong in the page's own scripts since it was opened. */
  readonly errors: string[];
  /** Writes a notebook of code cells into the folder. */
  write(name: string, cells: string[]): void;
  /**
   * Opens a notebook in the Quetelet kernel and waits until the kernel is idle. Gives its number of cells.
   * Their outputs are cleared, unless it is to be `asSaved`.
   */
  openNotebook(path: string, options?: { asSaved?: boolean }): Promise<number>;
  /** Opens any other file, in a named document viewer where one is given. */
  openFile(path: string, factory?: string): Promise<Locator>;
  /** Starts a cell; `finishes` waits for it. */
  begin(cell: number): Promise<void>;
  finishes(cell: number): Promise<CellOutput[]>;
  run(cell: number): Promise<CellOutput[]>;
  outputs(cell: number): Promise<CellOutput[]>;
  kernelStatus(): Promise<string>;
  /** One cell of the open notebook, scrolled into view. */
  cell(index: number): Promise<Locator>;
  command(id: string, args?: object): Promise<void>;
  /** Changes the colours of the whole page. */
  theme(name: (typeof themes)[number]): Promise<void>;
  screenshot(name: string): Promise<void>;
}

/** Waits until something is to be seen. */
export const seen = (thing: Locator) => thing.waitFor({ state: "visible", timeout: 30_000 });

/** The number of pixels a chart has drawn, once it is there. */
export async function inked(chart: Locator): Promise<number> {
  await seen(chart);
  return chart.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
  });
}

/** A `describe` that opens JupyterLab for its tests, and takes a screenshot of each test that fails. */
export function describeLab(name: string, body: (get: () => LabPage) => void) {
  const title = "missing" in lab ? `${name} (skipped: ${lab.missing})` : name;
  describe.skipIf("missing" in lab)(title, () => {
    let browser: Browser;
    let current: LabPage;
    beforeAll(async () => {
      if ("missing" in lab) return;
      mkdirSync(results, { recursive: true });
      const offline = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
      const args = [...offline, "--no-first-run", ...(isRoot ? ["--no-sandbox"] : [])];
      // Scrollbars as people see them: without them a table that scrolls looks as if it were cut.
      const ignoreDefaultArgs = ["--hide-scrollbars"];
      browser = await chromium.launch({ executablePath: lab.chromium, args, ignoreDefaultArgs });
      current = await openLab(browser, lab);
    });
    afterEach(async ({ task }) => {
      if (task.result?.state === "fail") await current?.screenshot(`failed ${task.name}`);
    });
    afterAll(() => browser?.close());
    body(() => current);
  });
}

type Lab = Exclude<typeof lab, { missing: string }>;

/** Vitest counts the workers that run at a time from 1. */
function workerIndex(): number {
  return Number(process.env.VITEST_POOL_ID ?? 1) - 1;
}

async function openLab(browser: Browser, { url, token, folder }: Lab): Promise<LabPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1200 } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => {
    // JupyterLab 4.6 asks every kernel's debugger for its modules after each cell, also where there is none.
    if (error.message !== "No active debugger session") errors.push(error.stack ?? error.message);
  });
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
  });
  await page.goto(`${url}/lab?token=${token}&reset`);
  await page.waitForFunction(() => "jupyterapp" in window);
  await page.evaluate(() => window.jupyterapp.restored);

  const command = async (id: string, args: object = {}) => {
    await page.evaluate(([id, args]) => window.jupyterapp.commands.execute(id, args).then(() => {}), [
      id,
      args,
    ] as const);
  };
  const cell = async (index: number) => {
    await page.evaluate(async (index) => {
      const { content } = window.jupyterapp.shell.currentWidget;
      content.activeCellIndex = index;
      await content.scrollToItem(index, "start");
    }, index);
    return page.locator(`.jp-Notebook .jp-Cell[data-windowed-list-index="${index}"]`);
  };
  const begin = async (index: number) => {
    await cell(index);
    await page.evaluate(() => {
      window.cellRun = window.jupyterapp.commands.execute("notebook:run-cell");
    });
  };
  const outputs = async (index: number) => {
    return page.evaluate((index) => {
      const { model } = window.jupyterapp.shell.currentWidget.content.widgets[index];
      return (model.type === "code" ? model.outputs.toJSON() : []) as CellOutput[];
    }, index);
  };
  const finishes = async (index: number) => {
    await page.evaluate(() => window.cellRun);
    return outputs(index);
  };

  return {
    page,
    folder,
    address: (path) => `${url}${path}?token=${token}`,
    errors,
    command,
    cell,
    begin,
    finishes,
    outputs,
    async run(index) {
      await begin(index);
      return finishes(index);
    },
    kernelStatus: () => {
      return page.evaluate(
        () => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status as string,
      );
    },
    write(name, cells) {
      writeFileSync(join(folder, name), JSON.stringify(notebookOf(cells)));
    },
    async openNotebook(path, { asSaved = false } = {}) {
      await page.evaluate(
        async ({ path, kernelName, asSaved }) => {
          const { commands } = window.jupyterapp;
          const panel = await commands.execute("docmanager:open", { path, kernel: { name: kernelName } });
          await panel.revealed;
          await panel.sessionContext.ready;
          await panel.sessionContext.session.kernel.info;
          if (!asSaved) await commands.execute("notebook:clear-all-cell-outputs");
        },
        { path, kernelName, asSaved },
      );
      return page.evaluate(() => window.jupyterapp.shell.currentWidget.content.widgets.length as number);
    },
    async openFile(path, factory) {
      const id = await page.evaluate(
        async ({ path, factory }) => {
          const widget = await window.jupyterapp.commands.execute("docmanager:open", { path, factory });
          await widget.revealed;
          return widget.id as string;
        },
        { path, factory },
      );
      return page.locator(`[id="${id}"]`);
    },
    async theme(name) {
      await command("apputils:change-theme", { theme: name });
      await page.waitForSelector(`body[data-jp-theme-name="${name}"]`, { state: "attached" });
      // JupyterLab 4.6 fails when the theme changes again before it has taken its splash away.
      await page.waitForSelector("#jupyterlab-splash", { state: "detached" });
    },
    async screenshot(name) {
      await page.screenshot({ path: join(results, `${name.replaceAll(/[^\w-]+/g, "-")}.png`) });
    },
  };
}

function notebookOf(cells: string[]) {
  const code = (source: string, index: number) => {
    return {
      cell_type: "code",
      id: `cell-${index}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    };
  };
  const kernelspec = { name: kernelName, display_name: "TypeScript (Quetelet)", language: "typescript" };
  return { cells: cells.map(code), metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
}

declare global {
  interface Window {
    // JupyterLab's application object. Its types would bring the whole of JupyterLab into the tests.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    jupyterapp: any;
    /** Ends when the cell that was begun last has run. */
    cellRun: Promise<void>;
  }
}
