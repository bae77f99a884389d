import { formatCell, formatNumber } from "../../../ui/format";
import type { Trans } from "../../../ui/translation";
import type { GroupView } from "./read-groups";

/** Nagin's rules for groups that are told apart. */
export const asked = { app: 0.7, occ: 5 };

/**
 * What is known of a group, in sentences; nothing of what the document does not hold, and of a group that is the only
 * one nothing on how well it is told from others.
 */
export function groupWords(
  group: GroupView,
  { level, isOnly }: { level: number; isOnly: boolean },
  trans: Trans,
): string[] {
  const { share, shareLower, shareUpper, persons, app, appLower, appUpper, occ, occLower, occUpper } = group;
  const percent = (value: number) => formatCell(value, "percent");
  const confidence = `${Number((100 * level).toPrecision(6))} %`;
  const words: string[] = [];
  if (share !== null && shareLower !== null && shareUpper !== null) {
    words.push(
      trans.__(
        "An estimated %1 of the population are of this group; the %2 interval runs from %3 to %4.",
        percent(share),
        confidence,
        percent(shareLower),
        percent(shareUpper),
      ),
    );
  } else if (share !== null) {
    words.push(trans.__("An estimated %1 of the population are of this group.", percent(share)));
  }
  if (persons !== null) {
    words.push(
      trans._n(
        "%2 person of the data is assigned to it, by the largest posterior probability.",
        "%2 people of the data are assigned to it, by the largest posterior probability.",
        persons,
        formatCell(persons, "integer"),
      ),
    );
  }
  if (isOnly) return words;
  const isUnsure = (app !== null && app < asked.app) || (occ !== null && occ < asked.occ);
  if (isUnsure) {
    words.push(
      trans.__("Its people are hard to tell from those of other groups: treat its curve with caution."),
    );
  } else if (app !== null) words.push(trans.__("Its people are well told from those of other groups."));
  if (app !== null) {
    const interval = intervalWords(appLower, appUpper, trans);
    const value = `${formatNumber(app)}${interval}`;
    words.push(
      app >= asked.app
        ? trans.__(
            "They belong to it with a mean probability (APP) of %1; more than 0.7 is asked for.",
            value,
          )
        : trans.__(
            "They belong to it with a mean probability (APP) of %1, which is less than the 0.7 that is asked for.",
            value,
          ),
    );
  }
  if (occ !== null) {
    const value = `${formatNumber(occ)}${intervalWords(occLower, occUpper, trans)}`;
    words.push(
      occ >= asked.occ
        ? trans.__("The odds of correct classification (OCC) are %1; more than 5 is asked for.", value)
        : trans.__(
            "The odds of correct classification (OCC) are %1, which is less than the 5 that is asked for.",
            value,
          ),
    );
  } else if (app === 1) {
    words.push(trans.__("The odds of correct classification (OCC) have no limit: everybody is certain."));
  }
  return words;
}

function intervalWords(lower: number | null, upper: number | null, trans: Trans): string {
  if (lower === null || upper === null) return "";
  return ` ${trans.__("(%1 to %2)", formatNumber(lower), formatNumber(upper))}`;
}
