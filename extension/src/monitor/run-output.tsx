import type { RunReport } from "quetelet/contract";
import React, { useEffect, useRef } from "react";
import { useTrans } from "../ui/translation";
import { isEnded, type ReadRun } from "./read-run";
import { RunView } from "./run-view";
import type { TrackedRun } from "./tracked-run";
import { useInSight, useReport, useTracked } from "./use-live";
import { problemWords } from "./words";

interface RunOutputProps {
  read: ReadRun;
  /** Whether the output was updated while it was looked at, so that somebody must be at work on it. */
  wasUpdated: boolean;
  /** Called with the end of a run of which the output does not know. */
  onEnd: (report: RunReport) => void;
}

/** How long an output may take to hear by itself how its run ended, in milliseconds. */
const patience = 2000;

/** A run in the output of a cell: as its kernel tells of it, else as the output has it. */
export function RunOutput({ read, ...rest }: RunOutputProps): JSX.Element {
  const trans = useTrans();
  if (read.ok) return <KnownRun key={read.report.id} report={read.report} {...rest} />;
  return (
    <div className="qt-Message" role="note">
      <p className="qt-Message-title">{trans.__("This training cannot be shown")}</p>
      <p>{problemWords(read.problem, trans)}</p>
    </div>
  );
}

type KnownRunProps = Omit<RunOutputProps, "read"> & { report: RunReport };

function KnownRun({ report, wasUpdated, onEnd }: KnownRunProps): JSX.Element {
  const run = useTracked(report.id);
  if (!run) return <RunView report={report} run={null} isLive={wasUpdated} />;
  return <TrackedOutput run={run} saved={report} onEnd={onEnd} />;
}

interface TrackedOutputProps {
  run: TrackedRun;
  saved: RunReport;
  onEnd: (report: RunReport) => void;
}

function TrackedOutput({ run, saved, onEnd }: TrackedOutputProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const report = useReport(run, useInSight(place));
  const isBehind = isEnded(report) && !isEnded(saved);
  useEffect(() => {
    if (!isBehind) return undefined;
    const timer = setTimeout(() => onEnd(report), patience);
    return () => clearTimeout(timer);
  }, [isBehind, report, onEnd]);
  return (
    <div ref={place}>
      <RunView report={report} run={run} isLive />
    </div>
  );
}
