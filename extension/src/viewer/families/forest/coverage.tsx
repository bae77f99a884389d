import type { ResultDocument } from "quetelet/contract";
import React from "react";
import { Chart } from "../../../chart/chart";
import { DataTable } from "../../../ui/data-table";
import { formatCell } from "../../../ui/format";
import { useTrans, type Trans } from "../../../ui/translation";
import { configField, numberIn, textIn } from "../cells";

/** Whether prediction intervals hold what they promise, for every group; of classes, how well each is predicted. */
export function Coverage({ result, source }: { result: ResultDocument; source: string }): JSX.Element | null {
  const trans = useTrans();
  const { intervals } = result.tables;
  const title = intervals ? trans.__("Coverage by group") : trans.__("Accuracy by group");
  const table = intervals ?? result.tables.accuracy ?? result.tables.errorByGroup ?? result.tables.classes;
  if (!table) return null;
  return (
    <section className="qt-FamilySection" aria-label={title}>
      <h3 className="qt-FamilySection-title">{title}</h3>
      {intervals && (
        <ul className="qt-Facts">
          {coverageWords(result, trans).map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
      {intervals && result.charts.coverage && (
        <Chart spec={result.charts.coverage} title={trans.__("Coverage")} source={source} />
      )}
      {intervals && result.charts.width && (
        <Chart spec={result.charts.width} title={trans.__("Width of the intervals")} source={source} />
      )}
      <DataTable table={table} title={table.title ?? title} source={source} />
    </section>
  );
}

/** What was promised, what was held, and the group that fares worst. */
export function coverageWords({ tables, config }: ResultDocument, trans: Trans): string[] {
  const rows = tables.intervals?.rows ?? [];
  const percent = (value: number) => formatCell(value, "percent");
  const interval = configField(config, "interval");
  const nominal = typeof interval === "number" && interval > 0 && interval < 1 ? interval : 0.9;
  // Of a hierarchical forest the one that does without the class comes first, and is the one in use.
  const model = textIn(rows[0], "model");
  const own = rows.filter((row) => textIn(row, "model") === model);
  const all = own[0];
  const words = [trans.__("Asked for: intervals that hold %1 of new outcomes.", percent(nominal))];
  for (const [name, of] of [
    ["coverage", trans.__("Raw intervals")],
    ["conformalCoverage", trans.__("Calibrated intervals")],
  ] as const) {
    const overall = numberIn(all, name);
    if (overall === null) continue;
    const groups = own.slice(1).flatMap((row) => {
      const [value, group] = [numberIn(row, name), textIn(row, "group")];
      return value === null || group === null ? [] : [{ value, group, rows: numberIn(row, "rows") }];
    });
    const worst = groups.length > 1 ? groups.reduce((a, b) => (b.value < a.value ? b : a)) : null;
    words.push(
      worst
        ? trans.__(
            "%1 hold %2 of all; least for %3: %4 of %5 rows.",
            of,
            percent(overall),
            worst.group,
            percent(worst.value),
            formatCell(worst.rows, "integer"),
          )
        : trans.__("%1 hold %2 of all.", of, percent(overall)),
    );
  }
  return words;
}
