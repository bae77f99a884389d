import type { Cell, ResultDocument } from "quetelet/contract";
import { hasColumn, numberIn, numbersOf, textIn, textsOf } from "../cells";

/** A point of a group's curve; limits are null where there are none. */
export interface CurvePoint {
  time: number;
  mean: number;
  lower: number | null;
  upper: number | null;
}

export interface GroupView {
  group: number;
  /** Estimated share of the population, with its interval. */
  share: number | null;
  shareLower: number | null;
  shareUpper: number | null;
  /** People assigned to it. */
  persons: number | null;
  app: number | null;
  appLower: number | null;
  appUpper: number | null;
  occ: number | null;
  occLower: number | null;
  occUpper: number | null;
  curve: CurvePoint[];
  /** Observed means, and how many people stand behind each. */
  observed: { time: number; mean: number; people: number | null }[];
}

export interface PersonView {
  id: string;
  /** The group of the largest posterior probability. */
  group: number | null;
  posteriors: (number | null)[];
}

export interface Course {
  times: number[];
  values: number[];
}

export interface OutcomeView {
  name: string;
  groups: GroupView[];
  people: PersonView[];
  /** Observed courses, by the person's place among `people`; of all people or of a sample. */
  courses: ReadonlyMap<number, Course>;
}

export interface TrajectoriesView {
  timeName: string;
  /** Confidence level of the intervals. */
  level: number;
  outcomes: OutcomeView[];
}

type Rows = Record<string, Cell>[];

/** More outcomes or groups than any model has would only stop the page. */
const most = { outcomes: 20, groups: 50 };

/** Groups, people and courses of a trajectory model; outcomes without a group are left out. */
export function readGroups(result: ResultDocument): TrajectoriesView {
  const { tables, config } = result;
  const curves = tables.curves?.rows ?? [];
  const grouped = hasColumn(tables.groups, "outcome") ? distinct(tables.groups!.rows, "outcome") : [];
  const severalCurves = hasColumn(tables.curves, "outcome");
  const names = severalCurves ? distinct(curves, "outcome").slice(0, most.outcomes) : [mainOutcome(config)];
  const outcomes = names.map((name, index): OutcomeView => {
    const ofOutcome = (rows: Rows) =>
      severalCurves ? rows.filter((row) => textIn(row, "outcome") === name) : rows;
    // A second outcome with groups of its own has columns of its own; others share those of the first.
    const dual = grouped.length > 1 && name === grouped[1];
    const groupRows = (tables.groups?.rows ?? []).filter(
      (row) => grouped.length === 0 || textIn(row, "outcome") === (dual ? grouped[1] : grouped[0]),
    );
    const grid = gridOf(result, { outcome: index, several: severalCurves });
    const groups = groupRows.slice(0, most.groups).flatMap((row): GroupView[] => {
      const group = numberIn(row, "group");
      if (group === null || !Number.isInteger(group) || group < 1) return [];
      const own = ofOutcome(curves).filter((each) => numberIn(each, "group") === group);
      return [{ ...statistics(row, group), curve: grid.get(group) ?? pointsOf(own), observed: meansOf(own) }];
    });
    return {
      name,
      groups,
      people: peopleOf(tables.people?.rows ?? [], { groups: groups.length, prefix: dual ? "dual_" : "" }),
      courses: coursesOf(result, { outcome: index, several: severalCurves }),
    };
  });
  return {
    timeName: tables.curves?.columns.find(({ name }) => name === "time")?.label ?? "time",
    level: levelOf(config),
    outcomes: outcomes.filter(({ groups }) => groups.length > 0),
  };
}

function statistics(row: Rows[number], group: number): Omit<GroupView, "curve" | "observed"> {
  const of = (name: string) => numberIn(row, name);
  return {
    group,
    share: of("share"),
    shareLower: of("lower"),
    shareUpper: of("upper"),
    persons: of("persons"),
    app: of("app"),
    appLower: of("appLower"),
    appUpper: of("appUpper"),
    occ: of("occ"),
    occLower: of("occLower"),
    occUpper: of("occUpper"),
  };
}

