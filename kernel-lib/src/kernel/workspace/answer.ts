import { InputError, type TableDescription, type WorkspaceQuestion } from "../../contract/index.js";
import type { TableLike } from "../../data/as-table.js";
import { countCohorts } from "./cohorts.js";
import { type Breathe, describeTable } from "./describe.js";
import { rawTable } from "./raw-table.js";
import { varyingColumns } from "./varying.js";

/** What is asked of one table. */
export type TableQuestion = Extract<WorkspaceQuestion, { ask: { table: unknown } }>;

// Of tables that never change only: a list of rows may be another at the next question.
const described = new WeakMap<object, TableDescription>();

/**
 * Answers a question on a table in memory.
 * @throws InputError when it is no table, or lacks a column.
 */
export async function answerAbout(
  value: unknown,
  question: TableQuestion,
  breathe: Breathe,
): Promise<unknown> {
  const table = rawTable(value);
  if (!table) throw new InputError(`'${question.ask.table.name}' holds no table`);
  switch (question.question) {
    case "describe": {
      const known = described.get(value as object);
      if (known) return known;
      const description = await describeTable(table, breathe);
      if (table.fixed) described.set(value as object, description);
      return description;
    }
    case "varying":
      return varyingColumns(table, question.ask, breathe);
    case "cohorts":
      return countCohorts(value as TableLike, question.ask.cohorts, breathe);
  }
}

/** Lets the event loop turn when the last turn is more than 20 ms ago. */
export function createBreathe(): Breathe {
  let lastTurn = performance.now();
  return async () => {
    if (performance.now() - lastTurn < 20) return;
    await new Promise((resolve) => setImmediate(resolve));
    lastTurn = performance.now();
  };
}
