import type { ColumnDescription } from "quetelet/contract";
import type { Draft } from "./types";

/** The family that an outcome looks made for; null where the normal one may be right. */
export function familyOf(
  { kind, whole, min, max, distinct }: ColumnDescription,
  binary: string,
): "counts" | "two-values" | null {
  if (distinct === 1) return null;
  if (kind === "boolean" || (kind === "text" && distinct === 2 && binary === "binomial")) return "two-values";
  if (distinct === 2 && min === 0 && max === 1) return "two-values";
  return kind === "number" && whole && min === 0 ? "counts" : null;
}

/** The family of a generalized linear model that nobody chose, by its outcome; other drafts stay as they are. */
export function withFamily(draft: Draft, columns: ReadonlyMap<string, ColumnDescription>): Draft {
  const { model, outcome } = draft.config;
  if (model !== "glm") return draft;
  const column = typeof outcome === "string" ? columns.get(outcome) : undefined;
  const look = column ? familyOf(column, "binomial") : null;
  const { family: _, ...config } = draft.config;
  if (look === null) return { ...draft, config: config as Draft["config"] };
  return { ...draft, config: { ...draft.config, family: look === "counts" ? "poisson" : "binomial" } };
}
