import React, { useEffect, useState } from "react";
import { useTrans } from "../../ui/translation";
import type { Problem } from "../draft";
import type { BuilderActions, Outcome } from "./actions";
import type { BuilderState } from "./builder-state";

interface ActionBarProps {
  state: BuilderState;
  actions: BuilderActions;
  /** A config document is saved as other documents are. */
  saves: "as-config" | "document";
  /** Whether anything stands in the way of a run. */
  isReady: boolean;
  /** The person wanted to go on and could not: fields that are empty are to be told now. */
  onObstacles: (problems: readonly Problem[]) => void;
}

type Word = { kind: "done" | "failed" | "obstacles"; text: string };

const wordOf = (end: { done: string } | { failed: string }): Word =>
  "done" in end ? { kind: "done", text: end.done } : { kind: "failed", text: end.failed };

/** What can be done with the model as it is in the form. */
export function ActionBar({ state, actions, saves, isReady, onObstacles }: ActionBarProps): JSX.Element {
  const trans = useTrans();
  const [word, setWord] = useState<Word | null>(null);
  const [busy, setBusy] = useState(false);

  // What was said of the form as it was is no longer so.
  const { config, source } = state.draft;
  useEffect(() => setWord(null), [config, source]);
  useEffect(() => {
    if (isReady) setWord((before) => (before?.kind === "obstacles" ? null : before));
  }, [isReady]);

  const act = async (action: () => Promise<Outcome>) => {
    if (busy) return;
    setBusy(true);
    setWord(null);
    try {
      const outcome = await action();
      if (outcome && "problems" in outcome) {
        const count = outcome.problems.length;
        setWord({
          kind: "obstacles",
          text: trans._n(
            "%1 field is to be seen to first.",
            "%1 fields are to be seen to first.",
            count,
            count,
          ),
        });
        onObstacles(outcome.problems);
      } else if (outcome) {
        const said: Word = { kind: "done", text: outcome.done };
        setWord(said);
        void outcome.ended?.then((end) =>
          // Nothing that was said since gives way to it.
          setWord((now) => (now === said ? wordOf(end) : now)),
        );
      }
    } catch (error) {
      setWord({ kind: "failed", text: error instanceof Error ? error.message : String(error) });
    } finally {
      setBusy(false);
    }
  };
  const button = (label: string, action: () => Promise<Outcome>, kind: "main" | "other" = "other") => (
    <button
      type="button"
      className={`qt-Shell-button qt-mod-${kind}`}
      aria-disabled={busy}
      onClick={() => void act(action)}
    >
      {label}
    </button>
  );

  return (
    <div className="qt-Shell-bar" role="group" aria-label={trans.__("What to do with the model")}>
      {/* Above the buttons, which it does not move so. */}
      <p className={`qt-Shell-word qt-mod-${word?.kind ?? "done"}`} role="status">
        {word?.text}
      </p>
      {button(trans.__("Run"), () => actions.insert(state, { run: true }), "main")}
      {button(trans.__("Insert code"), () => actions.insert(state, { run: false }))}
      {saves === "as-config" && button(trans.__("Save config…"), () => actions.saveConfig(state))}
      {button(trans.__("Copy code"), () => actions.copy(state))}
    </div>
  );
}
