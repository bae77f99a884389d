import type { Cell, ResultTable, TableColumn } from "quetelet/contract";
import React, { useMemo } from "react";
import { DataTable } from "../../../ui/data-table";
import { useTrans } from "../../../ui/translation";
import type { Linked, Selection } from "./selection";
import type { Terrain } from "./terrain";

interface CombinationsProps {
  conjunctive: NonNullable<Terrain["conjunctive"]>;
  selection: Selection;
  linked: Linked;
  source: string;
  onPick: (combination: number) => void;
}

const picked = "__picked";

/** The conjunctive table; while something is picked, its rows come first, with how many of them were picked. */
export function Combinations(props: CombinationsProps): JSX.Element {
  const { conjunctive, selection, linked, source, onPick } = props;
  const trans = useTrans();
  const table = useMemo(() => forReading(conjunctive.table), [conjunctive.table]);
  const label = trans.__("Units picked");
  const { shown, rowNumber } = useMemo(() => {
    if (!linked.combinations)
      return { shown: table, rowNumber: new Map(table.rows.map((row, k) => [row, k])) };
    const rows = table.rows.map((row, k): Record<string, Cell> => ({
      ...row,
      [picked]: linked.units[k] ?? 0,
    }));
    const rowNumber = new Map(rows.map((row, k) => [row, k]));
    const first = (row: Record<string, Cell>) => (linked.combinations!.has(rowNumber.get(row)!) ? 0 : 1);
    const [head, risk, ...others] = table.columns;
    const shown: ResultTable = {
      ...table,
      columns: [head!, risk!, { name: picked, label, type: "integer" }, ...others],
      rows: [...rows].sort((a, b) => first(a) - first(b)),
    };
    return { shown, rowNumber };
  }, [table, linked, label]);
  const number = (row: Record<string, Cell>) => rowNumber.get(row) ?? -1;
  return (
    <DataTable
      table={shown}
      title={table.title ?? trans.__("Combinations of risk factors")}
      source={source}
      rowsPerPage={20}
      link={{
        isPicked: (row) => selection.kind === "combination" && number(row) === selection.combination,
        isMarked: linked.combinations && ((row) => linked.combinations!.has(number(row))),
        onPick: (row) => onPick(number(row)),
      }}
    />
  );
}

/**
 * The risk first, which half the page's width would hide, and without the columns of 0 and 1, which say what the names
 * of the factors present say already.
 */
function forReading(table: ResultTable): ResultTable {
  const repeats = ({ name }: TableColumn) =>
    /^factor\d+$/.test(name) && table.rows.every((row) => row[name] === 0 || row[name] === 1);
  const [head, ...others] = table.columns.filter((column) => !repeats(column));
  const isRisk = ({ name }: TableColumn) => name === "relativeRisk";
  const columns = [...others.filter(isRisk), ...others.filter((column) => !isRisk(column))];
  return { ...table, columns: head ? [head, ...columns] : columns };
}
