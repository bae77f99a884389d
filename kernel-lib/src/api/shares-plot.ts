import { categorySharesChart } from "../charts/category-shares.js";
import { normalQuantile } from "../compute/random/normal.js";
import { InputError } from "../contract/index.js";
import { asTable, type TableLike } from "../data/as-table.js";
import { columnOf } from "../data/design/numbers.js";
import type { Table } from "../data/table.js";
import { type Chart, createChart } from "../notebook/chart.js";

export interface SharesPlotOptions {
  /** Column of categories, such as the reason of a stop: text, whole numbers or booleans. */
  category: string;
  /** Column of the groups to compare. */
  group: string;
  /** Confidence level of the intervals. Default 0.95. */
  level?: number;
}

const where = "sharesPlot";

/**
 * How often each category comes in each group: shares within the groups, with Wilson's intervals. A row without a
 * category or a group counts nowhere. The 30 largest categories and the seven largest groups are drawn.
 * @throws InputError for columns that are not there or of another kind, and when no row has both.
 * @example
 * sharesPlot(interviews, { category: "reason", group: "race" })
 */
export function sharesPlot(table: TableLike, { category, group, level = 0.95 }: SharesPlotOptions): Chart {
  const rows = asTable(table, where);
  if (!(level > 0 && level < 1))
    throw new InputError(`${where}: 'level' must be between 0 and 1, got ${level}`);
  if (category === group) throw new InputError(`${where}: 'category' and 'group' are both column '${group}'`);
  const [of, within] = [levelsOf(rows, category, "category"), levelsOf(rows, group, "group")];
  const counts = new Float64Array(of.levels.length * within.levels.length);
  for (let row = 0; row < rows.rows; row++) {
    const [c, g] = [of.codes[row]!, within.codes[row]!];
    if (c >= 0 && g >= 0) counts[g * of.levels.length + c]!++;
  }
  if (!counts.some((count) => count > 0)) {
    throw new InputError(`${where}: no row has both a '${category}' and a '${group}'`);
  }
  return createChart(
    categorySharesChart({
      category: { name: category, levels: of.levels },
      group: { name: group, levels: within.levels },
      counts,
      level,
      z: normalQuantile(0.5 + level / 2),
    }),
  );
}

function levelsOf(
  table: Table,
  name: string,
  field: string,
): { codes: Int32Array; levels: readonly string[] } {
  const column = columnOf(table, name, { where, field });
  if (column.kind === "text") return column;
  if (column.kind === "date")
    throw new InputError(`${where}: '${field}' needs categories, but column '${name}' holds dates`);
  const values = [...new Set(column.values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (values.length > 100) {
    throw new InputError(
      `${where}: '${field}' needs categories, but column '${name}' holds ${values.length} different numbers`,
    );
  }
  const code = new Map(values.map((value, index) => [value, index]));
  return {
    codes: Int32Array.from(column.values, (value) => code.get(value) ?? -1),
    levels: values.map(String),
  };
}
