import type { MimeBundle } from "../contract/kernel-bridge.js";

export type { MimeBundle };

/** The method that Deno's kernel and ours ask a value for its MIME bundle. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display") as never;

export interface Displayable {
  [jupyterDisplay](): MimeBundle | Promise<MimeBundle>;
}

export const isDisplayable = (value: unknown): value is Displayable =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as Partial<Displayable>)[jupyterDisplay] === "function";
