import type { RunCommand, RunReport } from "quetelet/contract";
import React, { useEffect, useState } from "react";
import { useTrans } from "../ui/translation";
import type { TrackedRun } from "./tracked-run";

type Action = RunCommand["action"];

interface ControlsProps {
  run: TrackedRun;
  report: RunReport;
}

/** How long a kernel may take to stop before an interrupt is offered, in milliseconds. */
const patience = 5000;

/** Pause or resume, where the kernel can, and stop. */
export function Controls({ run, report }: ControlsProps): JSX.Element {
  const trans = useTrans();
  const [asked, setAsked] = useState<Action | null>(null);
  const [isLate, setIsLate] = useState(false);
  const [problem, setProblem] = useState("");
  const isPaused = report.state === "paused";
  const toggle: Action = isPaused ? "resume" : "pause";

  useEffect(() => setAsked(null), [report.state]);
  useEffect(() => {
    setIsLate(false);
    if (asked !== "stop") return undefined;
    const timer = setTimeout(() => setIsLate(true), patience);
    return () => clearTimeout(timer);
  }, [asked]);

  const attempt = async (work: () => Promise<void>) => {
    setProblem("");
    try {
      await work();
    } catch (error) {
      setAsked(null);
      setProblem(trans.__("Failed: %1", error instanceof Error ? error.message : String(error)));
    }
  };
  const ask = (action: Action) => {
    // Not disabled while it waits, which would take the keyboard's focus away.
    if (asked === action) return;
    setAsked(action);
    void attempt(() => run.command(action));
  };
  const button = (label: string, action: Action, caption?: string) => (
    <button
      type="button"
      className="qt-Action-button"
      aria-disabled={asked === action}
      title={caption}
      onClick={() => ask(action)}
    >
      {label}
    </button>
  );

  return (
    <div className="qt-Run-controls">
      <span className="qt-Run-asked">{asked && askedWords(asked)}</span>
      {run.takes(toggle) && button(isPaused ? trans.__("Resume") : trans.__("Pause"), toggle)}
      {button(
        trans.__("Stop"),
        "stop",
        run.takes("stop")
          ? trans.__("Stop and keep what has been fitted so far")
          : trans.__("Stop by interrupting the kernel"),
      )}
      {isLate && (
        <button
          type="button"
          className="qt-Action-button"
          onClick={() => void attempt(() => run.interrupt())}
        >
          {trans.__("Interrupt kernel")}
        </button>
      )}
      {problem && (
        <p className="qt-Run-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );

  function askedWords(action: Action): string {
    switch (action) {
      case "pause":
        return trans.__("Pausing…");
      case "resume":
        return trans.__("Resuming…");
      case "stop":
        return trans.__("Stopping…");
    }
  }
}
