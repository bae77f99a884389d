import type { CohortDefinition } from "../../../contract/index.js";

/** A value of a cohort column; null where it is missing. */
export type Level = string | number | null;

/** What tells the cohort of a row, at the fit and at prediction; plain data. */
export type CohortRecipe =
  | {
      kind: "columns";
      columns: string[];
      /** Each cohort's combinations of the columns' values; several after merging. */
      cohorts: { name: string; combinations: Level[][] }[];
    }
  | {
      kind: "definitions";
      /** A definition of null stands for all the rest. */
      cohorts: { name: string; definition: CohortDefinition | null }[];
    };
