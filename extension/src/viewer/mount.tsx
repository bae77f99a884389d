import React from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { readResult, type ReadResult } from "./read-result";
import { TranslationProvider, type Trans } from "../ui/translation";
import { Viewer } from "./viewer";

export interface MountedViewer {
  /** Shows another state of the document; tabs, sorting and drawn charts stay. */
  show(data: unknown): void;
  unmount(): void;
}

/** Puts a viewer into a node. */
export function mountViewer(node: HTMLElement, trans: Trans): MountedViewer {
  const root = createRoot(node);
  let shown: { data: unknown; read: ReadResult } = { data: undefined, read: readResult(undefined) };
  return {
    show: (data) => {
      // JupyterLab shows the same document again on a change of theme, and what is picked in it should last.
      if (shown.data !== data) shown = { data, read: readResult(data) };
      const { read } = shown;
      // At once, so that the notebook knows the output's height when rendering is reported done.
      flushSync(() =>
        root.render(
          <TranslationProvider value={trans}>
            <Viewer read={read} />
          </TranslationProvider>,
        ),
      );
    },
    unmount: () => root.unmount(),
  };
}
