import { Dialog, ReactWidget } from "@jupyterlab/apputils";
import React from "react";
import { TranslationProvider, type Trans } from "../ui/translation";
import type { Candidate } from "./candidates";
import { Choose } from "./choose-list";
import { fewest, most } from "./compared";
import { sourceKey, type Source } from "./sources";

/** Asks which results to compare; null when the person thinks better of it. */
export async function chooseSources(
  candidates: readonly Candidate[],
  { chosen, trans }: { chosen: readonly Source[]; trans: Trans },
): Promise<Source[] | null> {
  const body = new ChooseBody({ candidates, chosen, trans });
  const dialog = new Dialog({
    title: trans.__("Compare results"),
    body,
    buttons: [
      Dialog.cancelButton({ label: trans.__("Cancel") }),
      Dialog.okButton({ label: trans.__("Compare") }),
    ],
    focusNodeSelector: "input",
  });
  dialog.addClass("qt-Choose-dialog");
  const accept = dialog.node.querySelector<HTMLButtonElement>(".jp-mod-accept");
  const allow = () => {
    if (accept) accept.disabled = !isEnough(body.getValue());
  };
  body.onChange = allow;
  allow();
  const { button, value } = await dialog.launch();
  if (!button.accept || value === null) return null;
  // Enter accepts whatever the button says: ask again, with what was chosen.
  return isEnough(value) ? value : chooseSources(candidates, { chosen: value, trans });
}

const isEnough = ({ length }: readonly Source[]) => length >= fewest && length <= most;

class ChooseBody extends ReactWidget implements Dialog.IBodyWidget<Source[]> {
  onChange: () => void = () => undefined;
  private chosen: ReadonlySet<string>;

  constructor(
    private readonly options: { candidates: readonly Candidate[]; chosen: readonly Source[]; trans: Trans },
  ) {
    super();
    this.addClass("qt-Choose");
    this.chosen = new Set(options.chosen.map(sourceKey));
  }

  getValue(): Source[] {
    return this.options.candidates
      .map(({ source }) => source)
      .filter((source) => this.chosen.has(sourceKey(source)));
  }

  protected override render(): JSX.Element {
    const onChange = (chosen: ReadonlySet<string>) => {
      this.chosen = chosen;
      this.onChange();
    };
    return (
      <TranslationProvider value={this.options.trans}>
        <Choose candidates={this.options.candidates} initial={this.chosen} onChange={onChange} />
      </TranslationProvider>
    );
  }
}
