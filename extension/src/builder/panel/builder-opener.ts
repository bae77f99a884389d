import type { ILabShell, JupyterFrontEnd } from "@jupyterlab/application";
import { Dialog, showDialog, type WidgetTracker } from "@jupyterlab/apputils";
import type { INotebookTracker, NotebookPanel } from "@jupyterlab/notebook";
import { UUID } from "@lumino/coreutils";
import type { BuilderRequest, IModelBuilder, IWorkspaces } from "../../tokens";
import type { Trans } from "../../ui/translation";
import { preferences } from "../../preferences";
import { type Draft, draftOf, isFilled, newDraft } from "../draft";
import type { BuilderActions } from "./actions";
import { BuilderPanel } from "./builder-panel";
import { BuilderState } from "./builder-state";
import type { NotebookMaker } from "./notebooks";
import { openNotebooks } from "./open-notebooks";
import { Target } from "./target";

/** A notebook narrower than this many pixels is not split: half of it would be too little for cells or a form. */
const roomForTwo = 760;

interface Options {
  app: JupyterFrontEnd;
  /** Null in Notebook 7, where the builder stands in the side panel of the one notebook. */
  labShell: ILabShell | null;
  notebooks: INotebookTracker;
  builders: WidgetTracker<BuilderPanel>;
  workspaces: IWorkspaces;
  actions: BuilderActions;
  maker: NotebookMaker;
  trans: Trans;
}

/** What is kept of a builder over a reload. */
export interface KeptBuilder {
  key: string;
  notebook: string | null;
  draft: Draft;
}

/**
 * Opens builders where they belong: beside their notebook, or in front of it where there is little room; a second one
 * only where the first holds unfinished work.
 */
export class BuilderOpener implements IModelBuilder {
  constructor(private readonly options: Options) {}

  async open({ model, config, notebook, folder }: BuilderRequest): Promise<void> {
    const { notebooks, app } = this.options;
    const panel = notebook ?? notebooks.currentWidget ?? (await this.newNotebook(folder));
    const open = this.builderOf(panel);
    if (!config && !model && open) return app.shell.activateById(open.id);
    const draft = config ? draftOf(config, []) : newDraft(model ?? "glm", preferences.value);
    const builder = await this.builderFor(draft, { panel, open, isResult: config !== undefined });
    if (!builder) return;
    app.shell.activateById(builder.id);
    builder.scrollToTop();
  }

  /** A builder with the draft in it: the open one where nothing would be lost with what it shows; null when called off. */
  private async builderFor(
    draft: Draft,
    { panel, open, isResult }: { panel: NotebookPanel; open: BuilderPanel | null; isResult: boolean },
  ): Promise<BuilderPanel | null> {
    const isTaken = open && (isResult ? open.state.isUnfinished : isFilled(open.state.draft));
    // A notebook that stands alone in its page has one builder beside it.
    const isAlone = !this.options.labShell;
    if (open && isAlone && open.state.isUnfinished && !(await this.mayReplace())) return null;
    if (open && (!isTaken || isAlone)) {
      if (isResult) open.state.showResult(draft);
      else open.state.begin({ ...draft, source: open.state.draft.source });
      return open;
    }
    const builder = this.create({ key: UUID.uuid4(), notebook: panel.context.path, draft });
    if (isResult) builder.state.showResult(draft);
    await this.show(builder, panel, open);
    return builder;
  }

  private async mayReplace(): Promise<boolean> {
    const { trans } = this.options;
    const { button } = await showDialog({
      title: trans.__("Replace the model in the builder?"),
      body: trans.__("What was entered there is in no cell yet, or was changed since, and would be lost."),
      buttons: [
        Dialog.cancelButton({ label: trans.__("Cancel") }),
        Dialog.warnButton({ label: trans.__("Replace") }),
      ],
    });
    return button.accept;
  }

  /** Brings back a builder as it was before a reload. */
  async restore(kept: KeptBuilder): Promise<void> {
    const builder = this.create(kept);
    await this.show(builder, builder.state.target.panel);
    // JupyterLab's layout says what is in sight; Notebook 7 keeps only builders that were.
    if (!this.options.labShell) this.options.app.shell.activateById(builder.id);
  }

  builderOf(notebook: NotebookPanel): BuilderPanel | null {
    const { builders } = this.options;
    const isOf = ({ state }: BuilderPanel) => state.target.panel?.context === notebook.context;
    const { currentWidget } = builders;
    return currentWidget && isOf(currentWidget) ? currentWidget : (builders.find(isOf) ?? null);
  }

  private newNotebook(folder = ""): Promise<NotebookPanel> {
    return this.options.maker.create(folder);
  }

  private create({ key, notebook, draft }: KeptBuilder): BuilderPanel {
    const { app, labShell, notebooks, workspaces, actions, trans } = this.options;
    const state = new BuilderState({
      draft,
      target: new Target(notebooks, notebook),
      workspaces,
      contents: app.serviceManager.contents,
      folder: "",
    });
    return new BuilderPanel({
      key,
      state,
      actions,
      trans,
      notebooks: () => (labShell ? openNotebooks(notebooks) : null),
    });
  }

  private async show(
    builder: BuilderPanel,
    beside: NotebookPanel | null,
    after: BuilderPanel | null = null,
  ): Promise<void> {
    const { app, labShell, builders } = this.options;
    if (!labShell) app.shell.add(builder, "right", { rank: 900 });
    else if (after) app.shell.add(builder, "main", { mode: "tab-after", ref: after.id });
    else if (beside) app.shell.add(builder, "main", { mode: placeBy(beside), ref: beside.id });
    else app.shell.add(builder, "main");
    await builders.add(builder);
    builder.state.changed.connect(() => void builders.save(builder));
  }
}

/** Where a notebook's builder goes. One that is not in sight has no width yet: the room it will have is the dock's. */
function placeBy({ node }: NotebookPanel): "split-right" | "tab-after" {
  const width = node.clientWidth || (node.parentElement?.clientWidth ?? 0);
  return width === 0 || width >= roomForTwo ? "split-right" : "tab-after";
}
