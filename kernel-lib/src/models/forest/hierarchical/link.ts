import type { BesideColumns } from "../explained.js";
import type { FeatureColumn, FeatureRecipe, Features } from "../features.js";
import { mostProbable } from "../predict.js";

/** What the top forest sees of the bottom one. */
export interface Link {
  kind: "probability" | "class";
  /** Name of the protected column. */
  name: string;
  /** Its classes; null for a number. */
  levels: readonly string[] | null;
}

/**
 * Names of the columns that carry the estimates: `P(race = Black)` for each class, of two classes the second alone;
 * `estimated race` for the most probable class, or for a number.
 */
export function linkNames(name: string, levels: readonly string[] | null, kind: Link["kind"]): string[] {
  if (levels === null || kind === "class") return [`estimated ${name}`];
  return (levels.length === 2 ? [levels[1]!] : levels).map((level) => `P(${name} = ${level})`);
}

/** The covariates with the estimates beside them. */
export function withEstimates(covariates: Features, estimates: Float64Array, link: Link): Features {
  const { name, levels, kind } = link;
  const names = linkNames(name, levels, kind);
  const classes = levels?.length ?? 1;
  const rows = covariates.rows;
  const numeric = (of: (row: number) => number): FeatureColumn => ({
    kind: "number",
    values: Float64Array.from({ length: rows }, (_, row) => of(row)),
  });
  let recipe: FeatureRecipe[] = names.map((each) => ({ name: each, kind: "number" }));
  let columns: FeatureColumn[];
  if (levels === null) columns = [numeric((row) => estimates[row]!)];
  else if (kind === "class") {
    // All classes are levels, because new rows may have one that no training row was estimated to be.
    recipe = [{ name: names[0]!, kind: "category", levels: [...levels] }];
    const codes = Int32Array.from({ length: rows }, (_, row) => estimatedClass(estimates, row, classes));
    columns = [{ kind: "category", codes, levels }];
  } else {
    const first = classes - names.length;
    columns = names.map((_, k) => numeric((row) => estimates[row * classes + first + k]!));
  }
  return { rows, recipe: [...covariates.recipe, ...recipe], columns: [...covariates.columns, ...columns] };
}

/** The most probable class; −1 where there is no estimate. */
export const estimatedClass = (estimates: Float64Array, row: number, classes: number): number =>
  Number.isNaN(estimates[row * classes]) ? -1 : mostProbable(estimates, row, classes);

/** The estimates as an explanation shows them: all classes, or the number, as `class1`, `class2`, … */
export function besideEstimates(
  estimates: Float64Array,
  { name, levels }: Pick<Link, "name" | "levels">,
): BesideColumns {
  const labels = levels?.map((level) => `P(${name} = ${level})`) ?? [`estimated ${name}`];
  return {
    columns: labels.map((label, k) => ({ name: `class${k + 1}`, label })),
    value: (row, k) => estimates[row * labels.length + k]!,
  };
}