function pointsOf(rows: Rows): CurvePoint[] {
  return rows.flatMap((row): CurvePoint[] => {
    const [time, mean] = [numberIn(row, "time"), numberIn(row, "mean")];
    if (time === null || mean === null) return [];
    return [{ time, mean, lower: numberIn(row, "lower"), upper: numberIn(row, "upper") }];
  });
}

function meansOf(rows: Rows): GroupView["observed"] {
  return rows.flatMap((row) => {
    const [time, mean] = [numberIn(row, "time"), numberIn(row, "observed")];
    return time === null || mean === null ? [] : [{ time, mean, people: numberIn(row, "people") }];
  });
}

interface WhichOutcome {
  /** From 0. */
  outcome: number;
  several: boolean;
}

/** Curves on a fine grid, by group; none in documents without them. */
function gridOf({ details }: ResultDocument, which: WhichOutcome): Map<number, CurvePoint[]> {
  const curves = details?.curves;
  const [time, mean] = [numbersOf(curves, "time"), numbersOf(curves, "mean")];
  const [lower, upper] = [numbersOf(curves, "lower"), numbersOf(curves, "upper")];
  const isOwn = ofOutcome(numbersOf(curves, "outcome"), which);
  const grid = new Map<number, CurvePoint[]>();
  numbersOf(curves, "group").forEach((group, i) => {
    const [at, value] = [time[i] ?? null, mean[i] ?? null];
    if (group === null || at === null || value === null || !isOwn(i)) return;
    const points = grid.get(group) ?? [];
    points.push({ time: at, mean: value, lower: lower[i] ?? null, upper: upper[i] ?? null });
    grid.set(group, points);
  });
  return grid;
}

function coursesOf({ details, tables }: ResultDocument, which: WhichOutcome): Map<number, Course> {
  const observations = details?.observations;
  const [times, values] = [textsOf(observations, "times"), textsOf(observations, "values")];
  const isOwn = ofOutcome(numbersOf(observations, "outcome"), which);
  const people = tables.people?.rows.length ?? 0;
  const courses = new Map<number, Course>();
  numbersOf(observations, "person").forEach((person, i) => {
    if (person === null || !Number.isInteger(person) || person < 0 || person >= people || !isOwn(i)) return;
    const [when, what] = [listOf(times[i] ?? null), listOf(values[i] ?? null)];
    if (when.length === 0 || when.length !== what.length) return;
    const seen = when.flatMap((time, k) =>
      Number.isFinite(time) && Number.isFinite(what[k]) ? [{ time, value: what[k]! }] : [],
    );
    courses.set(person, { times: seen.map(({ time }) => time), values: seen.map(({ value }) => value) });
  });
  return courses;
}

function ofOutcome(outcomes: (number | null)[], { outcome, several }: WhichOutcome): (i: number) => boolean {
  return (i) => (several ? outcomes[i] === outcome : (outcomes[i] ?? 0) === 0);
}

/** Longer courses than anybody has would only stop the page. */
const longest = 100_000;

function listOf(text: string | null): number[] {
  if (text === null || text === "" || text.length > longest) return [];
  return text.split(" ").map((item) => (item === "" ? NaN : Number(item)));
}

function peopleOf(rows: Rows, { groups, prefix }: { groups: number; prefix: string }): PersonView[] {
  return rows.map((row) => {
    const { id } = row;
    return {
      id: id === null || id === undefined ? "" : String(id),
      group: numberIn(row, `${prefix}group`),
      posteriors: Array.from({ length: groups }, (_, g) => numberIn(row, `${prefix}p${g + 1}`)),
    };
  });
}

function distinct(rows: Rows, name: string): string[] {
  return [...new Set(rows.flatMap((row) => textIn(row, name) ?? []))];
}

function mainOutcome(config: unknown): string {
  const { outcome } = (config ?? {}) as { outcome?: unknown };
  return typeof outcome === "string" ? outcome : "outcome";
}

function levelOf(config: unknown): number {
  const { level } = (config ?? {}) as { level?: unknown };
  return typeof level === "number" && level > 0 && level < 1 ? level : 0.95;
}
