import type { DesignRecipe, FactorRecipe } from "./recipe.js";

/** One column of a design: the product of its pieces; none is the intercept. */
export interface DesignColumn {
  name: string;
  pieces: Piece[];
}

/** Column `part` of a numeric factor, or the indicator of level `part` of a category. */
export interface Piece {
  factor: number;
  part: number;
}

/** Columns that one term takes in the design, from `start` up to, but without, `end`. */
export interface Span {
  term: string;
  start: number;
  end: number;
}

/** The columns a recipe makes, named as patsy names them, and which term each belongs to. */
export function layOut(recipe: DesignRecipe): { columns: DesignColumn[]; spans: Span[] } {
  const columns: DesignColumn[] = [];
  const spans: Span[] = [];
  for (const { name, subterms } of recipe.terms) {
    const start = columns.length;
    for (const subterm of subterms) {
      let made: DesignColumn[] = [{ name: "", pieces: [] }];
      // The first factor runs fastest, as in R.
      for (const { factor, full } of subterm) {
        made = partsOf(recipe.factors[factor]!, full).flatMap(({ label, part }) =>
          made.map(({ name, pieces }) => ({
            name: name === "" ? label : `${name}:${label}`,
            pieces: [...pieces, { factor, part }],
          })),
        );
      }
      columns.push(...made);
    }
    spans.push({ term: name, start, end: columns.length });
  }
  for (const column of columns) if (column.pieces.length === 0) column.name = "Intercept";
  return { columns, spans };
}

function partsOf(factor: FactorRecipe, full: boolean): { label: string; part: number }[] {
  if (factor.kind === "expression") return [{ label: factor.label, part: 0 }];
  if (factor.kind === "category") {
    const parts = factor.levels.map((level, part) => ({
      label: `${factor.label}[${full ? "" : "T."}${level}]`,
      part,
    }));
    return full ? parts : parts.filter(({ part }) => part !== factor.reference);
  }
  return Array.from({ length: partCount(factor) }, (_, part) => ({
    label: `${factor.label}[${part}]`,
    part,
  }));
}

/** How many columns a numeric factor has. */
export function partCount(factor: Exclude<FactorRecipe, { kind: "category" }>): number {
  switch (factor.kind) {
    case "expression":
      return 1;
    case "poly":
      return factor.alpha.length;
    case "spline":
      return factor.knots.length + (factor.basis === "bs" ? factor.degree : 1);
  }
}
