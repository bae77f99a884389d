import React, { useRef, useState, type DragEvent } from "react";
import { nameOfTerm } from "quetelet/contract";
import { type Trans, useTrans } from "../../../ui/translation";
import { getAt } from "../../draft/paths";
import { unfit } from "../../draft/problems/columns";
import type { Role } from "../../draft/roles";
import { allowDrop, droppedColumns } from "../columns/drag";
import { useForm } from "../context";
import { useMore } from "../use-more";
import { FieldFrame, useProblemsAt } from "../field";
import { Chip } from "./chip";
import { ColumnCombobox } from "./column-combobox";
import { textOf } from "../../draft/text-of";

type RoleSlotProps = Pick<Role, "field" | "many" | "terms" | "accepts"> & { title?: string; help?: string };

/** The place of a field that names columns: chips for those it has, and a field that finds more; columns can be dropped. */
export function RoleSlot({ field, many, terms, accepts, title, help }: RoleSlotProps): JSX.Element {
  const trans = useTrans();
  const { draft, table, set, put, configWith, touch } = useForm();
  const [isOver, setIsOver] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const value = getAt(draft.config, field);
  const entries = (Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value]).map(
    textOf,
  );
  const told = useProblemsAt(field);
  const nameOf = (entry: string) => (terms ? (nameOfTerm(entry) ?? entry) : entry);
  const names = entries.map(nameOf);
  const { shown, more } = useMore(entries, 100);

  const remove = (index: number) => {
    set(field, many ? entries.filter((_, k) => k !== index) : undefined);
    // The button that was pressed is gone; the field that finds another column takes its place.
    frame.current?.querySelector("input")?.focus();
  };
  const onDrop = (event: DragEvent) => {
    setIsOver(false);
    const dropped = droppedColumns(event);
    if (dropped) put(dropped.names, field, dropped.from);
  };
  const offersAll = terms && many && !entries.includes(".") && field === "terms";

  return (
    <FieldFrame
      field={field}
      title={title}
      help={help}
      className={`qt-RoleSlot ${many ? "qt-mod-many" : ""} ${isOver ? "qt-mod-over" : ""}`}
    >
      {(input) => (
        <div
          ref={frame}
          className="qt-RoleSlot-box"
          onDragOver={(event) => allowDrop(event) && setIsOver(true)}
          onDragLeave={() => setIsOver(false)}
          onDrop={onDrop}
        >
          {entries.length > 0 && (
            <ul className="qt-Chips">
              {shown.map((entry, index) => (
                <Chip
                  key={`${index} ${entry}`}
                  name={names[index]!}
                  field={field}
                  isWrong={told.some(
                    ({ kind, message }) => kind === "wrong" && message.includes(`‘${names[index]}’`),
                  )}
                  onRemove={() => remove(index)}
                />
              ))}
              {more && <li>{more}</li>}
            </ul>
          )}
          <div className={`qt-RoleSlot-add ${!many && entries.length > 0 ? "qt-mod-filled" : ""}`}>
            <ColumnCombobox
              input={input}
              free={terms}
              many={many}
              placeholder={placeholderOf({ many, terms, isFilled: entries.length > 0 }, trans)}
              refuse={(column) =>
                names.includes(column.name)
                  ? trans.__("there already")
                  : table && unfit(accepts(configWith(column.name, field)), column, table, trans)
              }
              onPick={(entry) => put([entry], field)}
              onLeave={() => touch(field)}
            />
            {offersAll && (
              <button type="button" className="qt-Link" onClick={() => set(field, [...entries, "."])}>
                {trans.__("All others")}
              </button>
            )}
          </div>
        </div>
      )}
    </FieldFrame>
  );
}

function placeholderOf(
  { many, terms, isFilled }: { many: boolean; terms: boolean; isFilled: boolean },
  trans: Trans,
): string {
  if (!many) return isFilled ? trans.__("Change") : terms ? trans.__("Choose a column or type log(x)") : trans.__("Choose a column"); // prettier-ignore
  return terms ? trans.__("Add a column or a term") : trans.__("Add a column");
}
