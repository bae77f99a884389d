import type { ModelName, TableSource } from "quetelet/contract";

/** Where a draft's table is. */
export interface DraftSource extends TableSource {
  /**
   * What the document that named the table has for `dataKind`, null for nothing. Absent where the table was chosen
   * here.
   */
  written?: string | null;
}

/** A config document under construction, and where its table is. */
export interface Draft {
  /** Has `data` only where no table of that name was found: then it is kept, and told as a problem. */
  config: { model: ModelName } & Record<string, unknown>;
  source: DraftSource | null;
}

/** A change of one field that would mend a problem. */
export interface Mend {
  label: string;
  field: string;
  /** Undefined takes the field away. */
  value: unknown;
}

export interface Problem {
  /** Path of the field, such as `sets.metro` or `also[0].outcome`. */
  field: string;
  message: string;
  /**
   * `empty`: still to be filled in, which nobody is told of before they have been there or want to run. `wrong`: the
   * model would refuse it. `note`: worth knowing; the model runs.
   */
  kind: "empty" | "wrong" | "note";
  mend?: Mend;
}
