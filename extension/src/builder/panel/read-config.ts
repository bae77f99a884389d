import type { Draft } from "../draft";
import { draftOf } from "../draft";

/** A config document as text, read for the form; or why it cannot be shown there. */
export type ReadConfig =
  { ok: true; draft: Draft } | { ok: false; problem: "not-json" | "unknown"; detail: string };

/** Never throws: the text may be anybody's. */
export function readConfig(text: string): ReadConfig {
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch (error) {
    return { ok: false, problem: "not-json", detail: (error as Error).message };
  }
  try {
    return { ok: true, draft: draftOf(config, []) };
  } catch (error) {
    return { ok: false, problem: "unknown", detail: (error as Error).message };
  }
}
