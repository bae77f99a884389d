import { configField } from "../viewer/families/cells";
import { outcomeName } from "../viewer/words";
import type { ResultDocument } from "quetelet/contract";

/** One of the results that are compared. */
export interface Compared {
  /** A, B, C …: short enough for the heading of a column. */
  letter: string;
  /** Where it stands: a file, or a cell of a notebook. */
  place: string;
  result: ResultDocument;
}

/** Fewer are no comparison, and more than six colours are hard to tell apart. */
export const fewest = 2;
export const most = 6;

export function lettered(results: readonly { place: string; result: ResultDocument }[]): Compared[] {
  return results.map((each, at) => ({ ...each, letter: String.fromCharCode(65 + at) }));
}

/** A field of a config that may be any model's, or a stranger's. */
export const field = ({ config }: ResultDocument, name: string): unknown => configField(config, name);

/**
 * What a coefficient means: a change of the outcome, or of the logarithm of its mean or odds. Only what is on one
 * scale can be subtracted or drawn on one axis.
 */
export function scaleOf(result: ResultDocument): string {
  const family = field(result, "family");
  const outcome = outcomeName(result.config) ?? "";
  switch (result.model) {
    case "ols":
      return `identity ${outcome}`;
    case "risk-terrain":
      return `log ${outcome}`;
    case "glm":
      if (family === "binomial") return `logit ${outcome}`;
      return family === "poisson" || family === "negative-binomial"
        ? `log ${outcome}`
        : `identity ${outcome}`;
    default:
      return `${result.model} ${String(family ?? "")} ${outcome}`;
  }
}

/** Groups of results of which a key is the same, in their order. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
}
