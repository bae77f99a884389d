import type { ResultDocument } from "quetelet/contract";
import { describe, expect, it } from "vitest";
import { plainWarning } from "../../../../extension/src/viewer/plain-warning";
import { fixture, trans } from "../support";

const unsure = (message: string) => ({ code: "unsure-assignment", message });

/** Trajectories of which the second group is not told from the first. */
function blurred(): ResultDocument {
  const result = fixture("trajectories");
  result.tables.groups!.rows[1]!.app = 0.62;
  return result;
}

describe("plainWarning", () => {
  it("says what it means that people are not surely of a group, with the figure of that group", () => {
    const words = plainWarning(unsure("People are not surely of group 2: APP 0.62"), blurred(), trans);
    expect(words).toBe(
      "The people of group 2 are hard to tell from the others, for on average each belongs to it with a chance of only 62.0\u00a0%: treat its curve with caution.",
    );
    expect(plainWarning(unsure("People are not surely of group 1: OCC 3.1"), blurred(), trans)).not.toMatch(
      /chance/,
    );
  });

  it("takes the figure of the outcome that is named", () => {
    const result = blurred();
    result.tables.groups!.rows = [
      { outcome: "theft", group: 2, app: 0.65 },
      { outcome: "assault", group: 2, app: 0.52 },
    ];
    const words = (outcome: string) =>
      plainWarning(unsure(`People are not surely of group 2 of ${outcome}: APP`), result, trans);
    expect(words("theft")).toMatch(/65\.0\s%/);
    expect(words("assault")).toMatch(/52\.0\s%/);
  });

  it("does without the group where a stranger's document names none", () => {
    for (const message of ["", "group 0", "group 99999", "group two"]) {
      const words = plainWarning(unsure(message), blurred(), trans);
      expect(words).toMatch(/^The people of a group are hard to tell/);
    }
  });

  it("leaves other warnings as they are", () => {
    expect(plainWarning({ code: "one-start", message: "Only one." }, blurred(), trans)).toBeNull();
    expect(plainWarning(unsure("of group 2"), fixture("ols"), trans)).toBeNull();
  });
});
