import type { ResultDocument } from "quetelet/contract";
import React, { useMemo, useState } from "react";
import { DataTable } from "../ui/data-table";
import { orderedTables } from "./order";
import { Picker } from "../ui/picker";
import { shownTable } from "./shown-table";
import { useTrans } from "../ui/translation";
import { sentence } from "./words";

/** Every table of the document, one at a time. */
export function Tables({ result, source }: { result: ResultDocument; source: string }): JSX.Element {
  const trans = useTrans();
  const options = orderedTables(result).map((name) => ({
    name,
    label: result.tables[name]?.title ?? sentence(name),
  }));
  const [chosen, setChosen] = useState<string | null>(null);
  const current = options.find(({ name }) => name === chosen) ?? options[0];
  const name = current?.name;
  const table = useMemo(
    () => (name === undefined ? undefined : shownTable(result, name, trans)),
    [result, name, trans],
  );
  if (!current || !table) return <p className="qt-quiet">{trans.__("This result holds no tables.")}</p>;
  return (
    <>
      <Picker label={trans.__("Table")} options={options} value={current.name} onChange={setChosen} />
      <DataTable key={current.name} table={table} title={current.label} source={source} />
    </>
  );
}
