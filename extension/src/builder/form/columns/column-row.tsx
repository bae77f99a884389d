import React, { type MouseEvent } from "react";
import type { ColumnDescription } from "quetelet/contract";
import { useTrans } from "../../../ui/translation";
import { kindLetter, kindWords, rangeWords } from "../words";
import { beginDrag } from "./drag";

interface ColumnRowProps {
  id: string;
  column: ColumnDescription;
  /** Role that it plays already. */
  use: string | null;
  position: { at: number; of: number };
  isChosen: boolean;
  isActive: boolean;
  /** What is dragged with it: all that are chosen, if it is one of them. */
  dragged: string[];
  onClick: (event: MouseEvent) => void;
}

export function ColumnRow({
  id,
  column,
  use,
  position,
  isChosen,
  isActive,
  dragged,
  onClick,
}: ColumnRowProps): JSX.Element {
  const trans = useTrans();
  const { name, missing } = column;
  return (
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-posinset={position.at}
      aria-setsize={position.of}
      className={`qt-ColumnRow ${isActive ? "qt-mod-active" : ""}`}
      title={name}
      draggable
      onDragStart={(event) => beginDrag(event, { names: dragged, from: null })}
      onClick={onClick}
    >
      <span className="qt-Kind" aria-hidden="true" data-kind={column.kind}>
        {kindLetter(column)}
      </span>
      <span className="qt-ColumnRow-name">{name}</span>
      <span className="qt-hidden">{`, ${kindWords(column, trans)}, `}</span>
      {use !== null && <span className="qt-ColumnRow-use">{use}</span>}
      {missing > 0 && (
        <span className="qt-ColumnRow-missing">{trans.__("%1 missing", missing.toLocaleString("en"))}</span>
      )}
      {use === null && <span className="qt-ColumnRow-range">{rangeWords(column, trans)}</span>}
    </div>
  );
}
