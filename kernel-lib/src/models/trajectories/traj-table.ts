import type { Cell, ResultTable } from "../../contract/index.js";
import { normalTwoSided } from "../../compute/special/index.js";
import type { Criteria } from "./comparison/criteria.js";
import type { PredictorParameter } from "./prediction/predictor.js";
import { finite, number, pValue, text } from "./table-columns.js";

/** Share of a group of one outcome's, with the standard error of the estimate. */
export interface GroupShare {
  outcome: string;
  group: number;
  share: number;
  /** NaN where the data do not determine it. */
  stdError: number;
}

/**
 * The results in the shape that users of PROC TRAJ (Jones, Nagin and Roeder, 2001) and of Stata's traj know: the
 * parameters group by group, the membership, then BIC, AIC and the log-likelihood on traj's scale, where larger is
 * better.
 */
export function trajTable({
  parameters,
  shares,
  criteria,
}: {
  parameters: readonly PredictorParameter[];
  shares: readonly GroupShare[];
  criteria: Criteria;
}): ResultTable {
  const rows: Record<string, Cell>[] = [];
  const add = (group: string, parameter: string, estimate: number, stdError: number | null) => {
    const statistic = stdError === null ? NaN : estimate / stdError;
    rows.push({
      group,
      parameter,
      estimate: finite(estimate),
      stdError: finite(stdError),
      statistic: finite(statistic),
      pValue: finite(normalTwoSided(statistic)),
    });
  };
  const line = (parameter: string, estimate: number | null) =>
    rows.push({ group: "", parameter, estimate, stdError: null, statistic: null, pValue: null });

  const components = [...new Set(parameters.flatMap(({ component }) => component ?? []))];
  for (const component of components) {
    if (components.length > 1) line(component, null);
    const own = parameters.filter((each) => each.component === component);
    const groups = [...new Set(own.map(({ group }) => group))].sort(
      (a, b) => (a ?? Infinity) - (b ?? Infinity),
    );
    for (const group of groups) {
      const inGroup = own.filter((each) => each.group === group);
      inGroup.forEach((each, i) =>
        add(i === 0 && group !== null ? String(group) : "", parameterOf(each), each.estimate, each.stdError),
      );
    }
  }

  const membership = parameters.filter(({ part, term }) => part === "membership" && term !== "Intercept");
  if (membership.length > 0) {
    line("Membership logit", null);
    const logits = parameters.filter(({ part }) => part === "membership");
    let last: number | null = null;
    for (const { group, term, estimate, stdError } of logits) {
      add(group === last ? "" : String(group), term === "Intercept" ? "Constant" : term, estimate, stdError);
      last = group;
    }
  }
  const outcomes = [...new Set(shares.map(({ outcome }) => outcome))];
  for (const outcome of outcomes) {
    line(outcomes.length > 1 ? `Group membership, ${outcome}` : "Group membership", null);
    for (const { group, share, stdError } of shares.filter((each) => each.outcome === outcome)) {
      add(String(group), "(%)", 100 * share, Number.isFinite(stdError) ? 100 * stdError : null);
    }
  }
  const { persons, observations, parameters: count, logLik } = criteria;
  const whole = (n: number) => String(Number(n.toPrecision(8)));
  line(`BIC (N = ${whole(observations)})`, logLik - (count / 2) * Math.log(observations));
  line(`BIC (N = ${whole(persons)})`, logLik - (count / 2) * Math.log(persons));
  line("AIC", logLik - count);
  line("L", logLik);
  return {
    title: "Results as traj prints them",
    columns: [
      text("group", "Group"),
      text("parameter", "Parameter"),
      number("estimate", "Estimate"),
      number("stdError", "Standard Error"),
      number("statistic", "T for H0: Parameter=0"),
      pValue("pValue", "Prob > |T|"),
    ],
    rows,
    notes: [
      "BIC and AIC are on traj's scale: L less half of the penalty, so that larger is better. N is the number of observations, then of persons.",
      "Prob > |T| is from the normal distribution.",
    ],
  };
}

/** The name of a parameter as traj has it, with what it belongs to where that is not the curve. */
function parameterOf({ part, term }: PredictorParameter): string {
  return part === "zero" ? `Zero inflation: ${term}` : term;
}
