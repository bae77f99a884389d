import React, { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { ColumnDescription } from "quetelet/contract";
import { useTrans } from "../../../ui/translation";
import { useForm } from "../context";
import type { InputProps } from "../field";
import { useOutsidePress } from "../use-outside-press";
import { kindLetter, rangeWords } from "../words";
import { useLeave } from "./use-leave";

const MOST = 60;
/** Room that names need, in pixels; as in the style sheet. */
const LIST_WIDTH = 240;

interface ColumnComboboxProps {
  input: InputProps;
  placeholder: string;
  /** Why a column cannot be taken; null when it can. */
  refuse: (column: ColumnDescription) => string | null;
  /** Whether what is no column's name can be entered, as a term. */
  free?: boolean;
  /** Whether another can be taken after the one that was. */
  many: boolean;
  onPick: (entry: string) => void;
  onLeave?: () => void;
}

/** A text field that finds columns as one types (WAI-ARIA combobox with a list). */
export function ColumnCombobox({
  input,
  placeholder,
  refuse,
  free = false,
  many,
  onPick,
  onLeave,
}: ColumnComboboxProps): JSX.Element {
  const trans = useTrans();
  const listId = useId();
  const { table } = useForm();
  const [text, setText] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const [isAtEnd, setIsAtEnd] = useState(false);
  const close = () => {
    setIsOpen(false);
    setText("");
  };
  const leave = useLeave(onLeave);
  useOutsidePress(place, isOpen, () => setIsOpen(false));
  useEffect(() => {
    const page = place.current?.closest(".qt-Builder-page")?.getBoundingClientRect();
    if (isOpen && page) setIsAtEnd(place.current!.getBoundingClientRect().left + LIST_WIDTH > page.right);
  }, [isOpen]);
  const entries = useMemo(
    () => (isOpen ? entriesOf(table?.columns ?? [], { text, refuse, free }) : []),
    [isOpen, table, text, refuse, free],
  );
  const shown = entries.slice(0, MOST);
  const at = Math.min(active, shown.length - 1);
  const pick = (entry: Entry | undefined) => {
    if (!entry || entry.refused !== null) return;
    onPick(entry.value);
    setText("");
    setActive(0);
    if (!many) setIsOpen(false);
  };
  const move = (to: number) => {
    const next = Math.max(0, Math.min(shown.length - 1, to));
    setActive(next);
    list.current?.children[next]?.scrollIntoView?.({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    switch (event.key) {
      case "ArrowDown":
        if (isOpen) move(at + 1);
        else setIsOpen(true);
        break;
      case "ArrowUp":
        move(at - 1);
        break;
      case "Enter":
        if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
        if (isOpen) pick(shown[at]);
        else setIsOpen(true);
        break;
      case "Escape":
        if (!isOpen && text === "") return;
        close();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const optionId = (index: number) => `${listId}-${index}`;
  return (
    <div ref={place} className="qt-Combobox">
      <input
        {...input}
        type="text"
        role="combobox"
        className="qt-Input"
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && shown.length > 0 ? optionId(at) : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setIsOpen(true);
        }}
        onClick={() => setIsOpen(true)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setIsOpen(false);
          leave();
        }}
      />
      <ul
        ref={list}
        id={listId}
        role="listbox"
        className={`qt-Combobox-list ${isAtEnd ? "qt-mod-end" : ""}`}
        hidden={!isOpen}
        aria-label={placeholder}
        // Before the field loses the focus: to an option, or to the scroll bar.
        onMouseDown={(event) => event.preventDefault()}
      >
        {shown.map((entry, index) => (
          <li
            key={`${entry.column?.name ?? ""} ${entry.value}`}
            id={optionId(index)}
            role="option"
            className={index === at ? "qt-mod-active" : ""}
            aria-selected={index === at}
            aria-disabled={entry.refused !== null}
            onClick={() => pick(entry)}
          >
            {entry.column ? (
              <>
                <span className="qt-Kind" aria-hidden="true" data-kind={entry.column.kind}>
                  {kindLetter(entry.column)}
                </span>
                <span className="qt-Combobox-name">{entry.column.name}</span>
                <span className="qt-Combobox-about">{entry.refused ?? rangeWords(entry.column, trans)}</span>
              </>
            ) : (
              <span className="qt-Combobox-name">{trans.__("Add the term “%1”", entry.value)}</span>
            )}
          </li>
        ))}
        {isOpen && shown.length === 0 && (
          <li role="option" aria-selected={false} aria-disabled>
            {trans.__("No column is called so.")}
          </li>
        )}
        {entries.length > MOST && (
          <li role="option" aria-selected={false} aria-disabled>
            {trans.__("%1 more; type a part of the name.", entries.length - MOST)}
          </li>
        )}
      </ul>
    </div>
  );
}

interface Entry {
  value: string;
  column: ColumnDescription | null;
  refused: string | null;
}

/** The columns that match, those that can be taken first; then what was typed, where terms are free. */
function entriesOf(
  columns: readonly ColumnDescription[],
  {
    text,
    refuse,
    free,
  }: { text: string; refuse: (column: ColumnDescription) => string | null; free: boolean },
): Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = columns
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
    .map((column): Entry => ({ value: column.name, column, refused: refuse(column) }));
  const fitting = found.filter(({ refused }) => refused === null);
  const term = text.trim();
  const isNew = free && term !== "" && !columns.some(({ name }) => name === term);
  const typed: Entry[] = isNew ? [{ value: term, column: null, refused: null }] : [];
  return [...fitting, ...typed, ...found.filter(({ refused }) => refused !== null)];
}
