import React, { type RefObject } from "react";
import { useTrans } from "../../ui/translation";
import type { Problem } from "../draft/types";
import { useForm } from "./context";
import { schemaText, titleOf } from "./words";

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
  const count = inTheWay.length + (chooseKernel ? 1 : 0);
  const heading =
    count === 0
      ? trans.__("Ready to run")
      : trans._n("%1 thing before it can run", "%1 things before it can run", count, count);
  return (
    <section
      className={`qt-ProblemList ${count === 0 ? "qt-mod-ready" : ""}`}
      aria-label={trans.__("What is left to do")}
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
          {inTheWay.map(({ field, message, mend }) => (
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
        </ul>
      )}
    </section>
  );
}

/** Unfolds what a field is in, and gives it the focus. */
export function showField(root: HTMLElement, field: string): void {
  const places = [...root.querySelectorAll<HTMLElement>("[data-qt-field]")];
  const lengthOf = (node: HTMLElement) => {
    const name = node.dataset.qtField!;
    return field === name || (field.startsWith(name) && /[.[]/.test(field[name.length]!)) ? name.length : -1;
  };
  const place = places.sort((a, b) => lengthOf(b) - lengthOf(a))[0];
  if (!place || lengthOf(place) < 0) return;
  for (let node: HTMLElement | null = place; node && node !== root; node = node.parentElement)
    if (node instanceof HTMLDetailsElement) node.open = true;
  place.scrollIntoView?.({ block: "center" });
  place.querySelector<HTMLElement>("input, select, button, [tabindex='0']")?.focus({ preventScroll: true });
}
