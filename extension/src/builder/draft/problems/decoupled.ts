import { isRecord } from "../../../ui/is-record";
import { columnsOfDefinition, isUnfinished } from "../cohorts";
import { refuseOverlap, type Rules } from "./rules";
import { textOf } from "../text-of";

/** Columns that tell the cohorts apart, with the field that names each. */
function cohortColumns(cohorts: unknown): { name: string; field: string }[] {
  if (!isRecord(cohorts)) return [];
  if (Array.isArray(cohorts.columns)) {
    const names = cohorts.columns.filter((each): each is string => typeof each === "string");
    return names.map((name) => ({ name, field: "cohorts" }));
  }
  const definitions = Object.entries(isRecord(cohorts.definitions) ? cohorts.definitions : {});
  return definitions.flatMap(([cohort, definition]) =>
    [...new Set(columnsOfDefinition(definition))]
      .filter((name) => name !== "")
      .map((name) => ({ name, field: `cohorts.definitions.${cohort}` })),
  );
}

export function decoupledRules(rules: Rules): void {
  const { config, table, trans, columns, column, wrong } = rules;
  const { score, theta, estimator, task, positive, fairnessLoss } = config;
  refuseOverlap(rules, ["features"], ["label", "weights"]);
  const known = new Map(table?.columns.map((each) => [each.name, each]));
  const remove = (field: string) => ({ label: trans.__("Remove it"), field, value: undefined });
  for (const { name, field } of cohortColumns(config.cohorts)) {
    if (name === config.label)
      wrong(
        field,
        trans.__("Cohorts cannot use the outcome, which is not known when a row is to be judged."),
      );
    else if (table && !known.has(name)) wrong(field, trans.__("The table has no column ‘%1’.", name));
    else if (
      isRecord(config.cohorts) &&
      Array.isArray(config.cohorts.columns) &&
      known.get(name)?.distinct === null
    )
      wrong(
        field,
        trans.__("‘%1’ has over 1,000 values, too many cohorts; cut it into ranges with definitions.", name),
      );
  }
  cohortNames(rules);
  if (score !== undefined) {
    const why = trans.__("With ready-made scores no model is trained.");
    if (columns("features").length > 0) wrong("features", why, remove("features"));
    if (theta !== undefined && theta !== false) wrong("theta", why, remove("theta"));
    if (estimator !== undefined) wrong("estimator", why, remove("estimator"));
  }
  const thetas = (Array.isArray(theta) ? theta : typeof theta === "number" ? [theta] : []) as unknown[];
  if (thetas.some((each) => typeof each !== "number" || !(each >= 0 && each <= 1)))
    wrong("theta", trans.__("Weights are between 0 and 1."));
  const label = column("label");
  if (!label) return;
  const isText = label.kind === "text";
  const isRegression =
    !isText &&
    (task === "regression" ||
      (task === undefined && label.kind === "number" && label.distinct !== 2 && positive === undefined));
  if (isText && task === "regression")
    wrong("task", trans.__("The outcome ‘%1’ holds text, which is classes.", label.name));
  if (positive !== undefined && task === "regression")
    wrong("positive", trans.__("A positive class is for classes."), remove("positive"));
  if (positive !== undefined && label.levels.length > 0 && label.distinct === label.levels.length) {
    const isThere = label.levels.some((level) => level === textOf(positive) || (typeof positive === "boolean" && level === String(Number(positive)))); // prettier-ignore
    if (!isThere)
      wrong("positive", trans.__("The outcome ‘%1’ is never ‘%2’.", label.name, textOf(positive)));
  }
  const isTwoClass = !isRegression && (label.distinct === 2 || positive !== undefined);
  if (!isTwoClass && fairnessLoss !== undefined) {
    wrong(
      "fairnessLoss",
      isRegression
        ? trans.__("A fairness loss needs two classes, and the outcome is numeric.")
        : trans.__("A fairness loss needs two classes; choose a positive class to set against the others."),
      remove("fairnessLoss"),
    );
  }
  if (!isTwoClass && score !== undefined) wrong("score", trans.__("Scores need an outcome of two classes."));
  if (estimator === "logistic" && isRegression)
    wrong("estimator", trans.__("Logistic regression is for classes, and the outcome is numeric."));
  if (estimator === "linear" && !isRegression)
    wrong("estimator", trans.__("Linear regression is for numbers, and the outcome has classes."));
  if (estimator === "custom")
    wrong("estimator", trans.__("A model of one's own can be given in code only; choose another."));
}

function cohortNames({ config, trans, wrong, empty }: Rules): void {
  const definitions = isRecord(config.cohorts) ? config.cohorts.definitions : undefined;
  if (!isRecord(definitions)) return;
  const entries = Object.entries(definitions);
  if (entries.length === 0) empty("cohorts", trans.__("Define at least one cohort."));
  entries.forEach(([name, definition], index) => {
    const field = `cohorts.definitions.${name}`;
    if (name.trim() === "") wrong(field, trans.__("The cohort needs a name."));
    if (isUnfinished(definition)) empty(field, trans.__("Choose a column and a value in each line."));
    if (definition === null && index < entries.length - 1)
      wrong(field, trans.__("“Everyone else” must be the last cohort."));
  });
}
