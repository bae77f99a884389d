import type { RunReport } from "quetelet/contract";
import React from "react";
import { useTrans } from "../ui/translation";
import { fractionDone, progressWords, runName } from "./words";

/** How far a phase is, with the time it has taken and will take. */
export function ProgressBar({ report }: { report: RunReport }): JSX.Element {
  const trans = useTrans();
  const fraction = fractionDone(report);
  const words = progressWords(report, trans);
  return (
    <div className="qt-Run-progress">
      <div
        className="qt-Run-bar"
        role="progressbar"
        aria-label={trans.__("Progress of %1", runName(report, trans))}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={fraction === null ? undefined : Math.floor(100 * fraction)}
        aria-valuetext={words}
        data-state={report.state}
      >
        <div
          className={`qt-Run-fill${fraction === null ? " qt-mod-unknown" : ""}`}
          style={fraction === null ? undefined : { transform: `scaleX(${fraction})` }}
        />
      </div>
      <p className="qt-Run-time">{words}</p>
    </div>
  );
}
