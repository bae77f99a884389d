import React, { useCallback, useRef, useState } from "react";
import { useTrans } from "../../ui/translation";
import { Boundary } from "../../viewer/boundary";
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
  const [isTried, setTried] = useState(false);
  const { workspace } = state;
  useSignals(state.changed, workspace.changed, workspace.busyChanged);
  const onObstacles = useCallback(() => {
    setTried(true);
    // After the form has told what is wrong beside the fields.
    setTimeout(() => place.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus(), 50);
  }, []);
  return (
    <section ref={place} className="qt-Shell" aria-label={trans.__("Model builder")}>
      <Header state={state} notebooks={notebooks()} />
      <KernelNote state={state} />
      <div className="qt-Shell-form">
        {/* A config may be a stranger's. */}
        <Boundary title={trans.__("This config cannot be shown")} input={state.draft}>
          <BuilderForm
            draft={state.draft}
            onChange={(draft) => {
              state.draft = draft;
            }}
            workspace={workspace}
            isTried={isTried}
            onProblems={(problems) => {
              state.problems = problems;
            }}
          />
        </Boundary>
      </div>
      <ActionBar state={state} actions={actions} saves={saves} onObstacles={onObstacles} />
    </section>
  );
}
