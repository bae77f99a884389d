// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { readComparison } from "../../../../../../extension/src/viewer/families/trajectories/comparison";
import { curvesChart } from "../../../../../../extension/src/viewer/families/trajectories/curves-chart";
import { groupWords } from "../../../../../../extension/src/viewer/families/trajectories/group-words";
import { readGroups } from "../../../../../../extension/src/viewer/families/trajectories/read-groups";
import {
  drawnPeople,
  mostDrawn,
  selectPeople,
} from "../../../../../../extension/src/viewer/families/trajectories/select-people";
import TrajectoriesView from "../../../../../../extension/src/viewer/families/trajectories/trajectories-view";
import { fixture, trans } from "../../../support";
import { expectDrawable, expectSameShape, preparePage, showView, spoiled } from "../support";

beforeAll(preparePage);
afterEach(cleanup);

const ids = () =>
  within(screen.getByRole("table", { name: /people/i }))
    .getAllByRole("rowheader")
    .map((cell) => cell.textContent);

describe("reading groups", () => {
  it("takes groups, people and courses from the document", () => {
    const result = fixture("trajectories");
    const { outcomes, timeName } = readGroups(result);
    expect(timeName).toBe("age");
    expect(outcomes).toHaveLength(1);
    const [{ name, groups, people, courses }] = outcomes as [(typeof outcomes)[0]];
    expect(name).toBe("offences");
    const rows = result.tables.groups!.rows;
    expect(groups.map(({ share, app }) => [share, app])).toEqual(rows.map(({ share, app }) => [share, app]));
    expect(people).toHaveLength(24);
    expect(courses.size).toBe(24);
    expect(courses.get(0)!.times).toEqual([10, 11, 12, 13, 14]);
    for (const { curve, observed } of groups) {
      expect(curve.length).toBeGreaterThan(5);
      expect(observed).toHaveLength(5);
    }
  });

  it("gives a second outcome with groups of its own its own people", () => {
    const result = fixture("dual");
    const { outcomes } = readGroups(result);
    expect(outcomes.map(({ name }) => name)).toEqual(["offences", "grades"]);
    const rows = result.tables.people!.rows;
    expect(outcomes[1]!.people.map(({ group }) => group)).toEqual(rows.map((row) => row.dual_group));
    expect(outcomes[1]!.people[0]!.posteriors[0]).toBe(rows[0]!.dual_p1);
    const first = outcomes.map(({ courses }) => courses.get(0)!.values);
    expect(first[0]).not.toEqual(first[1]);
  });

  it("draws the curves of the table where the document has no finer ones", () => {
    const { details: _, ...old } = fixture("trajectories");
    const [outcome] = readGroups(old).outcomes;
    expect(outcome!.groups[0]!.curve.map(({ time }) => time)).toEqual([10, 11, 12, 13, 14]);
    expect(outcome!.courses.size).toBe(0);
  });

  it("never fails, whatever a document holds", () => {
    fc.assert(
      fc.property(fc.constantFrom("trajectories" as const, "dual" as const), fc.gen(), (name, seed) => {
        const model = readGroups(spoiled(fixture(name), seed));
        for (const outcome of model.outcomes) {
          for (const { group } of outcome.groups) drawnPeople(outcome, group);
          for (const course of outcome.courses.values()) {
            expect(course.times.length).toBe(course.values.length);
            expect([...course.times, ...course.values].every(Number.isFinite)).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("people", () => {
  const outcome = readGroups(fixture("trajectories")).outcomes[0]!;

  it("come surest first, and are found by a part of their id in any case", () => {
    const found = selectPeople(outcome, { group: 2, search: "" });
    expect(found.every((place) => outcome.people[place]!.group === 2)).toBe(true);
    const sureness = found.map((place) => outcome.people[place]!.posteriors[1]!);
    expect(sureness).toEqual([...sureness].sort((a, b) => b - a));
    expect(selectPeople(outcome, { group: null, search: " P2 " }).length).toBe(6); // p2, p20 … p24
  });

  it("are drawn evenly from the surest to the least sure when there are many", () => {
    const people = Array.from({ length: 500 }, (_, i) => ({
      id: `${i}`,
      group: 1,
      posteriors: [1 - i / 1000],
    }));
    const courses = new Map(people.map((_, place) => [place, { times: [1], values: [1] }]));
    const { drawn, known } = drawnPeople({ ...outcome, people, courses }, 1);
    expect(known).toBe(500);
    expect(drawn).toHaveLength(mostDrawn);
    expect([drawn[0], drawn.at(-1)]).toEqual([0, 499]);
    expect(new Set(drawn).size).toBe(mostDrawn);
  });
});

describe("the chart of the curves", () => {
  const outcome = readGroups(fixture("trajectories")).outcomes[0]!;
  const chart = (options: object) =>
    curvesChart(
      {
        timeName: 'age "in" years',
        outcome,
        group: null,
        drawn: [],
        person: null,
        title: "t",
        description: "d",
        ...options,
      },
      trans,
    );

  it("can be drawn, and follows a choice with other rows alone", () => {
    expectDrawable(chart({}));
    expectDrawable(chart({ group: 1, drawn: [0, 1], person: 2 }));
    expectSameShape(chart({}), chart({ group: 1, drawn: [0, 1], person: 2 }));
  });
});

describe("the comparison", () => {
  it("marks the chosen number and says what each criterion prefers", () => {
    const result = fixture("trajectories");
    const view = readComparison(result, trans)!;
    expect(view.table.columns.map(({ name }) => name).slice(0, 3)).toEqual(["groups", "chosen", "bic"]);
    const rows = result.tables.comparison!.rows;
    const best = (name: string) =>
      rows.reduce((a, b) => ((b[name] as number) < (a[name] as number) ? b : a)).groups;
    expect(view.chosen).toBe(best("bic"));
    for (const [criterion, name] of [
      ["AIC", "aic"],
      ["ICL", "icl"],
    ] as const) {
      expect(view.preferences.find((each) => each.criterion === criterion)!.groups).toBe(best(name));
    }
  });

  it("is of likelihoods left out the larger", () => {
    const result = fixture("trajectories");
    result.tables.comparison!.columns.push({ name: "cvLogLik", type: "number" });
    result.tables.comparison!.rows.forEach((row, i) => (row.cvLogLik = -100 - 10 * i));
    const held = readComparison(result, trans)!.preferences.find(({ criterion }) =>
      /Held-out/.test(criterion),
    )!;
    expect(held.groups).toBe(result.tables.comparison!.rows[0]!.groups);
  });
});

describe("the view", () => {
  it("shows a group's people, what is known of it, and a person's course", () => {
    const result = fixture("trajectories");
    showView(TrajectoriesView, result);
    expect(ids()).toHaveLength(12); // the first page
    fireEvent.click(screen.getByRole("radio", { name: /Group 1/ }));
    const own = result.tables.people!.rows.filter(({ group }) => group === 1).map(({ id }) => id);
    expect(new Set(ids())).toEqual(new Set(own));
    expect(
      screen.getByText(/An estimated .* of the population are of this group; the 95 % interval/),
    ).toBeDefined();
    expect(screen.getByText(/Thin lines: the courses of all 8\./)).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: `Person ${String(own[0])}: show their course` }));
    const panel = screen.getByRole("region", { name: `Person ${String(own[0])}` });
    expect(panel.textContent).toMatch(/Group 1\s*100\.0 %/);
    expect(panel.textContent).toContain("Observed (age: offences): 10:");
    fireEvent.click(within(panel).getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("region", { name: /^Person/ })).toBeNull();
  });

  it("shows a person's course from anywhere in their row, and says how the rows are sorted", () => {
    showView(TrajectoriesView, fixture("trajectories"));
    expect(screen.getByText(/^Sorted by how surely each belongs to their group/)).toBeDefined();
    const row = () => screen.getByRole("button", { name: "Person p13: show their course" }).closest("tr")!;
    fireEvent.change(screen.getByRole("searchbox", { name: "Search by id" }), { target: { value: "p13" } });
    fireEvent.click(row().lastElementChild!);
    expect(screen.getByRole("region", { name: "Person p13" })).toBeDefined();
    fireEvent.click(row().lastElementChild!);
    expect(screen.queryByRole("region", { name: "Person p13" })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Group" }));
    expect(screen.getByText("Sorted by “Group”, ascending.")).toBeDefined();
  });

  it("searches by id", () => {
    showView(TrajectoriesView, fixture("trajectories"));
    fireEvent.change(screen.getByRole("searchbox", { name: "Search by id" }), { target: { value: "p13" } });
    expect(ids()).toEqual(["p13"]);
    expect(screen.getByText("1 person")).toBeDefined();
  });

  it("has an outcome to choose where there are two", () => {
    showView(TrajectoriesView, fixture("dual"));
    fireEvent.click(screen.getByRole("radio", { name: "grades" }));
    expect(screen.getByRole("figure", { name: "Groups of grades" })).toBeDefined();
    expect(screen.getByText(/One number of groups was fitted/)).toBeDefined();
  });

  it("shows what there is of an older document", () => {
    const { details: _, ...old } = fixture("trajectories");
    delete old.tables.comparison;
    showView(TrajectoriesView, old);
    fireEvent.click(screen.getByRole("radio", { name: /Group 1/ }));
    expect(screen.getByText(/holds no observations of its people/)).toBeDefined();
    fireEvent.click(screen.getAllByRole("button", { name: /show their course/ })[0]!);
    expect(screen.getByText(/does not hold this person's observations/)).toBeDefined();
  });

  it("says of an only group nothing on how well it is told from others", () => {
    const fit = fixture("trajectories");
    for (const table of Object.values(fit.tables))
      table.rows = table.rows.filter(({ group }) => group === undefined || group === 1);
    const { outcomes, level } = readGroups(fit);
    expect(outcomes[0]!.groups).toHaveLength(1);
    const sure = { ...outcomes[0]!.groups[0]!, app: 1, occ: null };
    const told = /told from|APP|OCC/;
    expect(groupWords(sure, { level, isOnly: false }, trans).join(" ")).toMatch(told);
    expect(groupWords(sure, { level, isOnly: true }, trans).join(" ")).not.toMatch(told);
    showView(TrajectoriesView, fit);
    fireEvent.click(screen.getByRole("radio", { name: /Group 1/ }));
    expect(screen.getByText("Group 1.").parentElement!.textContent).not.toMatch(told);
  });

  it("says so where a group is not sure enough", () => {
    const group = { ...readGroups(fixture("trajectories")).outcomes[0]!.groups[0]!, app: 0.6, occ: 2 };
    const words = groupWords(group, { level: 0.9, isOnly: false }, trans).join(" ");
    expect(words).toContain("the 90 % interval");
    expect(words).toMatch(/hard to tell from those of other groups: treat its curve with caution/);
    expect(words).toMatch(/less than the 0\.7 that is asked for.*less than the 5 that is asked for/);
  });
});
