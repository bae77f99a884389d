import type { Cell } from "quetelet/contract";
import React, { useMemo, useState } from "react";
import { DataTable } from "../../../ui/data-table";
import { formatCell } from "../../../ui/format";
import { ForestPlot } from "../../../ui/forest-plot";
import { Picker } from "../../../ui/picker";
import { useTrans } from "../../../ui/translation";
import { referenceLevels, termWords } from "../../term-words";
import { outcomeName } from "../../words";
import type { FamilyViewProps } from "../family";
import { Checks } from "./checks";
import { forestRows, mostTerms, ratioKind, readCoefficients, type Order, type Scale } from "./coefficients";

/** Coefficients beside their table, linked term by term, and the charts that judge the fit. */
export default function LinearView({ result, source }: FamilyViewProps): JSX.Element {
  const trans = useTrans();
  const all = useMemo(() => readCoefficients(result), [result]);
  const ratio = ratioKind(result);
  const [scale, setScale] = useState<Scale>("ratio");
  const [order, setOrder] = useState<Order>("model");
  const [intercept, setIntercept] = useState(false);
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const used: Scale = ratio ? scale : "difference";
  const rows = useMemo(() => {
    const references = referenceLevels(result);
    const name = (term: string) => termWords(term, references, trans);
    return forestRows(all, { scale: used, order, intercept, name });
  }, [result, all, used, order, intercept, trans]);
  const table = result.tables.coefficients;
  const rowNumber = useMemo(() => new Map((table?.rows ?? []).map((row, k) => [row, k])), [table]);
  const toggle = (row: number) =>
    setPicked((before) => {
      const after = new Set(before);
      if (!after.delete(row)) after.add(row);
      return after;
    });
  const number = (row: Record<string, Cell>) => rowNumber.get(row) ?? -1;
  const outcome = outcomeName(result.config) ?? trans.__("the outcome");
  const ratioName = ratio === "odds" ? trans.__("Odds ratios") : trans.__("Rate ratios");
  const axisTitle =
    used === "difference"
      ? ratio
        ? trans.__("Coefficient (log scale)")
        : trans.__("Change in %1", outcome)
      : ratio === "odds"
        ? trans.__("Odds ratio (log scale)")
        : trans.__("Rate ratio (log scale)");
  const terms = all.filter(({ isIntercept }) => intercept || !isIntercept).length;

  return (
    <div className="qt-Linear">
      <section className="qt-Linear-forest" aria-label={trans.__("Coefficients")}>
        <h3 className="qt-Table-title">{trans.__("Each term, for one unit more")}</h3>
        <div className="qt-Linear-tools">
          {ratio && (
            <Picker
              label={trans.__("Scale")}
              value={used}
              options={[
                { name: "ratio", label: ratioName },
                { name: "difference", label: trans.__("Coefficients") },
              ]}
              onChange={(name) => setScale(name === "ratio" ? "ratio" : "difference")}
            />
          )}
          <Picker
            label={trans.__("Order")}
            value={order}
            options={[
              { name: "model", label: trans.__("As in the model") },
              { name: "size", label: trans.__("Largest first") },
              { name: "strength", label: trans.__("Surest first") },
            ]}
            onChange={(name) => setOrder(name as Order)}
          />
          {all.some(({ isIntercept }) => isIntercept) && (
            <label className="qt-Linear-check">
              <input
                type="checkbox"
                checked={intercept}
                onChange={(event) => setIntercept(event.target.checked)}
              />
              {trans.__("Intercept")}
            </label>
          )}
        </div>
        {rows.length === 0 ? (
          <p className="qt-quiet">{trans.__("There is no term to draw.")}</p>
        ) : (
          <ForestPlot
            label={trans.__("Terms")}
            rows={rows}
            scale={used}
            axisTitle={axisTitle}
            picked={new Set([...picked].map(String))}
            marked={picked.size > 0 ? new Set() : null}
            onPick={(key) => toggle(Number(key))}
          />
        )}
        {terms > mostTerms && (
          <p className="qt-quiet">
            {trans.__(
              "The %1 surest of %2 terms; the table holds all.",
              mostTerms,
              formatCell(terms, "integer"),
            )}
          </p>
        )}
      </section>
      {table && (
        <DataTable
          table={table}
          title={table.title ?? trans.__("Coefficients")}
          source={source}
          link={{
            isPicked: (row) => picked.has(number(row)),
            isMarked: picked.size > 0 ? () => false : null,
            onPick: (row) => toggle(number(row)),
          }}
        />
      )}
      <Checks result={result} source={source} />
    </div>
  );
}
