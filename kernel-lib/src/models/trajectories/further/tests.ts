import type { ResultTable } from "../../../contract/index.js";
import { symmetricSolve } from "../../../compute/linalg/index.js";
import { chiSquareTails } from "../../../compute/special/index.js";
import type { MixtureModel, MixtureParameters } from "../mixture.js";
import { parameterCount } from "../mixture-vector.js";
import { finite, integer, number, pValue, text } from "../table-columns.js";
import type { EquationEstimate } from "./tables.js";

/** Wald test of a hypothesis that a further model is asked for as a matter of course. */
export interface FurtherTest {
  hypothesis: string;
  statistic: number;
  df: number;
  pValue: number;
}

/** d′V⁻¹d of contrasts of parameters; null without contrasts, or where the data do not determine them. */
function waldOf(
  hypothesis: string,
  contrasts: readonly Float64Array[],
  { parameters, covariance }: { parameters: Float64Array; covariance: Float64Array },
): FurtherTest | null {
  const n = parameters.length;
  const df = contrasts.length;
  if (df === 0) return null;
  const inner = (a: Float64Array, b: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) if (a[i] !== 0 && b[j] !== 0) sum += a[i]! * b[j]! * covariance[i * n + j]!;
    }
    return sum;
  };
  const spread = Float64Array.from({ length: df * df }, (_, at) =>
    inner(contrasts[Math.floor(at / df)]!, contrasts[at % df]!),
  );
  const distance = Float64Array.from(contrasts, (contrast) =>
    contrast.reduce((sum, weight, k) => sum + weight * parameters[k]!, 0),
  );
  const solved = spread.every(Number.isFinite) ? symmetricSolve(spread, distance, df) : null;
  if (!solved) return null;
  const statistic = distance.reduce((sum, value, k) => sum + value * solved[k]!, 0);
  return { hypothesis, statistic, df, pValue: chiSquareTails(statistic, df)[1] };
}

/** That the later outcome is the same in all groups. */
export function equalLaterTest(estimate: EquationEstimate): FurtherTest | null {
  const { component, parameters } = estimate;
  const [base, ...others] = component.groupParameters.map((own) => own[0]!);
  const contrasts = others.map((place) => {
    const contrast = new Float64Array(parameters.length);
    contrast[place] = 1;
    contrast[base!] = -1;
    return contrast;
  });
  return waldOf(`${component.name} is the same in all groups`, contrasts, estimate);
}

/**
 * That the groups of two outcomes have nothing to do with each other: no interaction in the logits of the pairs of
 * groups, of the intercept or of a membership covariate.
 */
export function independenceTest(
  model: MixtureModel,
  { membership }: MixtureParameters,
  {
    groups,
    dualGroups,
    covariance,
    first,
    second,
  }: { groups: number; dualGroups: number; covariance: Float64Array; first: string; second: string },
): FurtherTest | null {
  const width = model.membership.names.length;
  const size = membership.length;
  const p = parameterCount(model);
  const from = p - size;
  const own = Float64Array.from(
    { length: size * size },
    (_, at) => covariance[(from + Math.floor(at / size)) * p + from + (at % size)]!,
  );
  const contrasts: Float64Array[] = [];
  for (let j = 1; j < groups; j++) {
    for (let k = 1; k < dualGroups; k++) {
      for (let column = 0; column < width; column++) {
        const contrast = new Float64Array(size);
        const add = (c: number, weight: number) => {
          if (c > 0) contrast[(c - 1) * width + column]! += weight;
        };
        add(j * dualGroups + k, 1);
        add(j * dualGroups, -1);
        add(k, -1);
        contrasts.push(contrast);
      }
    }
  }
  return waldOf(`groups of ${first} and groups of ${second} are independent`, contrasts, {
    parameters: membership,
    covariance: own,
  });
}

export function furtherTestsTable(tests: readonly FurtherTest[]): ResultTable {
  return {
    title: "Wald tests",
    columns: [
      text("hypothesis", "Hypothesis"),
      number("statistic", "χ²"),
      integer("df", "Degrees of freedom"),
      pValue("pValue", "P value"),
    ],
    rows: tests.map(({ hypothesis, statistic, df, pValue: p }) => ({
      hypothesis,
      statistic: finite(statistic),
      df,
      pValue: finite(p),
    })),
  };
}
