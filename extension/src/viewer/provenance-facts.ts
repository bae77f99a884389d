import type { ResultDocument } from "quetelet/contract";
import { MISSING, formatCell, formatSeconds } from "../ui/format";
import type { Trans } from "../ui/translation";

export interface Fact {
  term: string;
  text: string;
  /** A hash is set as code, and a time tells machines which it is. */
  kind: "text" | "hash" | "time";
}

/** What another person needs to get the same numbers, but for the config. */
export function provenanceFacts({ provenance }: ResultDocument, trans: Trans): Fact[] {
  const { seed, backend, device, versions, dataSha256, rows, startedAt, seconds } = provenance;
  const versionText = Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");
  const fact = (term: string, text: string | null, kind: Fact["kind"] = "text"): Fact => ({
    term,
    text: text || MISSING,
    kind: text ? kind : "text",
  });
  return [
    fact(trans.__("Seed"), seed === null ? null : String(seed)),
    fact(trans.__("Backend"), backend),
    fact(trans.__("Device"), device),
    fact(trans.__("Versions"), versionText),
    fact(trans.__("Rows given"), formatCell(rows, "integer")),
    fact(trans.__("Data, SHA-256"), dataSha256, "hash"),
    fact(trans.__("Started"), startedAt, "time"),
    fact(trans.__("Took"), seconds === null ? null : formatSeconds(seconds)),
  ];
}

/** A moment as the reader's own language writes it; what is no moment stays as it is. */
export function readableTime(iso: string): { text: string; machine: string | null } {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return { text: iso, machine: null };
  return {
    text: time.toLocaleString(undefined, { dateStyle: "long", timeStyle: "medium" }),
    machine: time.toISOString(),
  };
}
