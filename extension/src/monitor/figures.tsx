import type { RunReport } from "quetelet/contract";
import React from "react";
import { formatNumber, MISSING } from "../ui/format";
import { useTrans } from "../ui/translation";
import { backendWords, memoryWords, partWords, stepWords } from "./words";

/** Steps, losses and what it runs on. All are there from the start, so that nothing moves when they become known. */
export function Figures({ report }: { report: RunReport }): JSX.Element {
  const trans = useTrans();
  const { best, losses, memory, parts, step, steps } = report;
  const loss = losses.at(-1)?.loss;
  return (
    <dl className="qt-Run-figures">
      {(steps !== null || step > 0) && <Figure term={trans.__("Step")} value={stepWords(report, trans)} />}
      {parts && <Figure term={trans.__("Done")} value={partWords(parts, trans)} />}
      {loss !== undefined && <Figure term={trans.__("Loss")} value={formatNumber(loss)} />}
      {best !== null && <Figure term={trans.__("Best loss")} value={formatNumber(best)} />}
      <Figure term={trans.__("Runs on")} value={backendWords(report, trans) ?? MISSING} />
      <Figure term={trans.__("Memory")} value={memory === null ? MISSING : memoryWords(memory)} />
    </dl>
  );
}

function Figure({ term, value }: { term: string; value: string }): JSX.Element {
  return (
    <div className="qt-Run-figure">
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}
