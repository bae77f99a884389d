import type { ResultDocument } from "quetelet/contract";
import type { Trans } from "../ui/translation";
import { outcomeName } from "../viewer/words";
import { field, type Compared } from "./compared";

/** What a reader must know before likelihoods are compared. Warnings forbid it; notes do not. */
export type Remark =
  | { kind: "outcome" | "rows" | "data" | "density"; forbids: true }
  | { kind: "unknown-data" | "same-data" | "unfinished" | "in-sample"; forbids: false };

/** Fields of configs that name columns: the fingerprint of the data covers those, and no others. */
const columnFields = [
  "outcome",
  "label",
  "score",
  "terms",
  "features",
  "offset",
  "exposure",
  "weights",
  "cluster",
  "always",
  "sets",
  "id",
  "time",
  "membership",
  "covariates",
  "trials",
  "cohorts",
  "protected",
  "proxies",
  "groups",
  "coordinates",
  "nextOutcome",
  "area",
  "also",
  "dual",
  "dropout",
  "later",
];

/** Families of outcomes measured, whose likelihood is a density; counts and classes have a probability. */
const measured = new Set(["gaussian", "censored-normal", "beta"]);

export function remarksOn(all: readonly Compared[]): Remark[] {
  const results = all.map(({ result }) => result);
  const remarks: Remark[] = [];
  const differ = (of: (result: ResultDocument) => unknown) => {
    return new Set(results.map((result) => JSON.stringify(of(result) ?? null))).size > 1;
  };
  const likelihoods = results.filter(({ fit }) => typeof fit.logLik === "number");

  if (differ(({ config }) => outcomeName(config))) remarks.push({ kind: "outcome", forbids: true });
  if (differ(({ fit }) => fit.nObs) || differ(({ provenance }) => provenance.rows)) {
    remarks.push({ kind: "rows", forbids: true });
  }
  if (new Set(likelihoods.map(isMeasured)).size > 1) remarks.push({ kind: "density", forbids: true });

  const hashes = results.map(({ provenance }) => provenance.dataSha256);
  if (hashes.every((hash) => hash !== null && hash === hashes[0])) {
    remarks.push({ kind: "same-data", forbids: false });
  } else if (sameColumnsOtherHash(results)) {
    remarks.push({ kind: "data", forbids: true });
  } else if (!remarks.some(({ kind }) => kind === "outcome" || kind === "rows")) {
    remarks.push({ kind: "unknown-data", forbids: false });
  }
  if (results.some(({ status }) => status !== "converged"))
    remarks.push({ kind: "unfinished", forbids: false });
  const hasOob = results.map(({ fit }) => "oobMse" in fit || "oobError" in fit);
  if (hasOob.includes(true) && hasOob.includes(false)) remarks.push({ kind: "in-sample", forbids: false });
  return remarks;
}

/** Two that used the same columns and got other numbers in them. */
function sameColumnsOtherHash(results: readonly ResultDocument[]): boolean {
  const columns = (result: ResultDocument) =>
    JSON.stringify(columnFields.map((name) => field(result, name) ?? null));
  const hashes = new Map<string, string>();
  return results.some((result) => {
    const { dataSha256 } = result.provenance;
    if (dataSha256 === null) return false;
    const before = hashes.get(columns(result));
    hashes.set(columns(result), dataSha256);
    return before !== undefined && before !== dataSha256;
  });
}

function isMeasured(result: ResultDocument): boolean {
  const family = field(result, "family");
  if (result.model === "ols") return true;
  if (result.model === "glm" || result.model === "trajectories") {
    return family === undefined || measured.has(String(family));
  }
  return false;
}

export function remarkWords({ kind }: Remark, trans: Trans): string {
  switch (kind) {
    case "outcome":
      return trans.__("The outcomes differ, so likelihoods, AIC, BIC and errors cannot be compared.");
    case "rows":
      return trans.__("The numbers of rows differ, so likelihoods, AIC and BIC cannot be compared.");
    case "data":
      return trans.__(
        "The same columns hold other data, as their SHA-256 tells, so likelihoods, AIC and BIC cannot be compared.",
      );
    case "density":
      return trans.__(
        "One likelihood is a density of a measurement and another a probability of a count or class; their AIC and BIC are on different scales.",
      );
    case "same-data":
      return trans.__("All were fitted to the same data: the SHA-256 of the columns used is the same.");
    case "unknown-data":
      return trans.__(
        "The SHA-256 covers the columns that a model uses, and these use different ones: whether the rows are the same cannot be told from it. Compare AIC and BIC only if they are.",
      );
    case "unfinished":
      return trans.__("Not all of them converged; their numbers are not final.");
    case "in-sample":
      return trans.__(
        "Out-of-bag errors are of rows that a tree has not seen. R², deviance and residual variance of a regression are of the rows that it was fitted to, which flatters it.",
      );
  }
}
