import type { Cell, ResultTable, TableColumn } from "quetelet/contract";
import React, { useId, useMemo, useRef, useState } from "react";
import { Action } from "./action";
import { copyText, saveFile } from "./browser";
import { fileName, toCsv, toTsv } from "./export";
import { formatCell, formatValue, fractionLength, isNumeric } from "./format";
import { nextSort, sortRows, type Sort } from "./sort";
import { type Trans, useTrans } from "./translation";
import { useHiddenEdges } from "./use-hidden-edges";
import { usePreferences } from "./use-preferences";

interface DataTableProps {
  table: ResultTable;
  title: string;
  /** First part of the names of saved files. */
  source: string;
  rowsPerPage?: number;
  /** How a cell is printed, where its column alone does not tell. */
  print?: PrintCell;
  /** What order the rows are in until a heading is pressed, as a sentence; where it needs telling. */
  order?: string;
  /** Links the rows with something beside the table. */
  link?: RowLink;
}

export type PrintCell = (value: Cell | undefined, column: TableColumn, row: Row) => string;

/** Rows that can be picked, and are marked while something elsewhere is about them. */
export interface RowLink {
  isPicked: (row: Row) => boolean;
  /** Null when nothing elsewhere is picked. */
  isMarked: ((row: Row) => boolean) | null;
  onPick: (row: Row) => void;
  /** What picking does, where the first cell alone leaves it open. */
  label?: (row: Row) => string;
}

type Row = Record<string, Cell>;

