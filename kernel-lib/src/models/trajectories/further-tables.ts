import type { ResultTable } from "../../contract/index.js";
import type { GroupFlow } from "./details.js";
import { blockOf } from "./details-of.js";
import {
  dropoutTable,
  dualProbabilities,
  dualTables,
  type EquationComponent,
  type EquationEstimate,
  equalLaterTest,
  type FurtherTest,
  furtherTestsTable,
  independenceTest,
  laterTable,
} from "./further/index.js";
import type { MixtureFit } from "./mixture.js";
import { groupPosteriors } from "./posterior.js";
import type { BuiltModel } from "./prepare.js";

/** Tables of what hangs on the groups: a second outcome's groups, the dropout, the later outcome. */
export function furtherTables(
  fit: MixtureFit,
  { model, curves, dualGroups, dropout, later }: BuiltModel,
  { covariance, level }: { covariance: Float64Array; level: number },
): { tables: Record<string, ResultTable>; flow: GroupFlow | null } {
  const tables: Record<string, ResultTable> = {};
  const tests: (FurtherTest | null)[] = [];
  let flow: GroupFlow | null = null;
  if (dualGroups !== null) {
    const { groups } = model.components[0]!;
    const [first, second] = [curves[0]!.outcome, curves.at(-1)!.outcome];
    const dual = dualProbabilities(model, fit.parameters, { groups, dualGroups, covariance });
    Object.assign(tables, dualTables(dual, { first, second, level }));
    tests.push(independenceTest(model, fit.parameters, { groups, dualGroups, covariance, first, second }));
    flow = {
      from: { outcome: first, shares: [...dual.first.estimate] },
      to: { outcome: second, shares: [...dual.second.estimate] },
      joint: Array.from({ length: groups }, (_, j) => [
        ...dual.joint.estimate.subarray(j * dualGroups, (j + 1) * dualGroups),
      ]),
    };
  }
  if (dropout) {
    const at = curves.length;
    const posteriors = groupPosteriors(fit.posteriors, model.classGroup[at]!, dropout.groups);
    const estimate = equationAt(fit, at, covariance);
    tables.dropout = dropoutTable(estimate, { recipe: dropout, level, posteriors, weights: model.weights });
  }
  if (later) {
    const at = curves.length + (dropout ? 1 : 0);
    const estimate = equationAt(fit, at, covariance);
    tables.later = laterTable(estimate, { recipe: later, level });
    tests.push(equalLaterTest(estimate));
  }
  const made = tests.filter((test) => test !== null);
  if (made.length > 0) tables.tests = furtherTestsTable(made);
  return { tables, flow };
}

/** A component's own estimates and their covariance. */
function equationAt(
  { model, parameters }: MixtureFit,
  at: number,
  covariance: Float64Array,
): EquationEstimate {
  const p = Math.sqrt(covariance.length);
  const from = model.components.slice(0, at).reduce((sum, each) => sum + each.parameters.length, 0);
  const size = model.components[at]!.parameters.length;
  return {
    component: model.components[at] as EquationComponent,
    parameters: parameters.components[at]!,
    covariance: blockOf(covariance, p, from, size),
  };
}
