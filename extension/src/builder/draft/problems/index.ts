import { nullTranslator } from "@jupyterlab/translation";
import type { TableDescription } from "quetelet/contract";
import type { Trans } from "../../../ui/translation";
import { excessOf } from "../limits";
import { configFor } from "../options";
import type { Draft, Problem } from "../types";
import { columnProblems } from "./columns";
import { decoupledRules } from "./decoupled";
import { forestRules, linearRules, riskTerrainRules, type Rules, rulesOver } from "./rules";
import { schemaProblems } from "./schema";
import { trajectoryRules } from "./trajectories";
import { textOf } from "../text-of";

/**
 * What is wrong with a draft, as far as the schema and the table's description tell; `askKernel` tells the rest.
 * What an estimator would refuse is told here in the same spirit, before anything runs.
 */
export function problemsOf(
  draft: Draft,
  table: TableDescription | null,
  trans: Trans = nullTranslator.load("jupyterlab_quetelet"),
): Problem[] {
  const { rules, told } = rulesOver(draft, table, trans);
  dataRules(draft, rules);
  sizeRule(draft, rules);
  const bySchema = schemaProblems(draft, trans);
  modelRules(rules);
  const all = [...told, ...bySchema, ...(table ? columnProblems(draft, table, trans) : [])];
  const seen = new Set<string>();
  return all.filter(({ field, kind, message }) => {
    // A field that is still empty is told so once.
    const key = kind === "empty" ? `${field} empty` : `${field} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

function dataRules({ config, source }: Draft, { trans, table, wrong, empty }: Rules): void {
  if (source === null) {
    if (config.data === undefined) empty("data", trans.__("Choose a table."));
    else wrong("data", missingWords(config, trans));
  }
  if (table?.rows === 0) wrong("data", trans.__("The table is empty."));
}

/** What is saved must open again. */
function sizeRule(draft: Draft, { trans, note }: Rules): void {
  const excess = excessOf(configFor(draft));
  if (excess !== null)
    note("", trans.__("The form could not open this config again once it is saved: %1.", excess));
}

function missingWords({ data, dataKind }: Draft["config"], trans: Trans): string {
  const name = textOf(data);
  switch (dataKind) {
    case "variable":
      return trans.__(
        "There is no table called ‘%1’ in the notebook; run the cell that makes it, or choose another.",
        name,
      );
    case "file":
      return trans.__("There is no file called ‘%1’ here; choose another.", name);
    case "dataset":
      return trans.__("There is no data set called ‘%1’; choose another.", name);
    default:
      return trans.__("There is no file, data set or table called ‘%1’ here; choose another.", name);
  }
}

function modelRules(rules: Rules): void {
  switch (rules.config.model) {
    case "ols":
    case "glm":
      return linearRules(rules);
    case "risk-terrain":
      return riskTerrainRules(rules);
    case "trajectories":
      return trajectoryRules(rules);
    case "decoupled":
      return decoupledRules(rules);
    case "random-forest":
    case "hierarchical-forest":
      return forestRules(rules);
  }
}
