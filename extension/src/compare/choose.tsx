import { Dialog, ReactWidget } from "@jupyterlab/apputils";
import React, { useId, useState } from "react";
import { TranslationProvider, useTrans, type Trans } from "../ui/translation";
import type { Candidate } from "./candidates";
import { fewest, most } from "./compared";
import { sourceKey, type Source } from "./sources";

/** With more candidates than these there is a box to search them. */
const searchable = 8;

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

interface ChooseProps {
  candidates: readonly Candidate[];
  initial: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** A list of check boxes, with how many are chosen. */
export function Choose({ candidates, initial, onChange }: ChooseProps): JSX.Element {
  const trans = useTrans();
  const search = useId();
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState(initial);
  if (candidates.length < fewest) {
    return (
      <p>
        {trans.__(
          "There are fewer than two results: none in the outputs of open notebooks, in tabs or in this folder that could be compared. Fit another model, or save a result as a file.",
        )}
      </p>
    );
  }
  const shown = candidates.filter(({ label, detail }) =>
    `${label} ${detail}`.toLowerCase().includes(words.trim().toLowerCase()),
  );
  const toggle = (key: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(key);
    else next.delete(key);
    setChosen(next);
    onChange(next);
  };
  return (
    <>
      {candidates.length > searchable && (
        <p className="qt-Choose-search">
          <label htmlFor={search}>{trans.__("Search")}</label>
          <input
            id={search}
            type="search"
            className="jp-mod-styled"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </p>
      )}
      <fieldset className="qt-Choose-list">
        <legend>{trans.__("Results, two to six")}</legend>
        {shown.map(({ source, label, detail }) => (
          <Choice
            key={sourceKey(source)}
            label={label}
            detail={detail}
            checked={chosen.has(sourceKey(source))}
            onChange={(on) => toggle(sourceKey(source), on)}
          />
        ))}
        {shown.length === 0 && <p>{trans.__("No result is called so.")}</p>}
      </fieldset>
      <p role="status" className="qt-Choose-count">
        {countWords(chosen.size, trans)}
      </p>
    </>
  );
}

interface ChoiceProps {
  label: string;
  detail: string;
  checked: boolean;
  onChange: (on: boolean) => void;
}

function Choice({ label, detail, checked, onChange }: ChoiceProps): JSX.Element {
  const id = useId();
  return (
    <div className="qt-Choose-choice">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={`${id}-detail`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>
        {label}
        <span id={`${id}-detail`} className="qt-Choose-detail">
          {detail}
        </span>
      </label>
    </div>
  );
}

function countWords(count: number, trans: Trans): string {
  if (count < fewest)
    return trans._n("%1 chosen; choose at least two.", "%1 chosen; choose at least two.", count, count);
  if (count > most) return trans.__("%1 chosen; choose at most six.", count);
  return trans.__("%1 chosen.", count);
}
