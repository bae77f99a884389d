import type { ResultDocument } from "quetelet/contract";
import React, { useId } from "react";
import { Action } from "../../../ui/action";
import { copyText } from "../../../ui/browser";
import { useTrans } from "../../../ui/translation";
import { explainCode } from "./explain-code";

interface OtherRowProps {
  result: ResultDocument;
  row: number | null;
  rows: number | null;
  isKnown: boolean;
  onRow: (row: number | null) => void;
}

/** A row by its number: shown above where the document explains it, else as code that does. */
export function OtherRow({ result, row, rows, isKnown, onRow }: OtherRowProps): JSX.Element {
  const trans = useTrans();
  const field = useId();
  const code = row === null ? null : explainCode(result, row);
  return (
    <>
      <div className="qt-Inline">
        <label htmlFor={field}>{trans.__("Row number, from 1")}</label>
        <input
          id={field}
          type="number"
          className="qt-Inline-input"
          min={1}
          {...(rows !== null && { max: rows })}
          step={1}
          value={row ?? ""}
          onChange={(event) => {
            const value = event.target.valueAsNumber;
            const isRow = Number.isInteger(value) && value >= 1 && (rows === null || value <= rows);
            onRow(isRow ? value : null);
          }}
        />
      </div>
      {row !== null && !isKnown && (
        <p role="status">
          {trans.__("The document explains a few rows only. For row %1, run this in the notebook:", row)}
        </p>
      )}
      {code !== null && (
        <div className="qt-CodeLine">
          <code>{code}</code>
          <Action label={trans.__("Copy code")} done={trans.__("Copied")} run={() => copyText(code)} />
        </div>
      )}
    </>
  );
}
