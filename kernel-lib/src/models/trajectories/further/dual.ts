import type { ResultTable } from "../../../contract/index.js";
import { normalQuantile } from "../../../compute/special/index.js";
import { priorProbabilities } from "../membership.js";
import type { MixtureModel, MixtureParameters } from "../mixture.js";
import { parameterCount } from "../mixture-vector.js";
import { finite, integer, number, percent, share, text } from "../table-columns.js";

/**
 * Classes of a dual model, one for each pair of a group of the first outcome and one of the second: the group, from
 * 0, of each class in either outcome. With one group of the second, classes are the first's groups.
 */
export function productClasses(groups: number, dualGroups: number): { main: Int32Array; dual: Int32Array } {
  const classes = groups * dualGroups;
  return {
    main: Int32Array.from({ length: classes }, (_, c) => Math.floor(c / dualGroups)),
    dual: Int32Array.from({ length: classes }, (_, c) => c % dualGroups),
  };
}

/** Probabilities with their standard errors; NaN where the data do not determine one. */
export interface Probabilities {
  estimate: Float64Array;
  stdError: Float64Array;
}

/** How the groups of two outcomes go together; of pairs, the group of the second outcome runs fastest. */
export interface DualProbabilities {
  groups: number;
  dualGroups: number;
  /** Share of persons in both groups. */
  joint: Probabilities;
  first: Probabilities;
  second: Probabilities;
  /** P(group of the second outcome | group of the first). */
  secondGivenFirst: Probabilities;
  /** P(group of the first outcome | group of the second). */
  firstGivenSecond: Probabilities;
}

/**
 * Joint, marginal and conditional probabilities of the groups of two outcomes (Nagin and Tremblay, 2001), averaged
 * over the persons where there are membership covariates, with standard errors by the delta method.
 * @param covariance Of all parameters, in the order of `flatten`; NaN where the data do not determine one.
 */
export function dualProbabilities(
  model: MixtureModel,
  parameters: MixtureParameters,
  { groups, dualGroups, covariance }: { groups: number; dualGroups: number; covariance: Float64Array },
): DualProbabilities {
  const { classes, persons, weights, membership } = model;
  const width = membership.names.length;
  const size = (classes - 1) * width;
  const prior = priorProbabilities(model, parameters.membership);
  const joint = new Float64Array(classes);
  // ∂ joint / ∂ membership parameters, classes × size.
  const slopes = Array.from({ length: classes }, () => new Float64Array(size));
  let mass = 0;
  for (let i = 0; i < persons; i++) mass += weights[i]!;
  for (let i = 0; i < persons; i++) {
    for (let c = 0; c < classes; c++) {
      const p = (weights[i]! / mass) * prior[i * classes + c]!;
      joint[c]! += p;
      for (let d = 1; d < classes; d++) {
        const slope = p * ((c === d ? 1 : 0) - prior[i * classes + d]!);
        for (let k = 0; k < width; k++) {
          slopes[c]![(d - 1) * width + k]! += slope * membership.values[i * width + k]!;
        }
      }
    }
  }
  const p = parameterCount(model);
  const from = p - size;
  /** P(one of `of`) / P(one of `given`). */
  const ratio = (of: readonly number[], given: readonly number[]): [number, number] => {
    const sum = (list: readonly number[]) => list.reduce((total, c) => total + joint[c]!, 0);
    const [top, bottom] = [sum(of), sum(given)];
    const value = top / bottom;
    const gradient = Float64Array.from({ length: size }, (_, a) => {
      const move = (list: readonly number[]) => list.reduce((total, c) => total + slopes[c]![a]!, 0);
      return (move(of) - value * move(given)) / bottom;
    });
    // A pair of groups that is empty has a logit that nothing determines, which hardly moves the other pairs.
    const matters = 1e-3 * Math.min(value, 1 - value);
    let variance = 0;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        const entry = covariance[(from + a) * p + from + b]!;
        if (!Number.isNaN(entry)) variance += gradient[a]! * gradient[b]! * entry;
        else if (Math.abs(gradient[a]!) > matters && Math.abs(gradient[b]!) > matters) variance = NaN;
      }
    }
    return [value, size === 0 ? NaN : Math.sqrt(Math.max(0, variance))];
  };
  const collect = (count: number, of: (index: number) => [number, number]): Probabilities => {
    const all = Array.from({ length: count }, (_, index) => of(index));
    return {
      estimate: Float64Array.from(all, ([value]) => value),
      stdError: Float64Array.from(all, ([, error]) => error),
    };
  };
  const every = Array.from({ length: classes }, (_, c) => c);
  const inFirst = (j: number) => every.filter((c) => Math.floor(c / dualGroups) === j);
  const inSecond = (k: number) => every.filter((c) => c % dualGroups === k);
  return {
    groups,
    dualGroups,
    joint: collect(classes, (c) => ratio([c], every)),
    first: collect(groups, (j) => ratio(inFirst(j), every)),
    second: collect(dualGroups, (k) => ratio(inSecond(k), every)),
    secondGivenFirst: collect(classes, (c) => ratio([c], inFirst(Math.floor(c / dualGroups)))),
    firstGivenSecond: collect(classes, (c) => ratio([c], inSecond(c % dualGroups))),
  };
}

