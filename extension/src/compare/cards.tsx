import React from "react";
import { formatCell } from "../ui/format";
import { useTrans } from "../ui/translation";
import { readableTime } from "../viewer/provenance-facts";
import { modelName, outcomeName, statusWords } from "../viewer/words";
import type { Compared } from "./compared";

/** What each letter stands for: model, outcome, where it is, and which data it was fitted to. */
export function Cards({ all }: { all: readonly Compared[] }): JSX.Element {
  const trans = useTrans();
  return (
    <ul className="qt-Compare-cards" role="list" aria-label={trans.__("Results")}>
      {all.map((each) => (
        <Card key={each.letter} {...each} first={all[0]!} />
      ))}
    </ul>
  );
}

function Card({ letter, place, result, first }: Compared & { first: Compared }): JSX.Element {
  const trans = useTrans();
  const { provenance, fit, status, warnings } = result;
  const isFirst = letter === first.letter;
  const hash = provenance.dataSha256;
  const sameHash = hash !== null && hash === first.result.provenance.dataSha256;
  return (
    <li className="qt-Compare-card">
      <p className="qt-Compare-name">
        <Letter letter={letter} />
        <strong>{modelName(result, trans)}</strong>
      </p>
      <p>{outcomeName(result.config) ?? ""}</p>
      <dl className="qt-Compare-facts">
        <dt>{trans.__("From")}</dt>
        <dd>{place}</dd>
        <dt>{trans.__("Fitted")}</dt>
        <dd>{readableTime(provenance.startedAt).text}</dd>
        <dt>{trans.__("Status")}</dt>
        <dd>
          {statusWords(status, trans)}
          {warnings.length > 0 &&
            `, ${trans._n("%1 warning", "%1 warnings", warnings.length, warnings.length)}`}
        </dd>
        <dt>{trans.__("Rows used")}</dt>
        <dd>{formatCell(fit.nObs, "integer")}</dd>
        <dt>{trans.__("Data, SHA-256")}</dt>
        <dd>
          {hash === null ? trans.__("unknown") : <code title={hash}>{hash.slice(0, 10)}</code>}
          {!isFirst &&
            hash !== null &&
            (sameHash ? trans.__(" as %1", first.letter) : trans.__(" not as %1", first.letter))}
        </dd>
      </dl>
    </li>
  );
}

/** A result's letter in its colour, as in the charts. */
export function Letter({ letter }: { letter: string }): JSX.Element {
  return (
    <span className="qt-Compare-letter" data-qt-result={letter}>
      {letter}
    </span>
  );
}
