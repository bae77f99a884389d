import type { TableDescription } from "quetelet/contract";
import type { Trans } from "../../../ui/translation";
import { isRecord } from "../../../ui/is-record";
import { familyOf } from "../family";
import { rolesOf } from "../roles";
import type { Draft, Mend, Problem } from "../types";
import { columnsOfRole } from "./columns";

/** What the rules of a model look at, and how they tell what is wrong. */
export interface Rules {
  config: Draft["config"];
  table: TableDescription | null;
  trans: Trans;
  /** The columns in a field. */
  columns: (field: string) => string[];
  /** The description of the one column in a field. */
  column: (field: string) => TableDescription["columns"][number] | undefined;
  wrong: (field: string, message: string, mend?: Mend) => void;
  note: (field: string, message: string, mend?: Mend) => void;
  empty: (field: string, message: string) => void;
}

export function rulesOver(
  draft: Draft,
  table: TableDescription | null,
  trans: Trans,
): { rules: Rules; told: Problem[] } {
  const { config } = draft;
  const told: Problem[] = [];
  const columns = (field: string) => {
    const role = rolesOf(config).find((each) => each.field === field);
    return role ? columnsOfRole(config, role, table) : [];
  };
  const tell = (kind: Problem["kind"]) => (field: string, message: string, mend?: Mend) =>
    void told.push({ field, kind, message, ...(mend && { mend }) });
  const rules: Rules = {
    config,
    table,
    trans,
    columns,
    column: (field) => table?.columns.find(({ name }) => name === columns(field)[0]),
    wrong: tell("wrong"),
    note: tell("note"),
    empty: tell("empty"),
  };
  return { rules, told };
}

/** A list must not name a column twice, nor the one that it is to explain. */
export function refuseOverlap(rules: Rules, fields: readonly string[], others: readonly string[]): void {
  const { columns, wrong, trans } = rules;
  for (const field of fields) {
    const names = columns(field);
    const before = new Set<string>();
    const twice = names.find((name) => before.has(name) || !before.add(name));
    if (twice !== undefined) wrong(field, trans.__("‘%1’ is there twice.", twice));
    for (const other of others) {
      const taken = new Set(columns(other));
      const shared = names.find((name) => taken.has(name));
      if (shared === undefined) continue;
      wrong(
        field,
        other === "outcome" || other === "label"
          ? trans.__("‘%1’ is the outcome, which cannot explain itself.", shared)
          : trans.__("‘%1’ has another part already.", shared),
      );
    }
  }
}

/** Counts, and yes and no, have families of their own; the normal one is what stands when nobody has chosen. */
export function suggestFamily({ config, trans, column, note }: Rules, binary: string): void {
  const outcome = column("outcome");
  if (config.family !== undefined || !outcome || outcome.distinct === 1) return;
  const { name } = outcome;
  const look = familyOf(outcome, binary);
  const take = (label: string, value: string) => ({ label, field: "family", value });
  if (look === "two-values")
    note("family", trans.__("‘%1’ has two values.", name), take(trans.__("Take it as yes or no"), binary));
  else if (look === "counts")
    note(
      "family",
      trans.__("‘%1’ looks like counts.", name),
      take(trans.__("Take it as Poisson counts"), "poisson"),
    );
}

export function linearRules(rules: Rules): void {
  const { config, table, trans, columns, column, wrong, empty } = rules;
  const { errors, cluster, exposure, family = "gaussian" } = config;
  refuseOverlap(rules, ["terms", "offset"], ["outcome"]);
  if (table && table.rows < 2)
    wrong("data", trans.__("The table has %1 row; a model needs at least two.", table.rows));
  if (exposure !== undefined && family !== "poisson" && family !== "negative-binomial") {
    wrong("exposure", trans.__("An exposure is for counts; an offset works with every family."));
  }
  if (errors === "cluster" && cluster === undefined) {
    empty("cluster", trans.__("Choose the column that tells which rows belong together."));
  }
  if (errors !== "cluster" && cluster !== undefined) {
    wrong("cluster", trans.__("Clusters are used by clustered standard errors only."), {
      label: trans.__("Use clustered errors"),
      field: "errors",
      value: "cluster",
    });
  }
  if (config.model === "glm") suggestFamily(rules, "binomial");
  const outcome = column("outcome");
  if (outcome?.distinct === 1) wrong("outcome", trans.__("‘%1’ is the same in every row, so there is nothing to explain.", outcome.name)); // prettier-ignore
  if (columns("terms").length > 0 && table && columns("terms").length >= table.rows) {
    wrong("terms", trans.__("There are as many terms as rows, so nothing is left to judge them by."));
  }
}

