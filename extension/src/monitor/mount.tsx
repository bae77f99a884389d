import type { RunReport } from "quetelet/contract";
import React from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { TranslationProvider, type Trans } from "../ui/translation";
import { Monitor } from "./monitor";
import type { ReadRun } from "./read-run";
import { RunOutput } from "./run-output";
import type { Runs } from "./runs";
import type { TrackedRun } from "./tracked-run";

export interface MountedRun {
  /** Shows another state of the same output. */
  show(read: ReadRun, wasUpdated: boolean): void;
  unmount(): void;
}

/** Puts the run of an output into a node. */
export function mountRun(
  node: HTMLElement,
  { trans, onEnd }: { trans: Trans; onEnd: (report: RunReport) => void },
): MountedRun {
  const root = createRoot(node);
  return {
    show: (read, wasUpdated) =>
      // At once, so that the notebook knows the output's height when rendering is reported done.
      flushSync(() =>
        root.render(
          <TranslationProvider value={trans}>
            <RunOutput read={read} wasUpdated={wasUpdated} onEnd={onEnd} />
          </TranslationProvider>,
        ),
      ),
    unmount: () => root.unmount(),
  };
}

/** Puts the list of all runs into a node; returns what takes it away. */
export function mountMonitor(
  node: HTMLElement,
  { trans, runs, reveal }: { trans: Trans; runs: Runs; reveal: (run: TrackedRun) => void },
): () => void {
  const root = createRoot(node);
  root.render(
    <TranslationProvider value={trans}>
      <Monitor runs={runs} reveal={reveal} />
    </TranslationProvider>,
  );
  return () => root.unmount();
}
