import React from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { readResult } from "./read-result";
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
  return {
    show: (data) =>
      // At once, so that the notebook knows the output's height when rendering is reported done.
      flushSync(() =>
        root.render(
          <TranslationProvider value={trans}>
            <Viewer read={readResult(data)} />
          </TranslationProvider>,
        ),
      ),
    unmount: () => root.unmount(),
  };
}
