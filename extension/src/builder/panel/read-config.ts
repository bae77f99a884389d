import { type Draft, draftOf, ExcessError } from "../draft";

/** A config document as text, read for the form; or why it cannot be shown there. */
export type ReadConfig =
  { ok: true; draft: Draft } | { ok: false; problem: "too-large" | "not-json" | "unknown"; detail: string };

/** Characters of a document; those of the largest config that the form can show are far fewer. */
const most = 2_000_000;

/** Never throws: the text may be anybody's. */
export function readConfig(text: string): ReadConfig {
  if (text.length > most) {
    const [has, reads] = [text.length, most].map((count) => count.toLocaleString("en"));
    const detail = `it has ${has} characters, and the form reads at most ${reads}`;
    return { ok: false, problem: "too-large", detail };
  }
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch (error) {
    return { ok: false, problem: "not-json", detail: (error as Error).message };
  }
  try {
    return { ok: true, draft: draftOf(config, []) };
  } catch (error) {
    if (error instanceof ExcessError) return { ok: false, problem: "too-large", detail: error.excess };
    return { ok: false, problem: "unknown", detail: (error as Error).message };
  }
}
