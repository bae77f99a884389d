import type { ColumnDescription, TableDescription } from "quetelet/contract";
import { createContext, useContext } from "react";
import type { IWorkspace } from "../../tokens";
import type { CohortCounts } from "../draft/ask-kernel";
import type { Draft, Problem } from "../draft/types";

/** What the parts of the form share. */
export interface FormState {
  draft: Draft;
  workspace: IWorkspace;
  table: TableDescription | null;
  columns: ReadonlyMap<string, ColumnDescription>;
  /** What is to be told at the fields now; those still empty only once somebody has been there. */
  problems: readonly Problem[];
  /** Rows in each cohort; null while unknown. */
  counts: CohortCounts | null;
  /** Sets a field of the config; undefined takes it away. */
  set(field: string, value: unknown): void;
  change(draft: Draft): void;
  /** Somebody has been at a field. */
  touch(field: string): void;
  /** Puts columns into the role, set or list of a field, out of the one they were dragged from. */
  put(names: readonly string[], field: string, from?: string | null): void;
  /** The config by which a column is judged that might be put into a field. */
  configWith(name: string, field: string): Draft["config"];
  /** Name of the element of a field, unique in the page. */
  idOf(field: string): string;
}

const Context = createContext<FormState | null>(null);
export const FormProvider = Context.Provider;

export function useForm(): FormState {
  const state = useContext(Context);
  if (!state) throw new Error("It was mounted outside the form.");
  return state;
}
