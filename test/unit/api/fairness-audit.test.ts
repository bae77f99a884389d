import { describe, expect, test } from "vitest";
import { fairnessAudit, type FairnessAuditOptions } from "../../../kernel-lib/src/api/index.js";
import { InputError } from "../../../kernel-lib/src/contract/index.js";
import { groupMetrics } from "../../../kernel-lib/src/metrics/index.js";

const people = [
  { came: "yes", said: "yes", score: 0.9, sex: "f", race: "x", weight: 1 },
  { came: "no", said: "yes", score: 0.6, sex: "f", race: "y", weight: 2 },
  { came: "no", said: "no", score: 0.2, sex: "f", race: "x", weight: 1 },
  { came: "yes", said: "no", score: 0.4, sex: "m", race: "y", weight: 1 },
  { came: "yes", said: "yes", score: 0.7, sex: "m", race: null, weight: 3 },
  { came: "no", said: "no", score: 0.3, sex: "m", race: "x", weight: 1 },
];
const base = { label: "came", prediction: "said", groups: "sex" };

describe("fairnessAudit()", () => {
  test("reads classes, scores, weights and groups from a table", async () => {
    const audit = await fairnessAudit(people, {
      ...base,
      score: "score",
      weights: "weight",
      groups: ["sex", "race"],
      bootstraps: 0,
    });
    const expected = await groupMetrics(
      {
        labels: [1, 0, 0, 1, 1, 0],
        predictions: [1, 1, 0, 0, 1, 0],
        scores: people.map(({ score }) => score),
        weights: people.map(({ weight }) => weight),
        groups: [people.map(({ sex }) => sex), people.map(({ race }) => race ?? "missing")],
        groupNames: ["sex", "race"],
      },
      { bootstraps: 0 },
    );
    expect(audit).toMatchObject({ ...expected });
    expect(audit.tables.metrics.rows).toHaveLength((1 + 2 + 3 + 5) * 10);
    expect(audit.tables.disparities.rows).toHaveLength(3 * 10);
    expect(audit.tables.groups.rows[0]).toMatchObject({ by: "overall", group: "all", rows: 6 });
    expect(audit.tables.groups.rows.map(({ group }) => group)).toContain("m · missing");
  });

  test("makes predictions of scores by a threshold, and takes the class that is positive", async () => {
    const byScore = await fairnessAudit(people, {
      label: "came",
      score: "score",
      threshold: 0.5,
      groups: "sex",
    });
    const byClass = await fairnessAudit(people, { ...base, score: "score" });
    expect(byScore.overall).toEqual(byClass.overall);
    const other = await fairnessAudit(people, { ...base, positive: "no" });
    expect(other.overall.metrics.selectionRate!.estimate).toBeCloseTo(0.5, 12);
    expect(other.overall.metrics.falsePositiveRate).toEqual(byClass.overall.metrics.falseNegativeRate);
  });

  test("shows itself as tables, and is saved as numbers", async () => {
    const audit = await fairnessAudit([...people, { ...people[0]!, came: null }], {
      ...base,
      missing: "drop",
    });
    const text = String(audit);
    expect(text).toContain("Groups");
    expect(text).toContain("False-positive rate");
    expect(text).toContain("Differences between groups");
    expect(text).toContain("1 row with missing values was left out.");
    const bundle = (audit as unknown as Record<symbol, () => Record<string, string>>)[
      Symbol.for("Jupyter.display")
    ]!();
    expect(bundle["text/html"]).toContain("<caption>Groups</caption>");
    expect(bundle["text/plain"]).toBe(text);
    const saved = JSON.parse(JSON.stringify(audit)) as typeof audit;
    expect(saved.overall).toEqual(audit.overall);
  });

  test("escapes what tables hold", async () => {
    const audit = await fairnessAudit(
      people.map((each) => ({ ...each, sex: `<b>${each.sex}` })),
      base,
    );
    const { "text/html": html } = (audit as unknown as Record<symbol, () => Record<string, string>>)[
      Symbol.for("Jupyter.display")
    ]!();
    expect(html).toContain("&lt;b&gt;f");
    expect(html).not.toContain("<b>");
  });

  const refused: [object[], Partial<FairnessAuditOptions>, string][] = [
    [people, { groups: [] }, "'groups' is empty; name at least one column"],
    [people, { groups: ["sex", "sex"] }, "'groups' names column 'sex' twice"],
    [
      people,
      { groups: "sexx" },
      "'groups' names column 'sexx', which the table does not have (did you mean 'sex'?)",
    ],
    [
      people,
      { prediction: undefined },
      "give 'prediction', a column of predicted classes, or 'score' with a 'threshold'",
    ],
    [
      people,
      { score: "score", threshold: 0.5 },
      "'threshold' makes predictions of the scores, but 'prediction' names a column of them already",
    ],
    [people, { positive: "yse" }, "'positive' is 'yse', which column 'came' never is (did you mean 'yes'?)"],
    [
      people,
      { prediction: "weight" },
      "columns 'came' and 'weight' must hold the same classes, not text and numbers",
    ],
    [
      people,
      { prediction: "sex" },
      "columns 'came' and 'sex' hold 4 classes ('f', 'm', 'no', 'yes' …); say which is 'positive'",
    ],
    [
      [...people, { ...people[0], said: null }],
      {},
      "column 'said' has a missing value in row 7; give missing: \"drop\" to leave such rows out",
    ],
    [
      people.map((each) => ({ ...each, came: "no", said: "no" })),
      {},
      "column 'came' is 'no' in every row; say which class is 'positive'",
    ],
  ];
  test.each(refused)("refuses bad input (%#)", async (table, options, message) => {
    await expect(fairnessAudit(table as typeof people, { ...base, ...options })).rejects.toThrow(
      new InputError(`fairnessAudit: ${message}`),
    );
  });
});
