import { LabIcon, ReactWidget } from "@jupyterlab/ui-components";
import type { Message } from "@lumino/messaging";
import { DOMUtils } from "@jupyterlab/apputils";
import { Signal, type ISignal } from "@lumino/signaling";
import React from "react";
import { modelIcons } from "../../icons";
import { modelWords } from "../models";
import { type Trans, TranslationProvider } from "../../ui/translation";
import { Shell, type ShellProps } from "./shell";

interface PanelOptions extends Omit<ShellProps, "saves"> {
  trans: Trans;
  /** Names the panel over reloads. */
  key: string;
}

/** The model builder as a panel of its own. */
export class BuilderPanel extends ReactWidget {
  readonly key: string;
  readonly state: ShellProps["state"];
  readonly shownChanged: ISignal<this, void>;
  private readonly visibility = new Signal<this, void>(this);

  constructor(private readonly options: PanelOptions) {
    super();
    this.key = options.key;
    this.shownChanged = this.visibility;
    this.state = options.state;
    this.id = DOMUtils.createDomID();
    this.addClass("qt-BuilderPanel");
    this.title.closable = true;
    this.nameTab();
    this.state.changed.connect(this.nameTab, this);
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.state.dispose();
    super.dispose();
  }

  /** Shows the form from its beginning, as another model does. */
  scrollToTop(): void {
    void this.renderPromise?.then(() => this.node.querySelector(".qt-Shell-form")?.scrollTo?.({ top: 0 }));
  }

  protected override render(): JSX.Element {
    const { trans, state, actions, notebooks } = this.options;
    return (
      <TranslationProvider value={trans}>
        <Shell state={state} actions={actions} notebooks={notebooks} saves="as-config" />
      </TranslationProvider>
    );
  }

  protected override onCloseRequest(message: Message): void {
    super.onCloseRequest(message);
    this.dispose();
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    void this.renderPromise?.then(() => {
      if (this.node.contains(document.activeElement)) return;
      this.node.querySelector<HTMLElement>("select, input, button")?.focus();
    });
  }

  /** Files may have come while nobody looked. */
  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.state.workspace.refresh();
    this.visibility.emit();
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.visibility.emit();
  }

  private nameTab(): void {
    const { model } = this.state.draft.config;
    const { name } = modelWords(model, this.options.trans);
    this.title.label = name;
    this.title.caption = this.options.trans.__("Model builder: %1", name);
    this.title.icon = new LabIcon(modelIcons[model]);
  }
}
