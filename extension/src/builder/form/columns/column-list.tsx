import React, { useId, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import type { ColumnDescription, TableDescription } from "quetelet/contract";
import { useTrans } from "../../../ui/translation";
import { rolesOf } from "../../draft/roles";
import { columnsOfRole } from "../../draft/problems/columns";
import { useForm } from "../context";
import { titleOf } from "../words";
import { ColumnDetails } from "./column-details";
import { ColumnRow } from "./column-row";
import { PutInto } from "./put-into";
import { useWindow } from "./use-window";

const ROW = 30;

/** The columns of the table: searched, chosen, dragged to where they belong, or put there with the button below. */
export function ColumnList({ table }: { table: TableDescription }): JSX.Element {
  const trans = useTrans();
  const prefix = useId();
  const uses = useUses(table);
  const [search, setSearch] = useState("");
  const shown = useMemo(() => matching(table.columns, search), [table, search]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(0);
  const [anchor, setAnchor] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const { first, last, onScroll, reveal } = useWindow(box, { rows: shown.length, height: ROW });
  const at = Math.min(active, shown.length - 1);
  const inOrder = table.columns.filter(({ name }) => chosen.has(name)).map(({ name }) => name);

  const range = (from: number, to: number) =>
    shown.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ name }) => name);
  const go = (to: number, extend: boolean) => {
    const next = Math.max(0, Math.min(shown.length - 1, to));
    setActive(next);
    reveal(next);
    if (extend) setChosen(new Set(range(anchor, next)));
    else setAnchor(next);
  };
  const toggle = (name: string) => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    setChosen(next);
  };
  const toggleActive = () => {
    if (shown[at]) toggle(shown[at].name);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / ROW) - 1);
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: shown.length - 1 }; // prettier-ignore
    if (event.key in steps) go(steps[event.key]!, event.shiftKey);
    else if (event.key === " " || event.key === "Enter") toggleActive();
    else if (event.key === "a" && (event.ctrlKey || event.metaKey))
      setChosen(new Set(shown.map(({ name }) => name)));
    else if (event.key === "Escape" && chosen.size > 0) setChosen(new Set());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent, index: number) => {
    const { name } = shown[index]!;
    if (event.shiftKey) setChosen(new Set(range(anchor, index)));
    else if (event.ctrlKey || event.metaKey || chosen.has(name)) toggle(name);
    else setChosen(new Set([name]));
    setActive(index);
    if (!event.shiftKey) setAnchor(index);
  };

  const count =
    search === ""
      ? trans._n("%1 column", "%1 columns", table.columns.length, table.columns.length)
      : trans.__("%1 of %2 columns", shown.length, table.columns.length);
  const rowId = (index: number) => `${prefix}-row-${index}`;
  return (
    <div className="qt-Columns">
      <div className="qt-Columns-search">
        <input
          type="search"
          className="qt-Input"
          placeholder={trans.__("Search columns")}
          aria-label={trans.__("Search columns")}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            setActive(0);
            reveal(0);
          }}
        />
        <span className="qt-Columns-count" role="status">
          {count}
        </span>
      </div>
      <div
        ref={box}
        className="qt-Columns-list"
        role="listbox"
        aria-label={trans.__("Columns of the table")}
        aria-multiselectable="true"
        aria-describedby={`${prefix}-how`}
        aria-activedescendant={shown.length > 0 ? rowId(at) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={onScroll}
      >
        <div role="presentation" style={{ height: first * ROW }} />
        {shown.slice(first, last).map((column, k) => (
          <ColumnRow
            key={column.name}
            id={rowId(first + k)}
            column={column}
            use={uses.get(column.name) ?? null}
            position={{ at: first + k + 1, of: shown.length }}
            isChosen={chosen.has(column.name)}
            isActive={first + k === at}
            dragged={chosen.has(column.name) ? inOrder : [column.name]}
            onClick={(event) => onClick(event, first + k)}
          />
        ))}
        <div role="presentation" style={{ height: (shown.length - last) * ROW }} />
      </div>
      {shown.length === 0 && <p className="qt-quiet">{trans.__("No column is called so.")}</p>}
      <p className="qt-hidden" id={`${prefix}-how`}>
        {trans.__(
          "Arrow keys move, Space chooses. Then put the chosen columns where they belong with the button below.",
        )}
      </p>
      {shown[at] && <ColumnDetails column={shown[at]} rows={table.rows} />}
      <PutInto names={inOrder} onDone={() => setChosen(new Set())} />
    </div>
  );
}

function matching(columns: ColumnDescription[], search: string): ColumnDescription[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0
    ? columns
    : columns.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
}

/** Where each column is used already. */
function useUses(table: TableDescription): Map<string, string> {
  const { draft } = useForm();
  const trans = useTrans();
  const { config } = draft;
  return useMemo(() => {
    const uses = new Map<string, string>();
    for (const role of rolesOf(config))
      for (const name of columnsOfRole(config, role, table))
        uses.set(name, titleOf(config.model, role.field, trans));
    const sets =
      config.model === "risk-terrain" ? Object.entries((config.sets ?? {}) as Record<string, unknown>) : [];
    for (const [set, members] of sets)
      if (Array.isArray(members)) for (const name of members as string[]) uses.set(name, set);
    return uses;
  }, [config, table, trans]);
}
