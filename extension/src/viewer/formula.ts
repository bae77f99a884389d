import type { ResultDocument } from "quetelet/contract";

/** The model in the notation of R and statsmodels; null where it has no formula. */
export function formulaText({ config }: ResultDocument): string | null {
  const { outcome, terms, intercept, offset, exposure } = config as unknown as Record<string, unknown>;
  if (typeof outcome !== "string" || !Array.isArray(terms)) return null;
  const right = [
    ...terms.map(String),
    ...(typeof offset === "string" ? [`offset(${offset})`] : []),
    ...(typeof exposure === "string" ? [`offset(log(${exposure}))`] : []),
    ...(intercept === false ? ["0"] : []),
  ];
  return `${outcome} ~ ${right.join(" + ")}`;
}
