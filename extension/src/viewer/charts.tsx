import type { ResultDocument } from "quetelet/contract";
import React, { useState } from "react";
import { Chart } from "../chart/chart";
import { orderedCharts } from "./order";
import { Picker } from "../ui/picker";
import { useTrans } from "../ui/translation";
import { chartLabel } from "./words";

/** Every chart of the document, one at a time. */
export function Charts({ result, source }: { result: ResultDocument; source: string }): JSX.Element {
  const trans = useTrans();
  const options = orderedCharts(result).map((name) => ({ name, label: chartLabel(name, trans) }));
  const [chosen, setChosen] = useState<string | null>(null);
  const current = options.find(({ name }) => name === chosen) ?? options[0];
  const spec = current && result.charts[current.name];
  if (!current || !spec) return <p className="qt-quiet">{trans.__("This result holds no charts.")}</p>;
  return (
    <>
      <Picker label={trans.__("Chart")} options={options} value={current.name} onChange={setChosen} />
      <Chart key={current.name} spec={spec} title={current.label} source={source} />
    </>
  );
}
