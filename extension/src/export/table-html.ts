import type { ResultTable } from "quetelet/contract";
import { formatCell, formatValue, isNumeric } from "../ui/format";
import type { Trans } from "../ui/translation";
import type { Make } from "./element";

/** Rows in sight, and rows in all: a page of tens of thousands opens slowly and is read by nobody. */
const inSight = 30;
const most = 2000;

/** A table with its notes; rows beyond the first thirty are folded away. */
export function tableHtml(
  make: Make,
  table: ResultTable,
  options: { id: string; title: string; trans: Trans },
) {
  const { id, title, trans } = options;
  const { rows, notes = [] } = table;
  const count = (value: number) => formatCell(value, "integer");
  const part = (from: number, to: number) => frame(make, { ...table, rows: rows.slice(from, to) }, id);
  const rest = rows.length > inSight ? part(inSight, most) : null;
  return make(
    "section",
    {},
    make("h3", { id }, title),
    rows.length === 0 ? make("p", { class: "quiet" }, trans.__("This table has no rows.")) : part(0, inSight),
    rest &&
      make(
        "details",
        {},
        make(
          "summary",
          {},
          trans.__(
            "Rows %1–%2 of %3",
            count(inSight + 1),
            count(Math.min(most, rows.length)),
            count(rows.length),
          ),
        ),
        rest,
      ),
    rows.length > most
      ? make(
          "p",
          { class: "quiet" },
          trans.__(
            "Row %1 and those after it are in the result document at the end of this page.",
            count(most + 1),
          ),
        )
      : null,
    notes.length > 0 ? make("ol", { class: "notes" }, ...notes.map((note) => make("li", {}, note))) : null,
  );
}

/** A box that scrolls sideways where the table is wider than the page. */
function frame(make: Make, { columns, rows }: ResultTable, labelledBy: string): HTMLElement {
  const number = (type: ResultTable["columns"][number]["type"]) => (isNumeric(type) ? "number" : null);
  const heads = columns[0]?.type === "text";
  return make(
    "div",
    { class: "scroll", role: "region", "aria-labelledby": labelledBy, tabindex: 0 },
    make(
      "table",
      { "aria-labelledby": labelledBy },
      make(
        "thead",
        {},
        make(
          "tr",
          {},
          ...columns.map(({ name, label, type }) =>
            make("th", { scope: "col", class: number(type) }, label ?? name),
          ),
        ),
      ),
      make(
        "tbody",
        {},
        ...rows.map((row) =>
          make(
            "tr",
            {},
            ...columns.map((column, at) => {
              const printed = formatValue(row[column.name], column);
              return at === 0 && heads
                ? make("th", { scope: "row" }, printed)
                : make("td", { class: number(column.type) }, printed);
            }),
          ),
        ),
      ),
    ),
  );
}
