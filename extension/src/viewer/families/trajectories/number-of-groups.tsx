import type { ResultDocument } from "quetelet/contract";
import React from "react";
import { Chart } from "../../../chart/chart";
import { DataTable } from "../../../ui/data-table";
import { useTrans } from "../../../ui/translation";
import { readComparison } from "./comparison";

/** How many groups: every number that was tried, and what each criterion prefers. */
export function NumberOfGroups({ result, source }: { result: ResultDocument; source: string }): JSX.Element {
  const trans = useTrans();
  const view = readComparison(result, trans);
  const title = trans.__("How many groups?");
  const chart = result.charts.comparison;
  return (
    <section className="qt-FamilySection" aria-label={title}>
      <h3 className="qt-FamilySection-title">{title}</h3>
      {view ? (
        <>
          <p>
            {view.chosen === null
              ? trans.__("Numbers of groups were compared; the document does not say which was chosen.")
              : trans.__("The model shown has %1 groups: the best by BIC over persons.", view.chosen)}
          </p>
          {view.preferences.length > 0 && (
            <ul className="qt-Facts">
              {view.preferences.map(({ criterion, groups, isChosen }) => (
                <li key={criterion}>
                  {isChosen
                    ? trans.__("%1 prefers %2, as chosen.", criterion, groups)
                    : trans.__("%1 prefers %2.", criterion, groups)}
                </li>
              ))}
            </ul>
          )}
          <DataTable table={view.table} title={trans.__("Numbers of groups compared")} source={source} />
          {chart && <Chart spec={chart} title={trans.__("Numbers of groups")} source={source} />}
        </>
      ) : (
        <p className="qt-quiet">
          {trans.__(
            "One number of groups was fitted. Give “groups” a list such as 1, 2, 3, 4, 5 to compare them by their criteria.",
          )}
        </p>
      )}
    </section>
  );
}
