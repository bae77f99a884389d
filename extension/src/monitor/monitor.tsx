import React, { useEffect, useRef, useState } from "react";
import { useTrans } from "../ui/translation";
import { RunView } from "./run-view";
import type { Runs } from "./runs";
import type { TrackedRun } from "./tracked-run";
import { useInSight, useReport } from "./use-live";
import { runName } from "./words";

interface MonitorProps {
  runs: Runs;
  /** Goes to the cell that a run was started from. */
  reveal: (run: TrackedRun) => void;
}

/** The runs of all notebooks that are open, the newest first: those under way in full, the others a line each. */
export function Monitor({ runs, reveal }: MonitorProps): JSX.Element {
  const trans = useTrans();
  const [list, setList] = useState(runs.runs);
  useEffect(() => {
    const update = () => setList(runs.runs);
    runs.changed.connect(update);
    update();
    return () => {
      runs.changed.disconnect(update);
    };
  }, [runs]);
  return (
    <>
      <h2 className="qt-Monitor-title">{trans.__("Training")}</h2>
      {list.length === 0 ? (
        <p className="qt-Monitor-empty">
          {trans.__(
            "Nothing has been trained yet. Models that take more than a moment show here as they train.",
          )}
        </p>
      ) : (
        <ul className="qt-Monitor-list" role="list" aria-label={trans.__("Trainings, the newest first")}>
          {list.map((run) => (
            <Entry key={run.report.id} run={run} reveal={reveal} />
          ))}
        </ul>
      )}
    </>
  );
}

function Entry({ run, reveal }: { run: TrackedRun; reveal: (run: TrackedRun) => void }): JSX.Element {
  const trans = useTrans();
  const place = useRef<HTMLLIElement>(null);
  const report = useReport(run, useInSight(place));
  const { notebook } = run;
  return (
    <li ref={place} className="qt-Monitor-entry">
      <RunView report={report} run={run} isLive />
      {notebook !== null && (
        <button
          type="button"
          className="qt-Monitor-link"
          aria-label={trans.__("Go to %1 in %2", runName(report, trans), notebook)}
          title={notebook}
          onClick={() => reveal(run)}
        >
          {notebook.split("/").at(-1)}
        </button>
      )}
    </li>
  );
}
