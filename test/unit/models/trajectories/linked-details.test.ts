import { describe, expect, test } from "vitest";
import { startRun } from "../../../../kernel-lib/src/compute/run.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import type { OutcomeDetails } from "../../../../kernel-lib/src/models/trajectories/details.js";
import { estimateTrajectories } from "../../../../kernel-lib/src/models/trajectories/index.js";
import {
  linkedDetails,
  mostObservations,
} from "../../../../kernel-lib/src/models/trajectories/linked-details.js";

const numbersIn = (text: unknown) => String(text).split(" ").map(Number);

describe("what a viewer draws people by", () => {
  test("is the data of the people in the table, and curves through those of the table", async () => {
    const rows = people(24, 5);
    const { document } = await startRun("test", (run) =>
      estimateTrajectories(
        asTable(rows, "test"),
        { id: "id", time: "t", outcome: "y", starts: 4, order: 1 },
        run,
      ),
    );
    const { observations, curves } = document.details!;
    expect(Object.keys(observations!)).toEqual(["person", "times", "values"]);
    const ids = document.tables.people!.rows.map(({ id }) => id);
    observations!.person!.forEach((person, i) => {
      const own = rows.filter(({ id }) => id === ids[person as number]);
      expect(numbersIn(observations!.times![i])).toEqual(own.map(({ t }) => t));
      numbersIn(observations!.values![i]).forEach((value, k) => expect(value).toBeCloseTo(own[k]!.y, 3));
    });
    expect(observations!.person).toHaveLength(24);
    for (const row of document.tables.curves!.rows) {
      const at = curves!.time!.findIndex((time, i) => time === row.time && curves!.group![i] === row.group);
      if (at < 0) continue; // between points of the grid
      expect(curves!.mean![at]).toBeCloseTo(row.mean as number, 3);
      expect(curves!.lower![at]).toBeCloseTo(row.lower as number, 3);
    }
    expect(Math.min(...(curves!.time as number[]))).toBe(0);
    expect(Math.max(...(curves!.time as number[]))).toBe(4);
  });

  test("names the outcome where there are several", async () => {
    const rows = people(24, 5).map((row) => ({ ...row, z: row.y * 2 }));
    const { document } = await startRun("test", (run) =>
      estimateTrajectories(
        asTable(rows, "test"),
        { id: "id", time: "t", outcome: "y", also: [{ outcome: "z" }], starts: 4, order: 1 },
        run,
      ),
    );
    const { observations } = document.details!;
    expect(observations!.outcome!.filter((outcome) => outcome === 0)).toHaveLength(24);
    expect(observations!.outcome!.filter((outcome) => outcome === 1)).toHaveLength(24);
  });

  test("is of some people of every group where all would be too much", () => {
    const persons = 4000;
    const perPerson = 20;
    const outcome = {
      ...{ outcome: "y", family: "gaussian", groups: [] },
      personRows: Int32Array.from({ length: persons + 1 }, (_, i) => i * perPerson),
      time: Float64Array.from({ length: persons * perPerson }, (_, i) => i % perPerson),
      value: new Float64Array(persons * perPerson),
      posteriors: new Float64Array(0),
    } as OutcomeDetails;
    // One in a hundred is of the second group.
    const assigned = Int32Array.from({ length: persons }, (_, i) => (i % 100 === 0 ? 1 : 0));
    const { observations } = linkedDetails([outcome], { people: persons, assigned });
    const drawn = observations!.person as number[];
    const kept = drawn.length * perPerson;
    expect(kept).toBeLessThanOrEqual(mostObservations);
    expect(kept).toBeGreaterThan(0.9 * mostObservations);
    expect(new Set(drawn).size).toBe(drawn.length);
    expect(drawn.filter((person) => assigned[person] === 1).length).toBeGreaterThan(3);
  });
});

/** People of two groups, on a line up or down. */
function people(count: number, waves: number) {
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: waves }, (_, t) => ({
      id: `p${i}`,
      t,
      y: (i % 3 === 0 ? 5 - t : 1 + t) + Math.sin(7 * i + 3 * t),
    })),
  ).flat();
}
