import React from "react";
import { useTrans } from "../ui/translation";
import { Boundary } from "../ui/boundary";
import type { Compared } from "./compared";
import { Comparison } from "./comparison";

/** A result that was chosen and cannot be shown. */
export interface Missing {
  place: string;
  reason: string;
}

interface ComparePageProps {
  state: "reading" | "ready" | "too-few";
  all: readonly Compared[];
  missing: readonly Missing[];
  baseline: number;
  onBaseline: (at: number) => void;
  onRead: () => void;
  onChoose: () => void;
}

/** The comparison with its heading, and a word on each result that could not be read. */
export function ComparePage(props: ComparePageProps): JSX.Element {
  const { state, all, missing, onRead, onChoose } = props;
  const trans = useTrans();
  return (
    <article
      className="qt-Viewer"
      aria-label={trans.__("Comparison of results")}
      aria-busy={state === "reading"}
    >
      <header className="qt-Header-top">
        <h2 className="qt-Header-outcome">
          {state === "ready"
            ? trans._n("%1 result compared", "%1 results compared", all.length, all.length)
            : trans.__("Comparison of results")}
        </h2>
        <div className="qt-Header-actions">
          <button type="button" className="qt-Action-button" onClick={onChoose}>
            {trans.__("Choose results…")}
          </button>
          <button
            type="button"
            className="qt-Action-button"
            title={trans.__("Read the results again where they stand now")}
            onClick={onRead}
          >
            {trans.__("Read again")}
          </button>
        </div>
      </header>
      {missing.length > 0 && (
        <div className="qt-Warnings" role="alert">
          <h3 className="qt-Warnings-title">
            {trans._n("%1 result is left out", "%1 results are left out", missing.length, missing.length)}
          </h3>
          <ul className="qt-Warnings-list">
            {missing.map(({ place, reason }, i) => (
              <li key={i}>{`${place}: ${reason}`}</li>
            ))}
          </ul>
        </div>
      )}
      {state === "reading" && <p className="qt-quiet">{trans.__("Reading the results…")}</p>}
      {state === "too-few" && (
        <p className="qt-quiet">{trans.__("A comparison needs at least two results. Choose others.")}</p>
      )}
      {state === "ready" && (
        <Boundary title={trans.__("These results cannot be compared")} input={all}>
          <Comparison all={all} baseline={props.baseline} onBaseline={props.onBaseline} />
        </Boundary>
      )}
    </article>
  );
}
