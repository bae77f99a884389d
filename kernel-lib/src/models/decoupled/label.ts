import { didYouMean, InputError, type ResultWarning, show } from "../../contract/index.js";
import { columnOf } from "../../data/design/numbers.js";
import type { Table } from "../../data/table.js";
import { readerOf } from "./cohorts/definition.js";
import type { Target } from "./estimators/target.js";

const where = "decoupled";
const refuse = (text: string) => new InputError(`${where}: ${text}`);
const MOST_CLASSES = 100;

export interface Label {
  target: Target;
  /** Classes in the order of their codes; null for a regression. */
  levels: (string | number)[] | null;
  warnings: ResultWarning[];
}

/**
 * The label as a target: text, and numbers of two values or with `task: "classification"`, are classes; other numbers
 * a regression. Of two classes the positive one has code 1; with `positive`, one of several is set against the others.
 * @throws InputError when there is one class only, far too many, or none called `positive`.
 */
export function readLabel(
  table: Table,
  { label, task, positive }: { label: string; task?: "regression" | "classification"; positive?: unknown },
  rowOf: (row: number) => number,
): Label {
  const column = columnOf(table, label, { where, field: "label" });
  if (column.kind === "date") throw refuse(`'label' cannot be column '${label}', which holds dates`);
  const read = readerOf(column);
  const values = Array.from({ length: table.rows }, (_, row) => read(row)!);
  if (column.kind === "number") {
    const infinite = column.values.findIndex((value) => !Number.isFinite(value));
    if (infinite >= 0)
      throw refuse(`'label' '${label}' is ${column.values[infinite]} in row ${rowOf(infinite) + 1}`);
  }
  const levels = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
  if (levels.length < 2) {
    throw refuse(`'label' has one value only, ${show(levels[0])}, so there is nothing to tell apart`);
  }
  const regression =
    task === "regression" ||
    (task === undefined && column.kind === "number" && levels.length > 2 && positive === undefined);
  if (regression) {
    if (column.kind === "text") throw refuse(`'task' is 'regression', but the label '${label}' holds text`);
    if (positive !== undefined) throw refuse("'positive' is for classes, but 'task' is 'regression'");
    return { target: { kind: "numbers", values: column.values }, levels: null, warnings: [] };
  }
  if (levels.length > MOST_CLASSES) {
    throw refuse(
      `the label '${label}' has ${levels.length} classes, more than the ${MOST_CLASSES} that can be told apart${column.kind === "number" ? '; give task: "regression" if it is a quantity' : ""}`,
    );
  }
  if (positive === undefined) return { ...coded(values, levels), levels, warnings: [] };
  const wanted =
    column.kind === "text" ? String(positive) : typeof positive === "boolean" ? Number(positive) : positive;
  if (!levels.includes(wanted as string | number)) {
    const named = levels.slice(0, 5).map(show).join(", ");
    throw refuse(
      `'positive' is ${show(positive)}, which the label '${label}' never is${column.kind === "text" ? didYouMean(String(positive), levels.map(String)) : ""}; its values are ${named}${levels.length > 5 ? ", …" : ""}`,
    );
  }
  const chosen = wanted as string | number;
  const others = levels.filter((level) => level !== chosen);
  if (others.length === 1)
    return { ...coded(values, [others[0]!, chosen]), levels: [others[0]!, chosen], warnings: [] };
  const rest = `not ${chosen}`;
  const message = `${show(chosen)} is set against the ${others.length} other classes of '${label}', which count as one.`;
  return {
    ...coded(
      values.map((value) => (value === chosen ? value : rest)),
      [rest, chosen],
    ),
    levels: [rest, chosen],
    warnings: [{ code: "one-against-others", message }],
  };
}

function coded(values: (string | number)[], levels: (string | number)[]): { target: Target } {
  const code = new Map(levels.map((level, index) => [level, index]));
  return {
    target: {
      kind: "classes",
      codes: Int32Array.from(values, (value) => code.get(value)!),
      count: levels.length,
    },
  };
}