/** A table of the document: sorts by column, pages when long, and goes to the clipboard or a CSV file. */
export function DataTable(props: DataTableProps): JSX.Element {
  const { table, title, source, rowsPerPage = 50, print = formatValue, order, link } = props;
  const trans = useTrans();
  const caption = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const hidden = useHiddenEdges(scroll);
  const [sort, setSort] = useState<Sort | null>(null);
  const [page, setPage] = useState(0);
  const sorted = useMemo(() => sortRows(table.rows, sort), [table, sort]);
  const pages = Math.max(1, Math.ceil(sorted.length / rowsPerPage));
  const first = Math.min(page, pages - 1) * rowsPerPage;
  const shown = sorted.slice(first, first + rowsPerPage);
  const { digits } = usePreferences();
  const fractions = useMemo(() => fractionWidths(table, print), [table, print, digits]);
  const asSorted = (): ResultTable => ({ ...table, rows: [...sorted] });

  return (
    <div className="qt-Table">
      <div className="qt-Table-bar">
        <h3 id={caption} className="qt-Table-title">
          {title}
        </h3>
        <Action
          label={trans.__("Copy")}
          description={trans.__("Copy “%1” as tab-separated values", title)}
          done={trans.__("Copied")}
          name="copy-table"
          run={() => copyText(toTsv(asSorted()))}
        />
        <Action
          label={trans.__("Save CSV")}
          description={trans.__("Save “%1” as CSV", title)}
          done={trans.__("Saved")}
          run={() =>
            saveFile(toCsv(asSorted()), {
              name: fileName([source, title], "csv"),
              type: "text/csv;charset=utf-8",
            })
          }
        />
      </div>
      {order !== undefined && (
        <p className="qt-Table-order">{sort ? sortWords(sort, table, trans) : order}</p>
      )}
      <div className="qt-Table-frame" data-qt-hidden={hidden}>
        <div ref={scroll} className="qt-Table-scroll" role="region" aria-labelledby={caption} tabIndex={0}>
          <table className="qt-Table-table" aria-labelledby={caption}>
            <thead>
              <tr>
                {table.columns.map((column) => (
                  <Heading
                    key={column.name}
                    column={column}
                    heads={column === table.columns[0] && column.type === "text"}
                    sort={sort}
                    onSort={() => {
                      setSort(nextSort(sort, column.name));
                      setPage(0);
                    }}
                  />
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row, i) => (
                <tr
                  key={first + i}
                  className={link && rowClass(row, link)}
                  // The button in it is for the keyboard; a pointer may hit the row anywhere.
                  onClick={link && ((event) => isPlainPress(event) && link.onPick(row))}
                >
                  {table.columns.map((column, at) => (
                    <DataCell
                      key={column.name}
                      value={row[column.name] ?? null}
                      printed={print(row[column.name], column, row)}
                      column={column}
                      fraction={fractions[column.name] ?? 0}
                      heads={at === 0 && column.type === "text"}
                      {...(link &&
                        at === 0 && {
                          pick: {
                            on: link.isPicked(row),
                            run: () => link.onPick(row),
                            label: link.label?.(row),
                          },
                        })}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      {table.rows.length === 0 && <p className="qt-quiet">{trans.__("This table has no rows.")}</p>}
      {pages > 1 && (
        <Pages first={first} shown={shown.length} total={sorted.length} step={rowsPerPage} onPage={setPage} />
      )}
      {table.notes && table.notes.length > 0 && (
        <ol className="qt-Table-notes" aria-label={trans.__("Notes")}>
          {table.notes.map((note, i) => (
            <li key={i}>{note}</li>
          ))}
        </ol>
      )}
    </div>
  );
}

interface HeadingProps {
  column: TableColumn;
  /** Whether it stands over the rows' names, which stay in sight. */
  heads: boolean;
  sort: Sort | null;
  onSort: () => void;
}

function Heading({ column, heads, sort, onSort }: HeadingProps): JSX.Element {
  const direction = sort?.column === column.name ? sort.direction : "none";
  const mark = { ascending: "▲", descending: "▼", none: "" }[direction];
  return (
    <th
      scope="col"
      aria-sort={direction}
      className={`qt-Table-heading${isNumeric(column.type) ? " qt-mod-number" : ""}${heads ? " qt-mod-head" : ""}`}
    >
      <button type="button" className="qt-Table-sort" onClick={onSort}>
        {/* A percent sign stays with its number when a heading breaks. */}
        <span>{(column.label ?? column.name).replaceAll(" %", "\u00a0%")}</span>
        <span className="qt-Table-mark" aria-hidden="true">
          {mark}
        </span>
      </button>
    </th>
  );
}

interface DataCellProps {
  value: Cell;
  printed: string;
  column: TableColumn;
  /** Characters from the decimal point on, the most of this column. */
  fraction: number;
  heads: boolean;
  /** Makes a button of it that picks the row. */
  pick?: { on: boolean; run: () => void; label: string | undefined };
}

function DataCell({ value, printed, column, fraction, heads, pick }: DataCellProps): JSX.Element {
  const content = pick ? (
    <button
      type="button"
      className="qt-Table-pick"
      aria-label={pick.label}
      aria-pressed={pick.on}
      onClick={pick.run}
    >
      {printed}
    </button>
  ) : (
    printed
  );
  if (heads) {
    return (
      <th scope="row" className="qt-Table-cell qt-mod-head">
        {content}
      </th>
    );
  }
  if (pick) return <td className="qt-Table-cell">{content}</td>;
  if (!isNumeric(column.type) || typeof value === "string") {
    return <td className="qt-Table-cell">{printed}</td>;
  }
  // One piece of text, for screen readers; room after it puts its point under the others'.
  return (
    <td className="qt-Table-cell qt-mod-number">
      <span style={{ paddingRight: `${fraction - fractionLength(printed)}ch` }}>{printed}</span>
    </td>
  );
}

interface PagesProps {
  first: number;
  shown: number;
  total: number;
  step: number;
  onPage: (page: number) => void;
}

function Pages({ first, shown, total, step, onPage }: PagesProps): JSX.Element {
  const trans = useTrans();
  const page = first / step;
  const count = (value: number) => formatCell(value, "integer");
  return (
    <div className="qt-Pages" role="group" aria-label={trans.__("Pages of the table")}>
      <button
        type="button"
        className="qt-Action-button"
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      >
        {trans.__("Previous")}
      </button>
      <span role="status">
        {trans.__("Rows %1–%2 of %3", count(first + 1), count(first + shown), count(total))}
      </span>
      <button
        type="button"
        className="qt-Action-button"
        disabled={first + shown >= total}
        onClick={() => onPage(page + 1)}
      >
        {trans.__("Next")}
      </button>
    </div>
  );
}

function rowClass(row: Row, { isPicked, isMarked }: RowLink): string {
  if (isPicked(row)) return "qt-mod-linked qt-mod-picked";
  if (isMarked === null) return "qt-mod-linked";
  return `qt-mod-linked ${isMarked(row) ? "qt-mod-marked" : "qt-mod-out"}`;
}

/** Whether a press is meant for the row: not for a button, which does its own, and not the end of selecting text. */
function isPlainPress({ target }: React.MouseEvent): boolean {
  if (target instanceof Element && target.closest("button, a")) return false;
  return window.getSelection()?.isCollapsed ?? true;
}

function sortWords(sort: Sort, { columns }: ResultTable, trans: Trans): string {
  const column = columns.find(({ name }) => name === sort.column);
  const label = column?.label ?? sort.column;
  return sort.direction === "ascending"
    ? trans.__("Sorted by “%1”, ascending.", label)
    : trans.__("Sorted by “%1”, descending.", label);
}

/** How much room each column's decimals need, so that the points stand one under the other. */
function fractionWidths(table: ResultTable, print: PrintCell): Record<string, number> {
  return Object.fromEntries(
    table.columns.map((column) => {
      if (!isNumeric(column.type)) return [column.name, 0];
      const widths = table.rows
        .slice(0, 5000)
        .map((row) => fractionLength(print(row[column.name], column, row)));
      return [column.name, widths.reduce((a, b) => Math.max(a, b), 0)];
    }),
  );
}
