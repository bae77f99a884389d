import { colours, groupColour, type ResultDocument } from "quetelet/contract";
import React, { useMemo } from "react";
import { Chart } from "../../../chart/chart";
import { DataTable } from "../../../ui/data-table";
import { formatCell, formatNumber, MISSING } from "../../../ui/format";
import { useTrans, type Trans } from "../../../ui/translation";
import { usePreferences } from "../../../ui/use-preferences";
import { outcomeName } from "../../words";
import { Bars } from "../bars";
import { configField } from "../cells";
import { distributionChart } from "./distribution-chart";
import { type ExplainedRow, heaviestOf, type NumberOutcome, type Share } from "./read-explained";

interface ExplainedRowProps {
  result: ResultDocument;
  explained: ExplainedRow;
  source: string;
}

/** One prediction: the class that the proxies suggest, what weighs in it, and its interval. */
export function ExplainedRowPanel({ result, explained, source }: ExplainedRowProps): JSX.Element {
  const trans = useTrans();
  const { row, why, group, classes, estimate, outcome } = explained;
  const heaviest = heaviestOf(result, row);
  const column = configField(result.config, "protected");
  const facts: [string, string][] = [
    ...(group === null ? [] : [[trans.__("Group"), group] satisfies [string, string]]),
    ...(estimate ? [[estimate.name, printed(estimate.share)] satisfies [string, string]] : []),
    ...(outcome.kind === "number"
      ? numberFacts(outcome, trans)
      : ([
          [trans.__("Observed"), outcome.observed ?? MISSING],
          [trans.__("Predicted"), outcome.predicted ?? MISSING],
        ] satisfies [string, string][])),
  ];
  return (
    <section className="qt-FamilyPanel" aria-label={trans.__("Row %1", row)}>
      <h4 className="qt-Table-title">
        {why === "" ? trans.__("Row %1", row) : trans.__("Row %1: %2", row, why)}
      </h4>
      <dl className="qt-Header-figures">
        {facts.map(([term, value]) => (
          <div key={term} className="qt-Figure">
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {classes.length > 0 && (
        <>
          <p>
            {trans.__(
              "What the proxies say of %1, without it being looked at:",
              typeof column === "string" ? column : trans.__("the protected class"),
            )}
          </p>
          <Bars label={trans.__("Estimated class")} bars={classes.map(shareBar)} />
        </>
      )}
      {outcome.kind === "classes" && outcome.probabilities.length > 0 && (
        <>
          <p>{trans.__("Predicted probabilities:")}</p>
          <Bars label={trans.__("Predicted probabilities")} bars={outcome.probabilities.map(shareBar)} />
        </>
      )}
      {outcome.kind === "number" && explained.distribution.length > 0 && (
        <Distribution result={result} explained={explained} outcome={outcome} source={source} />
      )}
      {heaviest && (
        <DataTable table={heaviest} title={trans.__("What weighs most in row %1", row)} source={source} />
      )}
    </section>
  );
}

function Distribution({
  result,
  explained: { row, distribution },
  outcome,
  source,
}: ExplainedRowProps & { outcome: NumberOutcome }): JSX.Element {
  const trans = useTrans();
  const name = outcomeName(result.config) ?? trans.__("outcome");
  const title = trans.__("Training outcomes behind the prediction of row %1", row);
  const { digits } = usePreferences();
  const spec = useMemo(
    () =>
      distributionChart(distribution, outcome, {
        title,
        description: trans.__(
          "How much training outcomes weigh in the prediction %1, by size of the outcome; the interval runs from %2 to %3, and %4 was observed.",
          printed(outcome.fitted),
          printed(outcome.lower),
          printed(outcome.upper),
          printed(outcome.observed),
        ),
        outcome: name,
        trans,
      }),
    [distribution, outcome, title, name, digits, trans],
  );
  return <Chart spec={spec} title={title} source={source} />;
}

function numberFacts(outcome: NumberOutcome, trans: Trans): [string, string][] {
  const { observed, fitted, lower, upper, conformalLower, conformalUpper } = outcome;
  const range = (from: number | null, to: number | null) => trans.__("%1 to %2", printed(from), printed(to));
  return [
    [trans.__("Observed"), printed(observed)],
    [trans.__("Predicted"), printed(fitted)],
    ...(lower === null && upper === null
      ? []
      : [[trans.__("Interval"), range(lower, upper)] satisfies [string, string]]),
    ...(conformalLower === null && conformalUpper === null
      ? []
      : [
          [trans.__("Calibrated interval"), range(conformalLower, conformalUpper)] satisfies [string, string],
        ]),
  ];
}

const printed = (value: number | null): string =>
  value === null ? MISSING : Number.isInteger(value) ? formatCell(value, "integer") : formatNumber(value);

const shareBar = ({ name, share }: Share, index: number) => ({
  name,
  colour: index < 6 ? groupColour(index + 1) : colours.grey,
  share,
  text: formatCell(share, "percent"),
});