export function riskTerrainRules(rules: Rules): void {
  const { config, trans, table, columns, column, wrong } = rules;
  refuseOverlap(rules, ["always"], ["outcome"]);
  const sets = Object.entries(isRecord(config.sets) ? config.sets : {});
  const known = new Map(table?.columns.map((each) => [each.name, each]));
  const setOf = new Map<string, string>();
  const always = new Set(columns("always"));
  for (const [set, members] of sets) {
    const field = `sets.${set}`;
    if (set.trim() === "") wrong(field, trans.__("The set needs a name."));
    if (always.has(set))
      wrong(field, trans.__("A column that is always in the model has this name; give the set another."));
    const names = Array.isArray(members)
      ? (members as unknown[]).filter((each) => typeof each === "string")
      : [];
    if (names.length === 0) wrong(field, trans.__("The set is empty; put a column into it or remove it."));
    for (const name of names) {
      const other = setOf.get(name);
      const about = known.get(name);
      if (other !== undefined) {
        wrong(
          field,
          other === set
            ? trans.__("‘%1’ is there twice.", name)
            : trans.__("‘%1’ is in the set ‘%2’ too.", name, other),
        );
      } else if (always.has(name)) wrong(field, trans.__("‘%1’ is always in the model already.", name));
      else if (name === config.outcome)
        wrong(field, trans.__("‘%1’ is the outcome, which cannot explain itself.", name));
      else if (name === config.exposure) wrong(field, trans.__("‘%1’ is the exposure already.", name));
      else if (table && !about) wrong(field, trans.__("The table has no column ‘%1’.", name));
      else if (about && !["number", "boolean"].includes(about.kind))
        wrong(field, trans.__("‘%1’ does not hold numbers.", name));
      else if (about?.distinct === 1)
        wrong(field, trans.__("‘%1’ is the same in every row and cannot tell places apart.", name));
      setOf.set(name, set);
    }
  }
  for (const name of always) {
    const about = known.get(name);
    if (about?.min === 0 && about.max === 0) wrong("always", trans.__("‘%1’ is 0 in every row.", name));
  }
  const shares = Array.isArray(config.shares) ? (config.shares as unknown[]) : [];
  if (shares.some((share) => !(typeof share === "number" && share > 0 && share <= 1))) {
    wrong("shares", trans.__("Shares are above 0 and at most 1."));
  }
  const [x, y] = [column("coordinates.x"), column("coordinates.y")];
  const isWithin = (about: typeof x, limit: number) => about && Math.max(Math.abs(about.min ?? 0), Math.abs(about.max ?? 0)) <= limit; // prettier-ignore
  if (isWithin(x, 180) && isWithin(y, 90)) {
    wrong(
      "coordinates.x",
      trans.__("These look like longitude and latitude; they must be planar metres, so project them first."),
    );
  }
}

export function forestRules(rules: Rules): void {
  const { config, trans, columns, column, wrong } = rules;
  const { model, conformalByGroup, conformal, groups, task, classWeights } = config;
  const isHierarchical = model === "hierarchical-forest";
  const lists = isHierarchical ? ["proxies", "covariates"] : ["features"];
  refuseOverlap(rules, lists, ["outcome", "weights"]);
  const own = isHierarchical
    ? [...columns("proxies"), ...columns("covariates"), ...columns("protected")]
    : columns("features");
  const isAll = isHierarchical ? config.covariates === undefined : config.features === undefined;
  if (isHierarchical) {
    if (config.protected !== undefined && config.protected === config.outcome) {
      wrong("protected", trans.__("The protected class and the outcome are the same column."));
    }
    if (columns("proxies").includes(config.protected as string))
      wrong("proxies", trans.__("The protected class cannot estimate itself."));
    if (columns("covariates").includes(config.protected as string))
      wrong("covariates", trans.__("The protected class must never be a covariate."));
  }
  if (conformalByGroup === true && !isHierarchical && groups === undefined)
    wrong("conformalByGroup", trans.__("Choose the column of the groups first."));
  if (conformalByGroup === true && conformal === "none")
    wrong("conformalByGroup", trans.__("There is no calibrated interval to calibrate by group."));
  if (!isAll) {
    const strangers = [
      ["categories", columns("categories")],
      ["ordered", Object.keys(isRecord(config.ordered) ? config.ordered : {})],
      ["partialDependence", columns("partialDependence").filter((name) => !/^(P\(|estimated )/.test(name))],
    ] as const;
    for (const [field, names] of strangers) {
      const stranger = names.find((name) => !own.includes(name));
      if (stranger !== undefined)
        wrong(field, trans.__("‘%1’ is not among the columns that the forest reads.", stranger));
    }
  }
  const outcome = column("outcome");
  const isText = outcome?.kind === "text";
  if (isText && task === "regression")
    wrong("task", trans.__("The outcome ‘%1’ holds text, which is classes.", outcome.name));
  if (outcome && !isText && task !== "classification" && classWeights !== undefined)
    wrong("classWeights", trans.__("Weights of classes need an outcome of classes."));
  if (outcome && !isText && task === undefined && outcome.distinct === 2) {
    rules.note(
      "task",
      trans.__(
        "‘%1’ has two values and is taken as a number; choose classification for classes.",
        outcome.name,
      ),
    );
  }
}
