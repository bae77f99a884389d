import React, { useMemo, useState } from "react";
import { Chart } from "../chart/chart";
import { DataTable } from "../ui/data-table";
import { Picker } from "../ui/picker";
import { Tabs } from "../ui/tabs";
import { useTrans } from "../ui/translation";
import { usePreferences } from "../ui/use-preferences";
import { Cards, Letter } from "./cards";
import { comparisonCharts, type ComparisonChart } from "./charts";
import { coefficientTable } from "./coefficient-table";
import { remarksOn, remarkWords, type Remark } from "./comparability";
import type { Compared } from "./compared";
import { configTable } from "./config-table";
import { fitTable, printStatistic } from "./fit-table";

interface ComparisonProps {
  all: readonly Compared[];
  /** Index of the result that differences are taken from. */
  baseline: number;
  onBaseline: (at: number) => void;
}

const source = "comparison";

/** Two to six results side by side: what each is, how far they differ, and their charts over one another. */
export function Comparison({ all, baseline, onBaseline }: ComparisonProps): JSX.Element {
  const trans = useTrans();
  const { digits } = usePreferences(); // numbers are printed anew with other digits
  const remarks = useMemo(() => remarksOn(all), [all]);
  const comparable = !remarks.some(({ forbids }) => forbids);
  const fit = useMemo(
    () => fitTable(all, { baseline, comparable, trans }),
    [all, baseline, comparable, trans],
  );
  const coefficients = useMemo(() => coefficientTable(all, { baseline, trans }), [all, baseline, trans]);
  const config = useMemo(() => configTable(all, trans), [all, trans]);
  const charts = useMemo(() => comparisonCharts(all, trans), [all, digits, trans]);
  return (
    <>
      <Cards all={all} />
      <Remarks remarks={remarks} />
      <div className="qt-Compare-baseline">
        <span aria-hidden="true">{trans.__("Baseline")}</span>
        <Picker
          label={trans.__("Baseline")}
          options={all.map(({ letter }, at) => ({ name: String(at), label: letter }))}
          value={String(baseline)}
          onChange={(at) => onBaseline(Number(at))}
        />
      </div>
      <Tabs
        label={trans.__("Parts of the comparison")}
        tabs={[
          {
            id: "fit",
            label: trans.__("Fit"),
            content: (
              <DataTable
                table={fit}
                title={fit.title!}
                source={source}
                rowsPerPage={100}
                print={printStatistic}
              />
            ),
          },
          {
            id: "coefficients",
            label: trans.__("Coefficients"),
            content: coefficients ? (
              <DataTable table={coefficients} title={coefficients.title!} source={source} />
            ) : (
              <p className="qt-quiet">{trans.__("No two of these results have coefficients.")}</p>
            ),
          },
          { id: "charts", label: trans.__("Charts"), content: <ComparisonCharts charts={charts} /> },
          {
            id: "config",
            label: trans.__("Config"),
            content: config ? (
              <DataTable table={config} title={config.title!} source={source} />
            ) : (
              <p className="qt-quiet">{trans.__("The configs are the same.")}</p>
            ),
          },
        ]}
      />
    </>
  );
}

function Remarks({ remarks }: { remarks: readonly Remark[] }): JSX.Element {
  const trans = useTrans();
  const warnings = remarks.filter(({ forbids }) => forbids);
  const notes = remarks.filter(({ forbids }) => !forbids);
  return (
    <>
      {warnings.length > 0 && (
        <div className="qt-Warnings">
          <h3 className="qt-Warnings-title">{trans.__("Not comparable in every way")}</h3>
          <ul className="qt-Warnings-list" role="list" aria-label={trans.__("Warnings")}>
            {warnings.map((remark) => (
              <li key={remark.kind}>{remarkWords(remark, trans)}</li>
            ))}
          </ul>
        </div>
      )}
      {notes.map((remark) => (
        <p key={remark.kind} className="qt-Compare-note">
          {remarkWords(remark, trans)}
        </p>
      ))}
    </>
  );
}

function ComparisonCharts({ charts }: { charts: readonly ComparisonChart[] }): JSX.Element {
  const trans = useTrans();
  const [chosen, setChosen] = useState<string | null>(null);
  const current = charts.find(({ name }) => name === chosen) ?? charts[0];
  if (!current)
    return <p className="qt-quiet">{trans.__("No chart is in more than one of these results.")}</p>;
  return (
    <>
      <Picker
        label={trans.__("Chart")}
        options={charts.map(({ name, label }) => ({ name, label }))}
        value={current.name}
        onChange={setChosen}
      />
      {current.kind === "overlaid" ? (
        <Chart key={current.name} spec={current.spec} title={current.label} source={source} />
      ) : (
        <div className="qt-Compare-beside">
          {current.specs.map(({ letter, spec }) => (
            <section key={`${current.name} ${letter}`} aria-label={trans.__("Result %1", letter)}>
              <Letter letter={letter} />
              <Chart spec={spec} title={`${current.label}, ${letter}`} source={source} />
            </section>
          ))}
        </div>
      )}
    </>
  );
}
