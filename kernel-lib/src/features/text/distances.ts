import { type CondensedDistances, condensedLength } from "../../compute/cluster/index.js";
import type { RunContext } from "../../compute/run.js";
import { CancelledError } from "../../contract/index.js";
import { createDistance } from "./jaro-winkler.js";

/** Jaro–Winkler distances, 1 − similarity, between all pairs of texts. */
export async function textDistances(
  texts: readonly string[],
  run?: Pick<RunContext, "breathe" | "report" | "cancelled">,
): Promise<CondensedDistances> {
  const { units, from } = createDistance(texts);
  const values = new Float64Array(condensedLength(texts.length));
  for (let i = 0, place = 0; i < units.length; i++) {
    if (i % 64 === 0) {
      await run?.breathe();
      if (run?.cancelled) throw new CancelledError("textCategories: cancelled while texts were compared");
      run?.report({ phase: "comparing texts", step: i, steps: units.length });
    }
    const distance = from(i);
    for (let j = i + 1; j < units.length; j++) values[place++] = distance(units[j]!);
  }
  return { points: texts.length, values };
}
