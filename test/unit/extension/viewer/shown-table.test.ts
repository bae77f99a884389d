import type { ResultDocument } from "quetelet/contract";
import { describe, expect, it } from "vitest";
import { shownTable } from "../../../../extension/src/viewer/shown-table";
import { fixture, trans } from "../support";

/** A fit in which the cohort of the west, too small to stand alone, was merged with the south's. */
function merged({ by = "region" } = {}): ResultDocument {
  const result = fixture("decoupled");
  const { config, tables } = result;
  if (config.model === "decoupled") config.cohorts = { columns: [by] };
  tables.cohorts!.rows.find(({ cohort }) => cohort === "south")!.members = "south; west";
  return result;
}

const cells = (result: ResultDocument, table: string, column: string) => [
  ...new Set(shownTable(result, table, trans)!.rows.map((row) => row[column])),
];

describe("shownTable", () => {
  it("names all that a cohort was merged from, and says that it is one", () => {
    const result = merged();
    expect(cells(result, "thresholds", "cohort")).toEqual(["north", "south, west", "west"]);
    expect(cells(result, "groups", "group")).toContain("south, west");
    const labels = shownTable(result, "frontier", trans)!.columns.map(({ label }) => label);
    expect(labels).toContain("south, west");
    expect(shownTable(result, "thresholds", trans)!.notes!.at(-1)).toMatch(/“south, west” is one cohort/);
  });

  it("names the cohort that outside rows come from likewise, and notes only the mergers that a table shows", () => {
    const result = merged();
    result.tables.cohorts!.rows.push({ cohort: "east", members: "east; centre" });
    result.tables.outside = {
      columns: [
        { name: "cohort", type: "text" },
        { name: "other", type: "text" },
      ],
      rows: [{ cohort: "north", other: "south" }],
    };
    const shown = shownTable(result, "outside", trans)!;
    expect(shown.rows).toEqual([{ cohort: "north", other: "south, west" }]);
    expect(shown.notes).toEqual([expect.stringContaining("“south, west”")]);
  });

  it("leaves the document and its numbers as they are", () => {
    const result = merged();
    const before = structuredClone(result);
    const shown = shownTable(result, "thresholds", trans)!;
    expect(result).toEqual(before);
    const numbers = ({ cohort: _, ...rest }: Record<string, unknown>) => rest;
    expect(shown.rows.map(numbers)).toEqual(result.tables.thresholds!.rows.map(numbers));
  });

  it("leaves the tables that tell the members, and groups that may be a column's values", () => {
    const result = merged();
    expect(shownTable(result, "cohorts", trans)).toBe(result.tables.cohorts);
    const ambiguous = merged({ by: "cohort" });
    expect(shownTable(ambiguous, "groups", trans)).toBe(ambiguous.tables.groups);
  });

  it("changes nothing where nothing was merged, and knows no table that is not there", () => {
    const result = fixture("decoupled");
    expect(shownTable(result, "thresholds", trans)).toBe(result.tables.thresholds);
    const ols = fixture("ols");
    expect(shownTable(ols, "coefficients", trans)).toBe(ols.tables.coefficients);
    expect(shownTable(result, "constructor", trans)).toBeUndefined();
  });
});
