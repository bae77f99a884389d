// @ts-check
// Plain JavaScript, because worker threads load this file as it is, from the sources and from dist alike.
import { createGrower } from "./grow.js";
import { createWalker } from "./walk.js";

/** @typedef {"grow" | "walk"} WorkKind */

/**
 * What a thread does with a task's number.
 * @param {WorkKind} kind
 * @param {any} data
 * @returns {(task: number) => unknown}
 */
export function createWork(kind, data) {
  switch (kind) {
    case "grow":
      return createGrower(data);
    case "walk":
      return createWalker(data);
  }
}

/**
 * Buffers of a result that are handed over rather than copied.
 * @param {unknown} result
 */
export function transfers(result) {
  /** @type {ArrayBuffer[]} */
  const buffers = [];
  for (const value of Object.values(result ?? {})) {
    if (ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer) buffers.push(value.buffer);
  }
  return buffers;
}
