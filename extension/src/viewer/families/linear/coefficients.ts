import type { ResultDocument } from "quetelet/contract";
import type { ForestRow } from "../../../ui/forest-plot";
import { isNumber } from "../../../ui/is-number";
import type { TermWords } from "../../term-words";

export type Scale = "ratio" | "difference";
export type Order = "model" | "size" | "strength";

/** A term that has an estimate. */
export interface Coefficient {
  /** Row of the table. */
  row: number;
  term: string;
  isIntercept: boolean;
  estimate: number;
  lower: number;
  upper: number;
  /** Size of the test statistic; 0 where there is none. */
  strength: number;
}

/** Most terms drawn; of more, the strongest are. */
export const mostTerms = 60;

/** Rows beyond which no model's table goes. */
const mostRows = 5000;

export function readCoefficients({ tables }: ResultDocument): Coefficient[] {
  return (tables.coefficients?.rows ?? []).slice(0, mostRows).flatMap((cells, row): Coefficient[] => {
    const { term, estimate, lower, upper, statistic } = cells;
    if (typeof term !== "string" || !isNumber(estimate)) return [];
    return [
      {
        row,
        term,
        isIntercept: term === "Intercept",
        estimate,
        lower: isNumber(lower) ? lower : estimate,
        upper: isNumber(upper) ? upper : estimate,
        strength: isNumber(statistic) ? Math.abs(statistic) : 0,
      },
    ];
  });
}

/** What the exponential of a coefficient is called; null where it means nothing, as with an identity link. */
export function ratioKind({ config }: ResultDocument): "rate" | "odds" | null {
  const family = config.model === "glm" ? config.family : undefined;
  if (family === "binomial") return "odds";
  return family === "poisson" || family === "negative-binomial" ? "rate" : null;
}

interface FormOfRows {
  scale: Scale;
  order: Order;
  intercept: boolean;
  /** How a term is called. */
  name: (term: string) => TermWords;
}

/** The terms to draw, on a scale and in an order. */
export function forestRows(
  all: readonly Coefficient[],
  { scale, order, intercept, name }: FormOfRows,
): ForestRow[] {
  const shown = all.filter(({ isIntercept }) => intercept || !isIntercept);
  const byStrength = [...shown].sort((a, b) => b.strength - a.strength);
  const strongest = new Set(byStrength.slice(0, mostTerms));
  const kept = (order === "strength" ? byStrength : shown).filter((each) => strongest.has(each));
  if (order === "size") kept.sort((a, b) => b.estimate - a.estimate);
  const on = scale === "ratio" ? Math.exp : (value: number) => value;
  return kept.map(({ row, term, estimate, lower, upper }) => {
    const { label, detail } = name(term);
    return {
      key: String(row),
      label,
      detail: detail ?? undefined,
      estimate: on(estimate),
      lower: on(lower),
      upper: on(upper),
    };
  });
}
