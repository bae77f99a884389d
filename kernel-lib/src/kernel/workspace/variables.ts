import { InputError, type TableEntry } from "../../contract/index.js";
import { answerAbout, type TableQuestion } from "./answer.js";
import type { Breathe } from "./describe.js";
import { rawTable } from "./raw-table.js";

/** The variables of the cells that have run. */
export interface Variables {
  names(): string[];
  variable(name: string): unknown;
}

/** Those that hold tables. */
export function variableTables(variables: Variables): TableEntry[] {
  return variables.names().flatMap((name): TableEntry[] => {
    try {
      const table = rawTable(variables.variable(name));
      return table ? [{ kind: "variable", name, rows: table.rows, columns: table.columns }] : [];
    } catch {
      // Something of the person's that throws when it is looked at is no table.
      return [];
    }
  });
}

/** @throws InputError when there is no such variable, or it holds no table. */
export async function answerAboutVariable(
  variables: Variables,
  question: TableQuestion,
  breathe: Breathe,
): Promise<unknown> {
  const { name } = question.ask.table;
  if (!variables.names().includes(name)) throw new InputError(`there is no variable '${name}'`);
  return answerAbout(variables.variable(name), question, breathe);
}