/** The probabilities as tables: shares of the pairs of groups, and the conditional probabilities both ways. */
export function dualTables(
  dual: DualProbabilities,
  { first, second, level }: { first: string; second: string; level: number },
): { joint: ResultTable; conditional: ResultTable } {
  const reach = normalQuantile(0.5 + level / 2);
  const pairs = Array.from(dual.joint.estimate, (_, c) => ({
    j: Math.floor(c / dual.dualGroups) + 1,
    k: (c % dual.dualGroups) + 1,
    c,
  }));
  const interval = [
    number("lower", `Lower ${percent(level)}`),
    number("upper", `Upper ${percent(level)}`),
  ].map((column) => ({ ...column, type: "percent" as const }));
  const probability = ({ estimate, stdError }: Probabilities, index: number) => ({
    probability: finite(estimate[index]!),
    stdError: finite(stdError[index]!),
    ...logitInterval(estimate[index]!, reach * stdError[index]!),
  });
  return {
    joint: {
      title: `Groups of ${first} and ${second} together`,
      columns: [
        integer("first", `Group of ${first}`),
        integer("second", `Group of ${second}`),
        share("probability", "Share of the persons"),
        share("stdError", "Std. error"),
        ...interval,
      ],
      rows: pairs.map(({ j, k, c }) => ({ first: j, second: k, ...probability(dual.joint, c) })),
      notes: ["Intervals are made on the logit scale."],
    },
    conditional: {
      title: `Groups of ${first} and ${second}, one given the other`,
      columns: [
        text("given", "Given"),
        integer("givenGroup", "in group"),
        text("outcome", "Chance that"),
        integer("group", "is in group"),
        share("probability", "Probability"),
        share("stdError", "Std. error"),
        ...interval,
      ],
      rows: [
        ...pairs.map(({ j, k, c }) => ({
          given: first,
          givenGroup: j,
          outcome: second,
          group: k,
          ...probability(dual.secondGivenFirst, c),
        })),
        ...[...pairs]
          .sort((a, b) => a.k - b.k || a.j - b.j)
          .map(({ j, k, c }) => ({
            given: second,
            givenGroup: k,
            outcome: first,
            group: j,
            ...probability(dual.firstGivenSecond, c),
          })),
      ],
      notes: ["Intervals are made on the logit scale."],
    },
  };
}

/** Interval of a probability by way of its logit; of one that is certain, there is none. */
export function logitInterval(p: number, reach: number): { lower: number | null; upper: number | null } {
  const spread = reach / (p * (1 - p));
  if (!Number.isFinite(spread)) return { lower: null, upper: null };
  const at = (by: number) => 1 / (1 + ((1 - p) / p) * Math.exp(-by));
  return { lower: at(-spread), upper: at(spread) };
}
