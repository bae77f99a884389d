import type { Cell, ResultDocument, ResultTable } from "quetelet/contract";
import { lettered, type Compared } from "../../../../extension/src/compare/compared";
import { fixture } from "../support";

type Parts = Partial<Omit<ResultDocument, "config" | "provenance">> & {
  config?: object;
  provenance?: Partial<ResultDocument["provenance"]>;
};

/** The least squares fixture with other parts. */
export function result({ config = {}, provenance = {}, ...parts }: Parts = {}): ResultDocument {
  const base = fixture("ols");
  return {
    ...base,
    ...parts,
    config: { ...base.config, ...config } as ResultDocument["config"],
    provenance: { ...base.provenance, ...provenance },
  };
}

export const compared = (...results: ResultDocument[]): Compared[] =>
  lettered(results.map((each, at) => ({ result: each, place: `result-${at + 1}.quetelet.json` })));

/** A table of numbers and text from its rows. */
export function table(rows: Record<string, Cell>[]): ResultTable {
  const columns = Object.entries(rows[0] ?? {}).map(([name, value]) => ({
    name,
    type: typeof value === "string" ? ("text" as const) : ("number" as const),
  }));
  return { columns, rows };
}
