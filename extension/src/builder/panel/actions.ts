import { Dialog, InputDialog, SessionContextDialogs, showDialog } from "@jupyterlab/apputils";
import { PathExt } from "@jupyterlab/coreutils";
import type { NotebookPanel } from "@jupyterlab/notebook";
import type { Contents } from "@jupyterlab/services";
import { copyText } from "../../ui/browser";
import { fileName } from "../../ui/export";
import type { Trans } from "../../ui/translation";
import { codeFor } from "../code";
import { declaredNames } from "../code/declared";
import { configFor, type Problem } from "../draft";
import type { BuilderState } from "./builder-state";
import { insertCell, runCell } from "./insert-cell";
import { foreignKernel } from "./kernel-language";
import type { NotebookMaker } from "./notebooks";
import { inTime } from "./in-time";
import { configFileName, exists, writeConfig } from "./save-config";

/** What came of an action: a sentence to show, or the fields that stand in its way; null when it was called off. */
export type Outcome = Done | { problems: Problem[] } | null;

/** What was done, in words; of a run also what to say in their place when it has ended. */
export interface Done {
  done: string;
  ended?: Promise<{ done: string } | { failed: string }>;
}

/** What can be done with a draft. Each rejects with one sentence when it cannot be done. */
export class BuilderActions {
  constructor(
    private readonly options: {
      notebooks: NotebookMaker;
      contents: Contents.IManager;
      /** Brings a notebook into sight, which the builder may cover. */
      reveal: (panel: NotebookPanel) => void;
      trans: Trans;
    },
  ) {}

  /**
   * Puts the draft's cell into the notebook, and runs it if asked; does not wait for the end of that. A notebook that
   * runs is saved, so that a reload finds the cell.
   */
  async insert(state: BuilderState, { run }: { run: boolean }): Promise<Outcome> {
    const { trans } = this.options;
    const problems = this.problems(state);
    if (problems) return { problems };
    const panel = await this.notebook(state);
    await panel.context.ready;
    const foreign = foreignKernel(panel);
    if (foreign !== null) {
      throw new Error(
        trans.__("The notebook's kernel is %1, and the code is TypeScript; choose another kernel.", foreign),
      );
    }
    const code = await this.code(state);
    this.options.reveal(panel);
    const cell = await insertCell(panel, code);
    state.settle();
    const name = PathExt.basename(panel.context.path);
    const number = panel.content.activeCellIndex + 1;
    const time = new Date().toLocaleTimeString();
    if (!run) return { done: trans.__("Inserted into %1 as cell %2, %3", name, number, time) };
    const saved = save(panel);
    await panel.sessionContext.ready;
    // A kernel takes seconds to start, in which the person may have gone to another cell, or deleted this one.
    if (cell.isDisposed) return { done: trans.__("The cell was deleted before it could run.") };
    const ended = runCell(panel, cell).then(
      (isWell) =>
        isWell
          ? { done: trans.__("Ran in %1 as cell %2, %3", name, number, new Date().toLocaleTimeString()) }
          : {
              failed: trans.__("The run ended in an error, which stands below cell %1 of %2.", number, name),
            },
      (error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }),
    );
    const done = trans.__("Runs in %1 as cell %2, since %3", name, number, time);
    return (await inTime(saved)) === false
      ? { done: trans.__("%1; the notebook could not be saved.", done), ended }
      : { done, ended };
  }

  async copy(state: BuilderState): Promise<Outcome> {
    const problems = this.problems(state);
    if (problems) return { problems };
    await copyText(await this.code(state));
    return { done: this.options.trans.__("Copied") };
  }

  /** Writes the draft into the notebook's folder under a name that the person gives; a draft may be unfinished. */
  async saveConfig(state: BuilderState): Promise<Outcome> {
    const { contents, trans } = this.options;
    const { outcome, label, model } = state.draft.config;
    const parts = [model, String(outcome ?? label ?? "")].filter(Boolean);
    const { value } = await InputDialog.getText({
      title: trans.__("Save the config as"),
      label: trans.__("File name, in the folder of the notebook"),
      text: fileName(parts, "quetelet-config.json"),
      okLabel: trans.__("Save"),
      renderer: wideRenderer(),
    });
    if (value === null || value.trim() === "") return null;
    const name = configFileName(value);
    const path = PathExt.join(state.folder, name);
    if ((await exists(contents, path)) && !(await this.mayReplace(name))) return null;
    await writeConfig(contents, { path, config: configFor(state.draft) });
    state.settle();
    return { done: trans.__("Saved as %1", name) };
  }

  /** What stands in the way of code; null when nothing does. */
  private problems(state: BuilderState): Problem[] | null {
    const problems = state.problems.filter(({ kind }) => kind !== "note");
    return problems.length > 0 ? problems : null;
  }

  /** Asks for another kernel of the notebook. */
  async chooseKernel({ target }: BuilderState): Promise<void> {
    if (target.panel) await new SessionContextDialogs().selectKernel(target.panel.sessionContext);
  }

  private async code(state: BuilderState): Promise<string> {
    const held = await state.takenNames();
    const { draft, target } = state;
    const cells = target.panel?.content.model?.sharedModel.cells ?? [];
    const written = cells
      .filter((cell) => cell.cell_type === "code")
      .flatMap((cell) => declaredNames(cell.getSource()));
    return codeFor(draft, { names: [...held, ...written] });
  }

  /** The notebook to write into, opened or made where it is not there. */
  private async notebook({ target, folder }: BuilderState): Promise<NotebookPanel> {
    if (target.panel) return target.panel;
    const { notebooks } = this.options;
    const panel = target.path === null ? await notebooks.create(folder) : await notebooks.open(target.path);
    target.choose(panel.context.path);
    return panel;
  }

  private async mayReplace(name: string): Promise<boolean> {
    const { trans } = this.options;
    const { button } = await showDialog({
      title: trans.__("Replace the file?"),
      body: trans.__("There is a file %1 in this folder already.", name),
      buttons: [
        Dialog.cancelButton({ label: trans.__("Cancel") }),
        Dialog.warnButton({ label: trans.__("Replace") }),
      ],
    });
    return button.accept;
  }
}

/** Room for a long name: JupyterLab's own dialog cuts it. */
function wideRenderer(): Dialog.IRenderer {
  const renderer = new Dialog.Renderer();
  const createBody = renderer.createBody.bind(renderer);
  return Object.assign(renderer, {
    createBody: (value: Dialog.Body<unknown>) => {
      const body = createBody(value);
      body.addClass("qt-WideBody");
      return body;
    },
  });
}

/** Saves a notebook that can be; false when that failed. */
async function save({ context }: NotebookPanel): Promise<boolean> {
  if (context.model.readOnly || context.contentsModel?.writable === false) return true;
  try {
    await context.save();
    return true;
  } catch {
    return false;
  }
}
