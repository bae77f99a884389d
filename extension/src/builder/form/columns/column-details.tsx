import React from "react";
import type { ColumnDescription } from "quetelet/contract";
import { useTrans } from "../../../ui/translation";
import { kindWords, rangeWords, shortNumber } from "../words";

const MOST = 12;

/** What is known of the column in hand. */
export function ColumnDetails({ column, rows }: { column: ColumnDescription; rows: number }): JSX.Element {
  const trans = useTrans();
  const { name, distinct, missing, kind, min, max } = column;
  const levels = kind === "number" && (distinct ?? 1000) > MOST ? [] : column.levels.slice(0, MOST);
  const more = (distinct ?? 0) - levels.length;
  const facts = [
    kindWords(column, trans),
    kind === "number" && min !== null && max !== null
      ? trans.__("from %1 to %2", shortNumber(min), shortNumber(max))
      : rangeWords(column, trans),
    missing === 0
      ? trans.__("no value missing")
      : trans.__("%1 of %2 missing", missing.toLocaleString("en"), rows.toLocaleString("en")),
  ];
  return (
    <div className="qt-ColumnDetails">
      <p>
        <strong>{name}</strong> {facts.join(" · ")}
      </p>
      {levels.length > 0 && (
        <ul aria-label={trans.__("Values of %1", name)}>
          {levels.map((level) => (
            <li key={level}>{level === "" ? trans.__("(empty text)") : level}</li>
          ))}
          {more > 0 && <li className="qt-mod-more">{trans.__("and %1 more", more)}</li>}
        </ul>
      )}
    </div>
  );
}
