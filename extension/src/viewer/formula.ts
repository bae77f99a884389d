import type { ResultDocument } from "quetelet/contract";
import type { Trans } from "../ui/translation";
import { categoryOf } from "./term-words";

/** Of more columns the names are not told where a formula stands for all. */
const mostNames = 8;

/** The model in the notation of R and statsmodels, but for “all other columns”; null where it has no formula. */
export function formulaText(result: ResultDocument, trans: Trans): string | null {
  const { outcome, terms, intercept, offset, exposure } = result.config as unknown as Record<string, unknown>;
  if (typeof outcome !== "string" || !Array.isArray(terms)) return null;
  const all = terms.length === 1 ? columnsOf(result) : [];
  const isFew = all.length > 0 && all.length <= mostNames;
  const right = [
    ...terms.flatMap((term) =>
      term !== "." ? [String(term)] : isFew ? all : [trans.__("all other columns")],
    ),
    ...(typeof offset === "string" ? [`offset(${offset})`] : []),
    ...(typeof exposure === "string" ? [`offset(log(${exposure}))`] : []),
    ...(intercept === false ? ["0"] : []),
  ];
  return `${outcome} ~ ${right.join(" + ")}`;
}

/** The columns that terms of their own have been made of, in the model's order. */
function columnsOf({ tables }: ResultDocument): string[] {
  const terms = (tables.coefficients?.rows ?? []).slice(0, 500).map(({ term }) => String(term));
  const names = terms.filter((term) => term !== "Intercept").map((term) => categoryOf(term) ?? term);
  return [...new Set(names)];
}
