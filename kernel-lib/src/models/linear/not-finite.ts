import type { ResultDocument, ResultWarning } from "../../contract/index.js";

/** Statistics that a warning has spoken for; "terms" stands for the table rows of the terms it names. */
const EXPLAINED: Record<string, readonly string[]> = {
  saturated: [
    ...["scale", "sigma", "dispersion", "adjustedRSquared", "fStatistic", "fPValue", "logLik", "aic", "bic"],
    ...["nullLogLik", "pseudoRSquared", "terms"],
  ],
  "perfect-fit": ["logLik", "aic", "bic", "fStatistic", "fPValue", "terms"],
  separation: ["fStatistic", "fPValue", "terms"],
  "leverage-one": ["fStatistic", "fPValue", "terms"],
  "near-singular": ["conditionNumber", "fStatistic", "fPValue", "terms"],
  "theta-infinite": ["theta", "thetaStdError"],
};

/** One warning that names every number the document leaves empty and no other warning explains; null when none. */
export function notFinite({ fit, tables, warnings }: Pick<ResultDocument, "fit" | "tables" | "warnings">) {
  const explained = new Set(warnings.flatMap(({ code }) => EXPLAINED[code] ?? []));
  const named = warnings.flatMap(({ code, message }) =>
    EXPLAINED[code]?.includes("terms") ? [message] : [],
  );
  const everyTerm = warnings.some(({ code }) => code === "saturated" || code === "perfect-fit");
  const empty = Object.keys(fit).filter((field) => fit[field] === null && !explained.has(field));
  for (const table of Object.values(tables)) {
    for (const row of table.rows) {
      if (everyTerm || named.some((message) => message.includes(`'${row.term}'`))) continue;
      const cells = table.columns.map(({ name }) => name).filter((name) => row[name] === null);
      if (cells.length > 0) empty.push(`${cells.join(", ")} of '${row.term}'`);
    }
  }
  if (empty.length === 0) return null;
  const shown = empty.slice(0, 12).join("; ") + (empty.length > 12 ? `; and ${empty.length - 12} more` : "");
  const warning: ResultWarning = {
    code: "not-finite",
    message: `Some numbers are infinite, too large for the computer or not determined by the data, and left empty: ${shown}.`,
  };
  return warning;
}
