import type { CohortDefinition } from "./config/index.js";

/**
 * Comm target of the kernel "TypeScript (Quetelet)" under which a front end asks what tables there are and what is in
 * them. The front end opens one comm a kernel, sends `WorkspaceQuestion`s and gets a `WorkspaceAnswer` to each, also
 * while a cell awaits something. Nothing that is asked runs the person's code, sets a variable, or enters the history.
 */
export const WORKSPACE_COMM_TARGET = "quetelet.workspace";

/** Where a table is: a variable of the notebook, a file in the notebook's folder, or a registered data set. */
export interface TableSource {
  kind: "variable" | "file" | "dataset";
  /** Name of the variable or data set, or path of the file from the notebook's folder. */
  name: string;
}

export interface TableEntry extends TableSource {
  /** Null while nobody has counted them: a large file that was not opened yet. */
  rows: number | null;
  /** Number of columns; null as for `rows`. */
  columns: number | null;
}

export interface TableDescription {
  rows: number;
  columns: ColumnDescription[];
}

export interface ColumnDescription {
  name: string;
  /** What the values that are not missing are; `other` for lists, objects and mixtures. */
  kind: "number" | "boolean" | "text" | "date" | "other";
  /** Rows without a value (null, undefined, NaN). */
  missing: number;
  /** Different values, missing ones aside; null when there are more than 1000. */
  distinct: number | null;
  /** Of numbers: the least and the greatest. */
  min: number | null;
  max: number | null;
  /** Whether every number is a whole one. */
  whole: boolean;
  /** At most 50 values as text, the most frequent first; none where there are more than 1000. */
  levels: string[];
}

/** What a front end can ask, and what it gets. */
export interface WorkspaceQuestions {
  /** Variables that hold tables, data files of the folder, registered data sets. */
  tables: { ask: object; answer: TableEntry[] };
  describe: { ask: { table: TableSource }; answer: TableDescription };
  /** Those of `columns` that vary within a value of `id`. */
  varying: { ask: { table: TableSource; id: string; columns: string[] }; answer: string[] };
  /** Rows in each cohort by its name, `null` meaning the rest; a definition that cannot be read has a message instead. */
  cohorts: {
    ask: {
      table: TableSource;
      cohorts: { columns: string[] } | { definitions: Record<string, CohortDefinition | null> };
    };
    answer: { rows: Record<string, number | string>; none: number; several: number };
  };
  /** Names of the notebook's variables, which inserted code must not take. */
  names: { ask: object; answer: string[] };
  /** Which engines and backends work on this machine, as `quetelet doctor` tells it. */
  doctor: { ask: object; answer: { text: string; report: unknown } };
}

/** `id` is any number; the answer carries it. */
export type WorkspaceQuestion = {
  [K in keyof WorkspaceQuestions]: { id: number; question: K; ask: WorkspaceQuestions[K]["ask"] };
}[keyof WorkspaceQuestions];

/** `id` is the question's; `message` is one sentence for a person. */
export type WorkspaceAnswer =
  { id: number; ok: true; answer: unknown } | { id: number; ok: false; message: string };

/** What the kernel says unasked: sizes of files have become known since the last `tables`; ask again. */
export interface WorkspaceNotice {
  changed: "tables";
}
