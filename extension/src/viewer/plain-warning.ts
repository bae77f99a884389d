import type { ResultDocument, ResultWarning } from "quetelet/contract";
import { formatCell } from "../ui/format";
import type { Trans } from "../ui/translation";
import { numberIn, textIn } from "./families/cells";
import { asked } from "./families/trajectories/group-words";

/**
 * What a warning means for the reader, to stand before its own words where these are a statistician's; null where they
 * are plain, or the warning is not known.
 */
export function plainWarning(warning: ResultWarning, result: ResultDocument, trans: Trans): string | null {
  if (result.model !== "trajectories") return null;
  switch (warning.code) {
    case "unsure-assignment":
      return unsureAssignment(warning, result, trans);
    case "errors-disagree":
      return trans.__(
        "The outcomes vary in another way than the chosen family has it, so the usual intervals may be too narrow or too wide.",
      );
    default:
      return null;
  }
}

/** The warning names the group in its sentence; the table holds what is known of it. */
function unsureAssignment({ message }: ResultWarning, { tables }: ResultDocument, trans: Trans): string {
  const group = Number(/\bgroup (\d{1,3})\b/.exec(message)?.[1]);
  if (!(group >= 1)) {
    return trans.__("The people of a group are hard to tell from the others: treat its curve with caution.");
  }
  const row = tables.groups?.rows.find((each) => {
    const outcome = textIn(each, "outcome");
    const isNamed = outcome === null || !message.includes(" of ") || message.includes(` of ${outcome}:`);
    return numberIn(each, "group") === group && isNamed;
  });
  const app = numberIn(row, "app");
  return app === null || app >= asked.app
    ? trans.__(
        "The people of group %1 are hard to tell from the others: treat its curve with caution.",
        group,
      )
    : trans.__(
        "The people of group %1 are hard to tell from the others, for on average each belongs to it with a chance of only %2: treat its curve with caution.",
        group,
        formatCell(app, "percent").replace(" ", "\u00a0"),
      );
}
