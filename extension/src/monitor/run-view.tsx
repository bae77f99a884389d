import type { RunReport } from "quetelet/contract";
import React, { memo, useLayoutEffect, useRef, useState } from "react";
import { formatSeconds } from "../ui/format";
import { useTrans } from "../ui/translation";
import { Controls } from "./controls";
import { Figures } from "./figures";
import { LossChart } from "./loss-chart";
import { ProgressBar } from "./progress-bar";
import { isEnded } from "./read-run";
import type { TrackedRun } from "./tracked-run";
import { runName, stateWords } from "./words";

interface RunViewProps {
  report: RunReport;
  /** What takes commands; null where the run cannot be reached. */
  run: TrackedRun | null;
  /** Whether a kernel is at work on it; a report that is not live is what a notebook was saved with. */
  isLive: boolean;
}

/** A run: all there is to see while it goes on, one line with the rest behind it when it is over. */
export const RunView = memo(function RunView({ report, run, isLive }: RunViewProps): JSX.Element {
  const trans = useTrans();
  const place = useRef<HTMLDivElement>(null);
  const goesOn = isLive && !isEnded(report);
  useKeptFocus(place, goesOn);
  return (
    <div
      ref={place}
      className={`qt-Run qt-mod-${goesOn || isEnded(report) ? report.state : "unknown"}`}
      role="group"
      aria-label={trans.__("Training: %1", runName(report, trans))}
    >
      {goesOn ? <Live report={report} run={run} /> : <Folded report={report} />}
    </div>
  );
});

function Live({ report, run }: { report: RunReport; run: TrackedRun | null }): JSX.Element {
  const trans = useTrans();
  const { losses, phase, state } = report;
  const name = runName(report, trans);
  return (
    <>
      <div className="qt-Run-top">
        <p className="qt-Run-name">{name}</p>
        <p className="qt-Run-state">{stateWords(state, trans)}</p>
        <p className="qt-Run-phase">{phase}</p>
        {run && <Controls run={run} report={report} />}
      </div>
      <ProgressBar report={report} />
      <Figures report={report} />
      {losses.length > 1 && <LossChart name={name} losses={losses} />}
    </>
  );
}

function Folded({ report }: { report: RunReport }): JSX.Element {
  const trans = useTrans();
  const [isOpen, setIsOpen] = useState(false);
  const { losses, reason, seconds, state } = report;
  const name = runName(report, trans);
  const ended = isEnded(report);
  return (
    <details
      className="qt-Run-folded"
      onToggle={(event) => {
        setIsOpen(event.currentTarget.open);
      }}
    >
      <summary className="qt-Run-summary">
        <span className="qt-Run-name">{name}</span>{" "}
        <span className="qt-Run-state">
          {ended ? stateWords(state, trans) : trans.__("Was running when saved")}
        </span>{" "}
        <span className="qt-Run-seconds">{formatSeconds(seconds)}</span>{" "}
        {reason && <span className="qt-Run-reason">{reason}</span>}
      </summary>
      {isOpen && (
        <div className="qt-Run-details">
          <Figures report={report} />
          {losses.length > 1 && <LossChart name={name} losses={losses} />}
        </div>
      )}
    </details>
  );
}

/** When a run ends its buttons go; a keyboard that stood on one of them stands on the summary then. */
function useKeptFocus(place: React.RefObject<HTMLElement>, goesOn: boolean): void {
  // Asked while rendering: once the page has changed, the button and its focus are gone.
  const hadFocus = !goesOn && Boolean(place.current?.contains(document.activeElement));
  useLayoutEffect(() => {
    if (hadFocus) place.current?.querySelector("summary")?.focus({ preventScroll: true });
    // Only when it ends: later the focus is where the person puts it.
  }, [goesOn]);
}
