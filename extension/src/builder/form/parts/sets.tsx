import React, { useEffect, useId, useState, type DragEvent } from "react";
import { useTrans } from "../../../ui/translation";
import { unfit } from "../../draft/problems/columns";
import { newSetName, removeFromSet, renameSet, setsOf, withoutSet } from "../../draft/sets";
import { suggestSets } from "../../draft/suggest-sets";
import { allowDrop, droppedColumns } from "../columns/drag";
import { useForm } from "../context";
import { useMore } from "../use-more";
import { ProblemsAt, useProblemsAt } from "../field";
import { Chip } from "../roles/chip";
import { ColumnCombobox } from "../roles/column-combobox";
import { schemaText } from "../words";
import { helpOf } from "../../draft/schema";

/** The sets of candidates of a risk terrain model; suggested by the columns' names, and free to be changed. */
export function SetsPart(): JSX.Element {
  const trans = useTrans();
  const id = useId();
  const { draft, table, set, put, idOf } = useForm();
  const [isOver, setIsOver] = useState(false);
  const sets = setsOf(draft.config);
  const names = Object.keys(sets);
  const { shown, more } = useMore(names, 20);
  const told = useProblemsAt("sets");
  const suggested = table ? suggestSets(table.columns) : {};
  const count = Object.values(suggested).flat().length;
  const isNew = Object.entries(suggested).some(
    ([name, members]) => !Object.hasOwn(sets, name) || members.some((each) => !sets[name]!.includes(each)),
  );
  const onDrop = (event: DragEvent) => {
    setIsOver(false);
    const dropped = droppedColumns(event);
    if (dropped) put(dropped.names, "sets", dropped.from);
  };
  return (
    <section className="qt-Section" aria-labelledby={`${id}-heading`} data-qt-field="sets">
      <h2 id={`${id}-heading`}>{trans.__("Sets of candidates")}</h2>
      <p className="qt-Field-help">{schemaText(helpOf("risk-terrain", "sets"), trans)}</p>
      {count > 0 && isNew && (
        <div className="qt-Suggestion">
          <p>
            {
              trans._n("The names of %2 columns make %1 set: ", "The names of %2 columns make %1 sets: ", Object.keys(suggested).length, count) /* prettier-ignore */
            }
            <strong>{Object.keys(suggested).slice(0, 8).join(", ")}</strong>
            {Object.keys(suggested).length > 8 && " …"}
          </p>
          <button type="button" className="qt-Button" onClick={() => set("sets", suggested)}>
            {names.length === 0 ? trans.__("Use these sets") : trans.__("Start again from these")}
          </button>
        </div>
      )}
      {shown.map((name, index) => (
        // By its place: another name must not make another card, from which the focus would be gone.
        <SetCard key={index} name={name} members={sets[name]!} focusId={idOf(`sets-${index}`)} />
      ))}
      {more}
      <div
        className={`qt-DropHere ${isOver ? "qt-mod-over" : ""}`}
        onDragOver={(event) => allowDrop(event) && setIsOver(true)}
        onDragLeave={() => setIsOver(false)}
        onDrop={onDrop}
      >
        <button
          type="button"
          className="qt-Button"
          onClick={() => {
            set("sets", { ...sets, [newSetName(sets, [])]: [] });
            setTimeout(() => document.getElementById(idOf(`sets-${names.length}`))?.focus());
          }}
        >
          {trans.__("Add a set")}
        </button>
        <span>{trans.__("or drop columns here")}</span>
      </div>
      <ProblemsAt id={`${id}-problems`} told={told} />
    </section>
  );
}

function SetCard({
  name,
  members,
  focusId,
}: {
  name: string;
  members: string[];
  focusId: string;
}): JSX.Element {
  const trans = useTrans();
  const { draft, table, set, put, touch } = useForm();
  const field = `sets.${name}`;
  const told = useProblemsAt(field);
  const sets = setsOf(draft.config);
  const { shown, more } = useMore(members, 100);
  const [isOver, setIsOver] = useState(false);
  const setOf = (column: string) => Object.keys(sets).find((each) => sets[each]!.includes(column));
  const title = trans.__("Set ‘%1’", name);
  const onDrop = (event: DragEvent) => {
    setIsOver(false);
    const dropped = droppedColumns(event);
    if (dropped) put(dropped.names, field, dropped.from);
  };
  return (
    <div
      className={`qt-Card ${told.length > 0 ? "qt-mod-wrong" : ""} ${isOver ? "qt-mod-over" : ""}`}
      role="group"
      aria-label={title}
      data-qt-field={field}
      onDragOver={(event) => allowDrop(event) && setIsOver(true)}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
    >
      <div className="qt-Card-head">
        <NameInput
          id={focusId}
          label={trans.__("Name of the set")}
          name={name}
          rename={(to) => {
            const renamed = renameSet(sets, name, to);
            if (renamed) set("sets", renamed);
            return renamed !== null;
          }}
        />
        <span className="qt-Count">
          {trans._n("%1 column", "%1 columns", members.length, members.length)}
        </span>
        <button
          type="button"
          className="qt-Link"
          aria-label={trans.__("Remove %1", title)}
          onClick={() => set("sets", withoutSet(sets, name))}
        >
          {trans.__("Remove")}
        </button>
      </div>
      <ul className="qt-Chips">
        {shown.map((member, index) => (
          <Chip
            key={`${index} ${member}`}
            name={member}
            field={field}
            isWrong={told.some(({ message }) => message.includes(`‘${member}’`))}
            onRemove={() => {
              set("sets", removeFromSet(sets, name, member));
              // The button that was pressed is gone.
              document.getElementById(`${focusId}-add`)?.focus();
            }}
          />
        ))}
        {more && <li>{more}</li>}
      </ul>
      <ColumnCombobox
        many
        input={{
          id: `${focusId}-add`,
          "aria-describedby": `${focusId}-problems`,
          "aria-invalid": told.length > 0 || undefined,
          ...{ "aria-label": trans.__("Add a column to %1", title) },
        }}
        placeholder={trans.__("Add a column, or move one here")}
        refuse={(column) =>
          members.includes(column.name)
            ? trans.__("there already")
            : table && (unfit("number", column, table, trans) ?? unfit("feature", column, table, trans))
        }
        onPick={(column) => put([column], field, setOf(column) ? `sets.${setOf(column)}` : null)}
        onLeave={() => touch(field)}
      />
      <ProblemsAt id={`${focusId}-problems`} told={told} />
    </div>
  );
}

interface NameInputProps {
  id: string;
  label: string;
  name: string;
  /** False when another has the name. */
  rename: (to: string) => boolean;
}

/** A name that is taken over when it is finished, so that none on the way clashes with another. */
export function NameInput({ id, label, name, rename }: NameInputProps): JSX.Element {
  const trans = useTrans();
  const [typed, setTyped] = useState(name);
  const [isTaken, setIsTaken] = useState(false);
  useEffect(() => {
    setTyped(name);
    setIsTaken(false);
  }, [name]);
  const finish = () => {
    const to = typed.trim();
    if (to === "" || to === name) setTyped(name);
    else setIsTaken(!rename(to));
  };
  return (
    <span className="qt-Name">
      <input
        id={id}
        className="qt-Input"
        aria-label={label}
        aria-invalid={isTaken || undefined}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setIsTaken(false);
        }}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === "Enter") finish();
          if (event.key === "Escape") setTyped(name);
        }}
      />
      {isTaken && (
        <span className="qt-Problem" role="alert">
          {trans.__("Another has this name.")}
        </span>
      )}
    </span>
  );
}
