import React, { useCallback, useRef, useState } from "react";
import { useTrans } from "../../ui/translation";
import type { Problem } from "../draft";
import { BuilderForm } from "../form";
import { ActionBar } from "./action-bar";
import type { BuilderActions } from "./actions";
import type { BuilderState } from "./builder-state";
import { Header } from "./header";
import { KernelNote } from "./kernel-note";
import { useSignals } from "./use-signals";

export interface ShellProps {
  state: BuilderState;
  actions: BuilderActions;
  /** Paths of the notebooks that are open; null where there can be no other. */
  notebooks: () => readonly string[] | null;
  saves: "as-config" | "document";
}

/** The model builder: model and notebook above, the form, and below what can be done with it. */
export function Shell({ state, actions, notebooks, saves }: ShellProps): JSX.Element {
  const trans = useTrans();
  const place = useRef<HTMLElement>(null);
  const [attempted, setAttempted] = useState(false);
  const { workspace } = state;
  useSignals(state.changed, workspace.changed, workspace.busyChanged);
  const onProblems = useCallback((problems: Problem[]) => {
    setAttempted(true);
    // After the form has told what is wrong beside the fields.
    setTimeout(() => focusFirst(place.current, problems), 50);
  }, []);
  return (
    <section ref={place} className="qt-Shell" aria-label={trans.__("Model builder")}>
      <Header state={state} notebooks={notebooks()} />
      <KernelNote state={state} />
      <div className="qt-Shell-form">
        <BuilderForm
          key={state.draft.config.model}
          draft={state.draft}
          onChange={(draft) => {
            state.draft = draft;
          }}
          workspace={workspace}
          attempted={attempted}
        />
      </div>
      <ActionBar state={state} actions={actions} saves={saves} onProblems={onProblems} />
    </section>
  );
}

function focusFirst(place: HTMLElement | null, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  place?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
}
