import React, { useMemo, useState } from "react";
import { Picker } from "../../../ui/picker";
import { useTrans } from "../../../ui/translation";
import type { FamilyViewProps } from "../family";
import { Coverage } from "./coverage";
import { ExplainedRowPanel } from "./explained-row";
import { OtherRow } from "./other-row";
import { readExplained } from "./read-explained";

/** What a forest promises by group, and single predictions explained. */
export default function ForestView({ result, source }: FamilyViewProps): JSX.Element {
  const trans = useTrans();
  const explained = useMemo(() => readExplained(result), [result]);
  const [row, setRow] = useState<number | null>(explained[0]?.row ?? null);
  const found = explained.find((each) => each.row === row) ?? null;
  const title = trans.__("One prediction explained");
  const { rows } = result.provenance;
  return (
    <div className="qt-Family">
      <Coverage result={result} source={source} />
      {explained.length > 0 && (
        <section className="qt-FamilySection" aria-label={title}>
          <h3 className="qt-FamilySection-title">{title}</h3>
          <p>
            {trans.__(
              "Rows that say most of the forest, each judged by trees that did not see it. Choose one, or give the number of another.",
            )}
          </p>
          <Picker
            label={trans.__("Row explained")}
            options={explained.map((each) => ({
              name: String(each.row),
              label: each.why === "" ? trans.__("row %1", each.row) : `${each.row}: ${each.why}`,
            }))}
            value={String(row ?? "")}
            onChange={(name) => setRow(Number(name))}
          />
          <OtherRow
            result={result}
            row={row}
            rows={typeof rows === "number" ? rows : null}
            isKnown={found !== null}
            onRow={setRow}
          />
          {found && <ExplainedRowPanel key={found.row} result={result} explained={found} source={source} />}
        </section>
      )}
    </div>
  );
}
