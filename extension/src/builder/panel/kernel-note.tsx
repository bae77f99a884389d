import React from "react";
import { type Trans, useTrans } from "../../ui/translation";
import type { BuilderState } from "./builder-state";
import { foreignKernel } from "./kernel-language";

/** What a person must know of the notebook's kernel: nothing, while all is well. */
export function KernelNote({ state }: { state: BuilderState }): JSX.Element {
  const trans = useTrans();
  const text = kernelWords(state, trans);
  return (
    <p className="qt-Shell-note" role="status" hidden={text === null}>
      {text}
    </p>
  );
}

function kernelWords({ target, workspace }: BuilderState, trans: Trans): string | null {
  const { panel } = target;
  if (!panel) return null;
  const foreign = foreignKernel(panel);
  if (foreign !== null) {
    return trans.__(
      "This notebook's kernel is %1. Choose TypeScript (Quetelet) to run models; files can be looked at meanwhile.",
      foreign,
    );
  }
  // Of a kernel that starts, has ended or is not there the form tells where its tables would be.
  return workspace.state === "ready" && workspace.busy
    ? trans.__("The kernel is busy; what it holds is shown as soon as it answers.")
    : null;
}
