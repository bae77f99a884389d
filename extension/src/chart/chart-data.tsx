import type { Cell, CheckedChart, ResultTable, TableColumn } from "quetelet/contract";
import React, { useMemo, useState } from "react";
import { DataTable } from "../ui/data-table";
import { isRecord } from "../ui/is-record";
import { useTrans } from "../ui/translation";
import { printedName } from "./printed";

interface ChartDataProps {
  chart: CheckedChart;
  title: string;
  source: string;
}

/** The rows behind a chart, folded away: for checking, and for those who cannot see the chart. */
export function ChartData({ chart, title, source }: ChartDataProps): JSX.Element | null {
  const trans = useTrans();
  const [open, setOpen] = useState(false);
  const tables = useMemo(
    () => (open ? Object.values(chart.data).map(tableOf) : []).filter((table) => table.rows.length > 0),
    [chart, open],
  );
  return (
    <details className="qt-ChartData" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{trans.__("Data")}</summary>
      {tables.map((table, i) => (
        <DataTable
          key={i}
          table={table}
          title={
            tables.length === 1
              ? trans.__("Data of “%1”", title)
              : trans.__("Data of “%1”, part %2 of %3", title, i + 1, tables.length)
          }
          source={source}
          rowsPerPage={20}
        />
      ))}
      {open && tables.length === 0 && <p className="qt-quiet">{trans.__("This chart has no data.")}</p>}
    </details>
  );
}

/** Rows of any shape as a table; a column is a number column when every value it has is one. */
export function tableOf(rows: readonly unknown[]): ResultTable {
  const records = rows.map((row) => (isRecord(row) ? row : { data: row }));
  const names = new Set<string>();
  for (const record of records) for (const name of Object.keys(record)) names.add(name);
  // The text of a number that stands beside it.
  for (const name of [...names]) names.delete(printedName(name));
  const columns = [...names].map((name): TableColumn => ({
    name,
    type: typeOf(records.map((record) => record[name])),
  }));
  return {
    columns,
    rows: records.map((record) => Object.fromEntries(columns.map(({ name }) => [name, cell(record[name])]))),
  };
}

function typeOf(values: unknown[]): TableColumn["type"] {
  const present = values.filter((value) => value !== null && value !== undefined);
  if (present.length === 0 || !present.every((value) => typeof value === "number")) return "text";
  return present.every(Number.isInteger) ? "integer" : "number";
}

function cell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value) : (value as Cell);
}
