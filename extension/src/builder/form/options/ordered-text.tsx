import React, { useRef } from "react";
import { isRecord } from "../../../ui/is-record";
import { useTrans } from "../../../ui/translation";
import { useForm } from "../context";
import { useMore } from "../use-more";
import { FieldFrame } from "../field";
import { ColumnCombobox } from "../roles/column-combobox";
import { textOf } from "../../draft/text-of";

/** Text columns whose levels have an order, each with its levels to be moved up and down. */
export function OrderedText(): JSX.Element {
  const trans = useTrans();
  const { draft, columns, set } = useForm();
  const ordered = Object.fromEntries(
    Object.entries(isRecord(draft.config.ordered) ? draft.config.ordered : {}).map(([name, levels]) => [
      name,
      Array.isArray(levels) ? levels.map(textOf) : [],
    ]),
  );
  const { shown, more } = useMore(Object.entries(ordered), 10);
  const put = (name: string, levels: string[] | undefined) => {
    const others = Object.entries(ordered).map(
      ([each, own]) => [each, each === name ? levels : own] as const,
    );
    const all = Object.hasOwn(ordered, name) ? others : [...others, [name, levels] as const];
    set("ordered", Object.fromEntries(all.filter(([, own]) => own !== undefined)));
  };
  return (
    <FieldFrame field="ordered">
      {(input) => (
        <>
          <ColumnCombobox
            many
            input={input}
            placeholder={trans.__("Add a text column")}
            refuse={({ name, kind, distinct }) =>
              Object.hasOwn(ordered, name)
                ? trans.__("there already")
                : kind !== "text"
                  ? trans.__("holds no text")
                  : (distinct ?? 51) > 50
                    ? trans.__("has too many values")
                    : null
            }
            onPick={(name) => put(name, [...(columns.get(name)?.levels ?? [])].sort())}
          />
          {shown.map(([name, levels]) => (
            <LevelOrder key={name} name={name} levels={levels} onChange={(next) => put(name, next)} />
          ))}
          {more}
        </>
      )}
    </FieldFrame>
  );
}

interface LevelOrderProps {
  name: string;
  levels: string[];
  onChange: (levels: string[] | undefined) => void;
}

function LevelOrder({ name, levels, onChange }: LevelOrderProps): JSX.Element {
  const trans = useTrans();
  const list = useRef<HTMLOListElement>(null);
  const { shown, more } = useMore(levels, 50);
  const move = (from: number, to: number) => {
    const next = [...levels];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
    // The focus goes with the level that was moved.
    const which = to > from ? "last" : "first";
    setTimeout(() =>
      list.current?.children[to]?.querySelector<HTMLButtonElement>(`button:${which}-of-type`)?.focus(),
    );
  };
  return (
    <div className="qt-Levels">
      <p>
        {trans.__("%1, lowest first", name)}{" "}
        <button type="button" className="qt-Link" onClick={() => onChange(undefined)}>
          {trans.__("Remove")}
        </button>
      </p>
      <ol ref={list}>
        {shown.map((level, index) => (
          <li key={`${index} ${level}`}>
            <span>{level}</span>
            <button
              type="button"
              className="qt-Icon"
              aria-label={trans.__("Move %1 up", level)}
              disabled={index === 0}
              onClick={() => move(index, index - 1)}
            >
              ↑
            </button>
            <button
              type="button"
              className="qt-Icon"
              aria-label={trans.__("Move %1 down", level)}
              disabled={index === levels.length - 1}
              onClick={() => move(index, index + 1)}
            >
              ↓
            </button>
          </li>
        ))}
      </ol>
      {more}
    </div>
  );
}
