import { checkChart, type ChartSpec, type ResultDocument } from "quetelet/contract";
import React, { useId, useMemo, useState } from "react";
import { Chart, Drawing } from "../../../chart/chart";
import { useTrans, type Trans } from "../../../ui/translation";
import { chartLabel } from "../../words";

/** Charts that judge a regression, in the order one looks at them. */
const checks = [
  "residualsFitted",
  "normalQuantiles",
  "scaleLocation",
  "leverage",
  "rootogram",
  "calibration",
];

/** The charts that judge the fit, side by side with what to look for; one is opened to see it large. */
export function Checks({ result, source }: { result: ResultDocument; source: string }): JSX.Element | null {
  const trans = useTrans();
  const [large, setLarge] = useState<string | null>(null);
  const names = checks.filter((name) => Object.hasOwn(result.charts, name));
  if (names.length === 0) return null;
  const spec = large === null ? undefined : result.charts[large];
  return (
    <section className="qt-Checks" aria-label={trans.__("Checks of the fit")}>
      <h3 className="qt-Table-title">{trans.__("Checks of the fit")}</h3>
      {large !== null && spec ? (
        <>
          <button type="button" className="qt-Action-button" autoFocus onClick={() => setLarge(null)}>
            {trans.__("Back to all checks")}
          </button>
          <p className="qt-Checks-hint">{whatToLookFor(large, trans)}</p>
          <Chart spec={spec} title={chartLabel(large, trans)} source={source} />
        </>
      ) : (
        <ul className="qt-Checks-grid" role="list">
          {names.map((name) => (
            <li key={name} className="qt-Checks-item">
              <Small name={name} spec={result.charts[name]!} onOpen={() => setLarge(name)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface SmallProps {
  name: string;
  spec: ChartSpec;
  onOpen: () => void;
}

function Small({ name, spec, onOpen }: SmallProps): JSX.Element {
  const trans = useTrans();
  const hint = useId();
  const label = chartLabel(name, trans);
  // Title and subtitle stand in the text above it here.
  const check = useMemo(() => checkChart({ ...spec, title: null }), [spec]);
  return (
    <>
      <button
        type="button"
        className="qt-Checks-open"
        aria-label={trans.__("Open “%1” large", label)}
        onClick={onOpen}
      >
        {label}
        <span aria-hidden="true">⤢</span>
      </button>
      <p id={hint} className="qt-Checks-hint">
        {whatToLookFor(name, trans)}
      </p>
      {check.ok ? (
        <Drawing chart={check.chart} title={label} caption={hint} />
      ) : (
        <p className="qt-quiet">{trans.__("This chart is not drawn; open it to read why.")}</p>
      )}
    </>
  );
}

function whatToLookFor(name: string, trans: Trans): string {
  switch (name) {
    case "residualsFitted":
      return trans.__(
        "Points should scatter evenly around 0. A bend means that a term is missing or has the wrong shape.",
      );
    case "normalQuantiles":
      return trans.__("Points should follow the line. Ends that leave it mean outliers, or another family.");
    case "scaleLocation":
      return trans.__("The curve should be flat. Where it rises, the spread grows with what is predicted.");
    case "leverage":
      return trans.__("Points far to the right that are also far from 0 move the coefficients most.");
    case "rootogram":
      return trans.__(
        "Bars should end at 0. One that does not is a count that is expected too often or too seldom.",
      );
    case "calibration":
      return trans.__(
        "Points should lie on the diagonal: of what is given 30 %, three in ten should happen.",
      );
    default:
      return "";
  }
}
