import type { DragEvent } from "react";

const TYPE = "application/x-quetelet-columns";

export interface Dragged {
  names: string[];
  /** Field that they are dragged out of; null from the list of columns. */
  from: string | null;
}

export function beginDrag(event: DragEvent, dragged: Dragged): void {
  event.dataTransfer.setData(TYPE, JSON.stringify(dragged));
  event.dataTransfer.setData("text/plain", dragged.names.join(", "));
  event.dataTransfer.effectAllowed = dragged.from === null ? "copy" : "copyMove";
  event.stopPropagation();
}

/** Says to the browser whether columns can be dropped here. */
export function allowDrop(event: DragEvent): boolean {
  const isOurs = event.dataTransfer.types.includes(TYPE);
  if (isOurs) {
    event.preventDefault();
    event.stopPropagation();
  }
  return isOurs;
}

/** What was dropped; null when it is something else. */
export function droppedColumns(event: DragEvent): Dragged | null {
  const text = event.dataTransfer.getData(TYPE);
  if (text === "") return null;
  event.preventDefault();
  event.stopPropagation();
  return JSON.parse(text) as Dragged;
}
