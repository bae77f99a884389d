import React, { useMemo, useState } from "react";
import { Chart } from "../../../chart/chart";
import { DataTable } from "../../../ui/data-table";
import { Picker } from "../../../ui/picker";
import { useTrans } from "../../../ui/translation";
import { usePreferences } from "../../../ui/use-preferences";
import { cohortTable } from "./cohort-table";
import { frontierChart } from "./frontier-chart";
import { insideOf, LambdaControl } from "./lambda-control";
import { ratesChart } from "./rates-chart";
import { type FrontierView, pointAt, type ThresholdSet } from "./read-frontier";
import { changeWords, pointWords } from "./words";

/** The trade-off and the thresholds of the λ that is looked at; without a trade-off, those in use. */
export function TradeOff({ view, source }: { view: FrontierView; source: string }): JSX.Element {
  const trans = useTrans();
  const { points, inUse } = view;
  const [lambda, setLambda] = useState(view.lambda);
  const isInUse = lambda === view.lambda || lambda === null;
  const current = isInUse ? inUse : (points[pointAt(points, lambda)] ?? inUse);
  return (
    <>
      <section className="qt-FamilySection" aria-label={trans.__("Trade-off")}>
        {points.length > 0 && lambda !== null ? (
          <>
            <LambdaControl points={points} value={lambda} inUse={view.lambda} onChange={setLambda} />
            <Curve view={view} current={current} source={source} onLambda={setLambda} />
            <div className="qt-Words" role="status">
              <p>
                {points.includes(current)
                  ? pointWords(view, current, trans)
                  : trans.__(
                      "The thresholds in use stand off the curve: a complete search finds better ones.",
                    )}
              </p>
              <Changes view={view} current={current} />
            </div>
          </>
        ) : (
          <p>
            {trans.__(
              "There is no trade-off to move along: it is made where a fairness loss is given. These are the thresholds in use.",
            )}
          </p>
        )}
      </section>
      <Cohorts view={view} current={current} source={source} />
    </>
  );
}

interface PartProps {
  view: FrontierView;
  current: ThresholdSet;
  source: string;
}

function Curve({
  view,
  current,
  source,
  onLambda,
}: PartProps & { onLambda: (lambda: number) => void }): JSX.Element {
  const trans = useTrans();
  const { digits } = usePreferences();
  const spec = useMemo(() => frontierChart(view, current, trans), [view, current, digits, trans]);
  return (
    <Chart
      spec={spec}
      title={trans.__("Trade-off")}
      source={source}
      onPick={({ index }) => {
        const point = typeof index === "number" ? view.points[index] : undefined;
        if (point) onLambda(insideOf(point));
      }}
    />
  );
}

function Changes({ view, current }: Omit<PartProps, "source">): JSX.Element {
  const trans = useTrans();
  if (current === view.inUse) return <p>{trans.__("These are the thresholds in use.")}</p>;
  const changes = changeWords(view, current, trans);
  if (changes.length === 0) return <p>{trans.__("The document does not say how many people it selects.")}</p>;
  return (
    <>
      <p>{trans.__("Selected, against the thresholds in use:")}</p>
      <ul className="qt-Facts">
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </>
  );
}

function Cohorts({ view, current, source }: PartProps): JSX.Element {
  const trans = useTrans();
  const [of, setOf] = useState<"chosenOn" | "heldOut">("chosenOn");
  const { cohorts, inUse } = view;
  const hasCounts = current.chosenOn.some((counts) => counts !== null);
  const hasHeldOut = current.heldOut.some((counts) => counts !== null);
  const shown = hasHeldOut ? of : "chosenOn";
  const spec = useMemo(
    () => ratesChart(cohorts, { current, inUse }, trans),
    [cohorts, current, inUse, trans],
  );
  const title = trans.__("Thresholds by cohort");
  return (
    <section className="qt-FamilySection" aria-label={title}>
      <h3 className="qt-FamilySection-title">{title}</h3>
      {[...view.merged].map(([cohort, members]) => (
        <p key={cohort}>{trans.__("“%1” stands for all that were merged with it: %2.", cohort, members)}</p>
      ))}
      {hasCounts && <Chart spec={spec} title={trans.__("Rates by cohort")} source={source} />}
      {hasHeldOut && (
        <Picker
          label={trans.__("Counted on")}
          options={[
            { name: "chosenOn", label: trans.__("Rows chosen on") },
            { name: "heldOut", label: trans.__("Rows held out") },
          ]}
          value={shown}
          onChange={(name) => setOf(name as typeof of)}
        />
      )}
      <DataTable table={cohortTable(view, { current, of: shown }, trans)} title={title} source={source} />
    </section>
  );
}
