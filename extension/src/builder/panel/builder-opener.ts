import type { ILabShell, JupyterFrontEnd } from "@jupyterlab/application";
import type { WidgetTracker } from "@jupyterlab/apputils";
import type { INotebookTracker, NotebookPanel } from "@jupyterlab/notebook";
import { UUID } from "@lumino/coreutils";
import type { BuilderRequest, IModelBuilder, IWorkspaces } from "../../tokens";
import type { Trans } from "../../ui/translation";
import { preferences } from "../../preferences";
import { changeModel, type Draft, draftOf, newDraft } from "../draft";
import type { BuilderActions } from "./actions";
import { BuilderPanel } from "./builder-panel";
import { BuilderState } from "./builder-state";
import type { NotebookMaker } from "./notebooks";
import { openNotebooks } from "./open-notebooks";
import { Target } from "./target";

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

/** Opens builders where they belong: one a notebook, beside it. */
export class BuilderOpener implements IModelBuilder {
  constructor(private readonly options: Options) {}

  async open({ model, config, notebook, folder }: BuilderRequest): Promise<void> {
    const { notebooks, app } = this.options;
    const panel = notebook ?? notebooks.currentWidget ?? (await this.newNotebook(folder));
    const open = this.builderOf(panel);
    const draft = config ? draftOf(config, []) : null;
    if (open) {
      if (draft) open.state.draft = withTable(draft, open.state.draft);
      else if (model) open.state.draft = changeModel(open.state.draft, model);
      app.shell.activateById(open.id);
      return;
    }
    const builder = this.create({
      key: UUID.uuid4(),
      notebook: panel.context.path,
      draft: draft ?? newDraft(model ?? "glm", preferences.value),
    });
    await this.show(builder, panel);
    app.shell.activateById(builder.id);
  }

  /** Brings back a builder as it was before a reload. */
  async restore(kept: KeptBuilder): Promise<void> {
    const builder = this.create(kept);
    await this.show(builder, builder.state.target.panel);
    // JupyterLab's layout says what is in sight; Notebook 7 keeps only builders that were.
    if (!this.options.labShell) this.options.app.shell.activateById(builder.id);
  }

  builderOf(notebook: NotebookPanel): BuilderPanel | null {
    return (
      this.options.builders.find(({ state }) => state.target.panel?.context === notebook.context) ?? null
    );
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

  private async show(builder: BuilderPanel, beside: NotebookPanel | null): Promise<void> {
    const { app, labShell, builders } = this.options;
    if (!labShell) app.shell.add(builder, "right", { rank: 900 });
    else app.shell.add(builder, "main", beside ? { mode: "split-right", ref: beside.id } : {});
    await builders.add(builder);
    builder.state.changed.connect(() => void builders.save(builder));
  }
}

/** A result that was fitted to a variable does not name it: then the table in the form is the likely one. */
function withTable(draft: Draft, before: Draft): Draft {
  const isNamed = draft.source !== null || draft.config.data !== undefined;
  return isNamed ? draft : { ...draft, source: before.source };
}
