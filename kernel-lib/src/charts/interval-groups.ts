import type { ResultTable } from "../contract/index.js";
import type { GroupDot } from "./group-dots.js";

/** What a table of prediction intervals holds of each group, raw and calibrated, by model where there are two. */
export function intervalDots(
  { rows }: ResultTable,
  [raw, calibrated]: readonly [string, string],
): GroupDot[] {
  const several = new Set(rows.map(({ model }) => model)).size > 1;
  const names: [string, string][] = [
    [raw, "raw"],
    [calibrated, "calibrated"],
  ];
  return names.flatMap(([name, label]) =>
    rows.flatMap((row): GroupDot[] => {
      const value = row[name];
      if (typeof value !== "number") return [];
      const series = several ? `${label}, ${String(row.model)}` : label;
      return [{ group: String(row.group), rows: Number(row.rows), series, value }];
    }),
  );
}
