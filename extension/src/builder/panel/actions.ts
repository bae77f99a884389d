import { Dialog, InputDialog, showDialog } from "@jupyterlab/apputils";
import { PathExt } from "@jupyterlab/coreutils";
import type { NotebookPanel } from "@jupyterlab/notebook";
import type { Contents } from "@jupyterlab/services";
import { copyText } from "../../ui/browser";
import { fileName } from "../../ui/export";
import type { Trans } from "../../ui/translation";
import { codeFor } from "../code";
import { configFor, type Problem } from "../draft";
import type { BuilderState } from "./builder-state";
import { insertCell, runCell } from "./insert-cell";
import { foreignKernel } from "./kernel-language";
import type { NotebookMaker } from "./notebooks";
import { inTime } from "./in-time";
import { configFileName, exists, writeConfig } from "./save-config";

/** What came of an action: a sentence to show, or the fields that stand in its way; null when it was called off. */
export type Outcome = { done: string } | { problems: Problem[] } | null;

/** What can be done with a draft. Each rejects with one sentence when it cannot be done. */
export class BuilderActions {
  constructor(
    private readonly options: {
      notebooks: NotebookMaker;
      contents: Contents.IManager;
      trans: Trans;
    },
  ) {}

  /** Puts the draft's cell into the notebook, and runs it if asked; does not wait for the end of that. */
  async insert(state: BuilderState, { run }: { run: boolean }): Promise<Outcome> {
    const { trans } = this.options;
    const code = await this.code(state);
    if (typeof code !== "string") return code;
    const panel = await this.notebook(state);
    await panel.context.ready;
    const foreign = foreignKernel(panel);
    if (foreign !== null) {
      throw new Error(
        trans.__("The notebook's kernel is %1, and the code is TypeScript; choose another kernel.", foreign),
      );
    }
    const cell = await insertCell(panel, code);
    if (!run) return { done: trans.__("Inserted into %1", PathExt.basename(panel.context.path)) };
    await panel.sessionContext.ready;
    runCell(panel, cell);
    return { done: trans.__("Runs in %1", PathExt.basename(panel.context.path)) };
  }

  async copy(state: BuilderState): Promise<Outcome> {
    const code = await this.code(state);
    if (typeof code !== "string") return code;
    await copyText(code);
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
    });
    if (value === null || value.trim() === "") return null;
    const name = configFileName(value);
    const path = PathExt.join(state.folder, name);
    if ((await exists(contents, path)) && !(await this.mayReplace(name))) return null;
    await writeConfig(contents, { path, config: configFor(state.draft) });
    return { done: trans.__("Saved as %1", name) };
  }

  private async code(state: BuilderState): Promise<string | { problems: Problem[] }> {
    const { workspace, draft } = state;
    const problems = state.problems.filter(({ kind }) => kind !== "note");
    if (problems.length > 0) return { problems };
    return codeFor(draft, { names: (await inTime(workspace.names())) ?? [] });
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
