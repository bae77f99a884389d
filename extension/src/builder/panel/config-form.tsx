import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { DocumentRegistry } from "@jupyterlab/docregistry";
import type { INotebookTracker } from "@jupyterlab/notebook";
import { ReactWidget } from "@jupyterlab/ui-components";
import React from "react";
import { folderOf } from "../../connector/folder-of";
import type { IWorkspaces } from "../../tokens";
import { type Trans, TranslationProvider } from "../../ui/translation";
import { configFor, type Draft } from "../draft";
import type { BuilderActions } from "./actions";
import { BuilderState } from "./builder-state";
import { createActions } from "./create-actions";
import { openNotebooks } from "./open-notebooks";
import { type ReadConfig, readConfig } from "./read-config";
import { printConfig } from "./save-config";
import { Shell } from "./shell";
import { Target } from "./target";

export interface ConfigFormOptions {
  context: DocumentRegistry.Context;
  notebooks: INotebookTracker;
  workspaces: IWorkspaces;
  app: JupyterFrontEnd;
  trans: Trans;
}

/** A config document in the builder's form: the document is what the form says, and the other way round. */
export class ConfigForm extends ReactWidget {
  private state: BuilderState | null = null;
  private problem: (ReadConfig & { ok: false }) | null = null;
  /** The text as the form wrote it last: hearing of that is no news. */
  private written: string | null = null;
  /** What the form says of the document as it was read or written last; until that changes there is nothing to write. */
  private said: string | null = null;
  private readonly actions: BuilderActions;

  constructor(private readonly options: ConfigFormOptions) {
    super();
    this.addClass("qt-BuilderPanel");
    this.actions = createActions(options.app, options.trans);
    const { context } = options;
    void context.ready.then(() => {
      if (this.isDisposed) return;
      context.model.contentChanged.connect(this.read, this);
      this.read();
    });
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.state?.dispose();
    super.dispose();
  }

  protected override render(): JSX.Element | null {
    const { trans, notebooks } = this.options;
    return (
      <TranslationProvider value={trans}>
        {this.problem ? (
          <Unreadable {...this.problem} trans={trans} openText={() => this.openText()} />
        ) : this.state ? (
          <Shell
            state={this.state}
            actions={this.actions}
            notebooks={() => openNotebooks(notebooks)}
            saves="document"
          />
        ) : null}
      </TranslationProvider>
    );
  }

  private openText(): void {
    const { app, context } = this.options;
    void app.commands.execute("docmanager:open", { path: context.path, factory: "Editor" });
  }

  /** Takes in the document's text: when it was opened, reverted, or changed elsewhere. */
  private read(): void {
    const text = this.options.context.model.toString();
    if (text === this.written) return;
    this.written = text;
    const read = readConfig(text);
    this.problem = read.ok ? null : read;
    if (read.ok) {
      this.said = sayingOf(read.draft);
      if (this.state) this.state.draft = read.draft;
      else this.state = this.begin(read.draft);
    }
    this.update();
  }

  private begin(draft: Draft): BuilderState {
    const { app, context, notebooks, workspaces } = this.options;
    const { contents } = app.serviceManager;
    const folder = folderOf(contents, context.path);
    // The notebook in use, if it is a neighbour: there, data files go by the same names.
    const neighbour = notebooks.currentWidget?.context.path;
    const isNear = neighbour !== undefined && folderOf(contents, neighbour) === folder;
    const target = new Target(notebooks, isNear ? neighbour : null);
    const state = new BuilderState({ draft, target, workspaces, contents, folder });
    state.changed.connect(this.write, this);
    return state;
  }

  /**
   * Gives the document the form's text once the person has changed something there: another notebook, or a table that
   * was found, is no reason to write a file anew that somebody laid out by hand, nor one that cannot be read just now.
   */
  private write(): void {
    const { draft } = this.state!;
    const saying = sayingOf(draft);
    if (this.problem || saying === this.said) return;
    this.said = saying;
    this.written = printConfig(configFor(draft));
    this.options.context.model.fromString(this.written);
  }
}

/** What a person has a draft say: without the kind of a table that was found, where the document names none. */
function sayingOf({ config, source }: Draft): string {
  const isFound = source?.written === null;
  const said = isFound ? { config: { ...config, data: source.name }, source: null } : { config, source };
  return printConfig(configFor(said));
}

interface UnreadableProps {
  problem: (ReadConfig & { ok: false })["problem"];
  detail: string;
  trans: Trans;
  openText: () => void;
}

function Unreadable({ problem, detail, trans, openText }: UnreadableProps): JSX.Element {
  return (
    <div className="qt-Shell-message" role="alert">
      <p>{problemWords(problem, trans)}</p>
      <p>{detail}</p>
      <button type="button" className="qt-Shell-button qt-mod-other" onClick={openText}>
        {trans.__("Open as text")}
      </button>
    </div>
  );
}

function problemWords(problem: UnreadableProps["problem"], trans: Trans): string {
  switch (problem) {
    case "too-large":
      return trans.__("This config is too large for the form; it can be run from code or the command line");
    case "not-json":
      return trans.__("This file is not JSON");
    case "unknown":
      return trans.__("This is not a Quetelet config");
  }
}
