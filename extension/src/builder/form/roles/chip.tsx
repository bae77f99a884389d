import React from "react";
import { useTrans } from "../../../ui/translation";
import { beginDrag } from "../columns/drag";
import { useForm } from "../context";
import { kindLetter } from "../words";

interface ChipProps {
  /** Column, or term. */
  name: string;
  /** Field that it stands in. */
  field: string;
  isWrong: boolean;
  onRemove: () => void;
}

/** A column in its place; it can be dragged to another, or removed. */
export function Chip({ name, field, isWrong, onRemove }: ChipProps): JSX.Element {
  const trans = useTrans();
  const { columns } = useForm();
  const column = columns.get(name);
  return (
    <li
      className={`qt-Chip ${isWrong ? "qt-mod-wrong" : ""}`}
      draggable
      onDragStart={(event) => beginDrag(event, { names: [name], from: field })}
    >
      {column && (
        <span className="qt-Kind" aria-hidden="true" data-kind={column.kind}>
          {kindLetter(column)}
        </span>
      )}
      <span className="qt-Chip-name">{name === "." ? trans.__("every other column") : name}</span>
      <button
        type="button"
        className="qt-Chip-remove"
        aria-label={trans.__("Remove %1", name)}
        onClick={onRemove}
      >
        <span aria-hidden="true">×</span>
      </button>
    </li>
  );
}
