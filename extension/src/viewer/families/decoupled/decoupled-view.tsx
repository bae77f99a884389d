import type { ResultDocument } from "quetelet/contract";
import React, { useMemo } from "react";
import { Chart } from "../../../chart/chart";
import { DataTable } from "../../../ui/data-table";
import { useTrans } from "../../../ui/translation";
import type { FamilyViewProps } from "../family";
import { readFrontier } from "./read-frontier";
import { TradeOff } from "./trade-off";

/** Thresholds and what they do to each cohort, along the trade-off where there is one. */
export default function DecoupledView({ result, source }: FamilyViewProps): JSX.Element {
  const frontier = useMemo(() => readFrontier(result), [result]);
  return (
    <div className="qt-Family">
      {frontier && <TradeOff view={frontier} source={source} />}
      <Bought result={result} source={source} hasThresholds={frontier !== null} />
    </div>
  );
}

interface BoughtProps {
  result: ResultDocument;
  source: string;
  hasThresholds: boolean;
}

/** What a model for each cohort did for it: of several classes and of numbers, all there is to see. */
function Bought({ result, source, hasThresholds }: BoughtProps): JSX.Element | null {
  const trans = useTrans();
  const table = result.tables.comparison;
  const chart = result.charts.decoupling;
  if (!table && !chart && hasThresholds) return null;
  const title = trans.__("What decoupling bought");
  return (
    <section className="qt-FamilySection" aria-label={title}>
      <h3 className="qt-FamilySection-title">{title}</h3>
      {!hasThresholds && (
        <p>
          {trans.__(
            "Of numbers and of several classes each cohort has a model and no threshold, so there is no trade-off to choose from.",
          )}
        </p>
      )}
      {chart && <Chart spec={chart} title={title} source={source} />}
      {table && <DataTable table={table} title={title} source={source} rowsPerPage={20} />}
    </section>
  );
}
