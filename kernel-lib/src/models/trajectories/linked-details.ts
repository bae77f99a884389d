import type { DetailColumns } from "../../contract/index.js";
import type { OutcomeDetails } from "./details.js";

/** Observations that a document holds, all outcomes together: more would make a notebook's output heavy. */
export const mostObservations = 15_000;
/** Points of a curve, which look smooth. */
const pointsOfCurve = 31;

/**
 * What a viewer draws people and curves by:
 * - `observations`: person (row of the table `people`, from 0), times and values (text: numbers with a space between
 *   them, because a notebook writes each number of a list on a line of its own), and with several outcomes the
 *   outcome's number, from 0; of everybody in `people`, or where they have too many, of people spread over the groups;
 * - `curves`: the groups' means on a fine grid: group, time, mean, lower, upper, and with several outcomes the outcome.
 * @param people How many people the table `people` holds.
 */
export function linkedDetails(
  outcomes: readonly OutcomeDetails[],
  { people, assigned }: { people: number; assigned: Int32Array },
): Record<string, DetailColumns> {
  return {
    observations: observations(outcomes, sampledPeople(outcomes, { people, assigned })),
    curves: curves(outcomes),
  };
}

function observations(outcomes: readonly OutcomeDetails[], people: readonly number[]): DetailColumns {
  const columns = {
    person: [] as number[],
    outcome: [] as number[],
    times: [] as string[],
    values: [] as string[],
  };
  outcomes.forEach(({ personRows, time, value }, outcome) => {
    for (const person of people) {
      const [from, to] = [personRows[person]!, personRows[person + 1]!];
      columns.person.push(person);
      columns.outcome.push(outcome);
      columns.times.push(listed(time.subarray(from, to), 8));
      columns.values.push(listed(value.subarray(from, to), 5));
    }
  });
  return withOutcome(columns, outcomes.length);
}

/** All people, or as many of each group as its share of them, in the table's order. */
function sampledPeople(
  outcomes: readonly OutcomeDetails[],
  { people, assigned }: { people: number; assigned: Int32Array },
): number[] {
  const all = Array.from({ length: people }, (_, person) => person);
  const rowsOf = (person: number) =>
    outcomes.reduce((sum, { personRows }) => sum + personRows[person + 1]! - personRows[person]!, 0);
  const total = all.reduce((sum, person) => sum + rowsOf(person), 0);
  if (total <= mostObservations) return all;
  const share = mostObservations / total;
  const groups = new Map<number, number[]>();
  for (const person of all) {
    const group = groups.get(assigned[person]!);
    if (group) group.push(person);
    else groups.set(assigned[person]!, [person]);
  }
  let room = mostObservations;
  const kept: number[] = [];
  // The smallest group first, so that a large one leaves it its place.
  for (const members of [...groups.values()].sort((a, b) => a.length - b.length)) {
    const wanted = Math.max(1, Math.floor(members.length * share));
    for (let i = 0; i < wanted; i++) {
      const person = members[Math.floor((i * members.length) / wanted)]!;
      room -= rowsOf(person);
      if (room < 0) break;
      kept.push(person);
    }
  }
  return kept.sort((a, b) => a - b);
}

function curves(outcomes: readonly OutcomeDetails[]): DetailColumns {
  const columns: DetailColumns = { outcome: [], group: [], time: [], mean: [], lower: [], upper: [] };
  outcomes.forEach(({ groups }, outcome) => {
    for (const { group, curve } of groups) {
      const last = curve.time.length - 1;
      const points = Math.min(pointsOfCurve, curve.time.length);
      for (let k = 0; k < points; k++) {
        const at = points === 1 ? 0 : Math.round((k * last) / (points - 1));
        columns.outcome!.push(outcome);
        columns.group!.push(group);
        columns.time!.push(digits(curve.time[at]!, 8));
        columns.mean!.push(digits(curve.mean[at]!, 5));
        columns.lower!.push(digits(curve.lower[at]!, 5));
        columns.upper!.push(digits(curve.upper[at]!, 5));
      }
    }
  });
  return withOutcome(columns, outcomes.length);
}

function withOutcome({ outcome, ...columns }: DetailColumns, outcomes: number): DetailColumns {
  return outcomes > 1 ? { ...columns, outcome: outcome! } : columns;
}

const listed = (values: Float64Array, precision: number): string =>
  Array.from(values, (value) => String(digits(value, precision))).join(" ");

const digits = (value: number, precision: number): number | null =>
  Number.isFinite(value) ? Number(value.toPrecision(precision)) : null;
