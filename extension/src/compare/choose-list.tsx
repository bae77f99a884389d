import React, { useId, useState } from "react";
import { useTrans, type Trans } from "../ui/translation";
import type { Candidate } from "./candidates";
import { fewest, most } from "./compared";
import { sourceKey } from "./sources";

/** With more candidates than these there is a box to search them. */
const searchable = 8;

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
