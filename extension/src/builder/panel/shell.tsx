import React, { useCallback, useEffect, useRef, useState } from "react";
import { useTrans } from "../../ui/translation";
import { Boundary } from "../../ui/boundary";
import type { Problem } from "../draft";
import { BuilderForm } from "../form";
import { showFirst } from "../form/problem-list";
import { ActionBar } from "./action-bar";
import type { BuilderActions } from "./actions";
import type { BuilderState } from "./builder-state";
import { Header } from "./header";
import { needsKernel } from "./kernel-language";
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
  /** What stood in the way when the person last wanted to go on; each time anew, so that the focus goes there again. */
  const [obstacles, setObstacles] = useState<readonly Problem[] | null>(null);
  const [isReady, setReady] = useState(true);
  const { workspace } = state;
  const { panel } = state.target;
  useSignals(state.changed, workspace.changed, workspace.busyChanged);
  // The form has told by then what is wrong beside the fields.
  useEffect(() => {
    if (obstacles && place.current) showFirst(place.current, obstacles);
  }, [obstacles]);
  const onObstacles = useCallback((problems: readonly Problem[]) => setObstacles([...problems]), []);
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
            isTried={obstacles !== null}
            lacksFittedTable={state.lacksFittedTable}
            chooseKernel={
              panel && needsKernel(panel, workspace) ? () => void actions.chooseKernel(state) : null
            }
            onProblems={(problems) => {
              state.problems = problems;
              setReady(!problems.some(({ kind }) => kind !== "note"));
            }}
          />
        </Boundary>
      </div>
      <ActionBar state={state} actions={actions} saves={saves} isReady={isReady} onObstacles={onObstacles} />
    </section>
  );
}
