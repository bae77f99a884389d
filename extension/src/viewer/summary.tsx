import type { ResultDocument } from "quetelet/contract";
import React, { useMemo } from "react";
import { DataTable } from "../ui/data-table";
import { formatStatistic } from "../ui/format";
import { figureLabel } from "./header-figures";
import { orderedStatistics, orderedTables } from "./order";
import { shownTable } from "./shown-table";
import { useTrans } from "../ui/translation";
import { sentence } from "./words";

/** Every fit statistic and the model's main table. */
export function Summary({ result, source }: { result: ResultDocument; source: string }): JSX.Element {
  const trans = useTrans();
  const statistics = orderedStatistics(result.fit);
  const [name] = orderedTables(result);
  const table = useMemo(
    () => (name === undefined ? undefined : shownTable(result, name, trans)),
    [result, name, trans],
  );
  return (
    <div className="qt-Summary">
      {table && name !== undefined && (
        <DataTable table={table} title={table.title ?? sentence(name)} source={source} />
      )}
      {statistics.length > 0 && (
        <section className="qt-Summary-fit">
          <h3 className="qt-Table-title">{trans.__("Fit")}</h3>
          <dl className="qt-Statistics">
            {statistics.map(([key, value]) => (
              <div key={key} className="qt-Statistics-row">
                <dt>{figureLabel(key, result, trans)}</dt>
                <dd>{formatStatistic(key, value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {!table && statistics.length === 0 && (
        <p className="qt-quiet">{trans.__("This result holds neither statistics nor tables.")}</p>
      )}
    </div>
  );
}
