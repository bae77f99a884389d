import React, { type RefObject } from "react";
import { useTrans } from "../../ui/translation";
import type { Problem } from "../draft/types";
import { useForm } from "./context";
import { schemaText, titleOf } from "./words";

/** Of more things than these, the others are only counted. */
const MOST = 30;

/** Everything that stands in the way of a run, with a way to each. */
export function ProblemList({
  problems,
  root,
  chooseKernel,
}: {
  problems: readonly Problem[];
  root: RefObject<HTMLElement>;
  /** Null where models can run. */
  chooseKernel: (() => void) | null;
}): JSX.Element {
  const trans = useTrans();
  const { draft, set } = useForm();
  const inTheWay = problems.filter(({ kind }) => kind !== "note");
  const asides = problems.filter(({ kind, field }) => kind === "note" && field === "");
  const left = inTheWay.length - MOST;
  const count = inTheWay.length + (chooseKernel ? 1 : 0);
  const heading =
    count === 0
      ? trans.__("Ready to run")
      : trans._n("%1 thing before it can run", "%1 things before it can run", count, count);
  return (
    <section
      className={`qt-ProblemList ${count === 0 ? "qt-mod-ready" : ""}`}
      aria-label={trans.__("What is left to do")}
      tabIndex={-1} // takes the focus where what is wrong has no place of its own
    >
      <h2>
        <span role="status">{heading}</span>
      </h2>
      {count > 0 && (
        <ul>
          {chooseKernel && (
            <li>
              <span>{trans.__("Choose the kernel TypeScript (Quetelet).")}</span>
              <button type="button" className="qt-Link" onClick={chooseKernel}>
                {trans.__("Choose the kernel…")}
              </button>
            </li>
          )}
          {inTheWay.slice(0, MOST).map(({ field, message, mend }) => (
            <li key={`${field} ${message}`}>
              <button
                type="button"
                className="qt-Link"
                onClick={() => root.current && showField(root.current, field)}
              >
                {schemaText(titleOf(draft.config.model, field, trans), trans)}
              </button>
              <span>{message}</span>
              {mend && mend.value === undefined && (
                <button type="button" className="qt-Link" onClick={() => set(mend.field, mend.value)}>
                  {mend.label}
                </button>
              )}
            </li>
          ))}
          {left > 0 && <li>{trans._n("and %1 more", "and %1 more", left, left)}</li>}
        </ul>
      )}
      {asides.map(({ message }) => (
        <p key={message} className="qt-Field-help">
          {message}
        </p>
      ))}
    </section>
  );
}

/** Leads to the first field with a problem, in the order of the form; to the list of them where none has a place. */
export function showFirst(root: HTMLElement, problems: readonly Problem[]): void {
  const fields = [...new Set(problems.slice(0, 1000).map(({ field }) => field))].slice(0, 100);
  const places = fields.flatMap((field) => placeOf(root, field) ?? []);
  const [first] = places.sort((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1,
  );
  if (first) show(root, first);
  else root.querySelector<HTMLElement>(".qt-ProblemList")?.focus();
}

/** Unfolds what a field is in, and gives it the focus. */
export function showField(root: HTMLElement, field: string): void {
  const place = placeOf(root, field);
  if (place) show(root, place);
}

function placeOf(root: HTMLElement, field: string): HTMLElement | null {
  const places = [...root.querySelectorAll<HTMLElement>("[data-qt-field]")];
  const lengthOf = (node: HTMLElement) => {
    const name = node.dataset.qtField!;
    return field === name || (field.startsWith(name) && /[.[]/.test(field[name.length]!)) ? name.length : -1;
  };
  const place = places.sort((a, b) => lengthOf(b) - lengthOf(a))[0];
  return place && lengthOf(place) >= 0 ? place : null;
}

function show(root: HTMLElement, place: HTMLElement): void {
  for (let node: HTMLElement | null = place; node && node !== root; node = node.parentElement)
    if (node instanceof HTMLDetailsElement) node.open = true;
  place.scrollIntoView?.({ block: "center" });
  const input =
    place.querySelector<HTMLElement>("[aria-invalid='true']") ??
    place.querySelector<HTMLElement>("input, select, button, [tabindex='0']");
  input?.focus({ preventScroll: true });
}
