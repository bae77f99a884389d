import { didYouMean, InputError, show } from "../../../contract/index.js";
import type { PredictorParameter } from "../prediction/predictor.js";

/** A hypothesis on the parameters of a trajectory fit; `waldTest` says what each form means. */
export type WaldHypothesis =
  | ({ equal: string | string[]; groups?: number[] } & Where)
  | ({ zero: string | string[]; group?: number | number[] } & Where)
  | { membership: string | string[] }
  | { linear: Record<string, number> | Record<string, number>[]; value?: number | number[] };

interface Where {
  /** Column of the outcome whose curves are meant; the first when absent. */
  outcome?: string;
  /** Part of the model; the curve when absent. */
  part?: PredictorParameter["part"];
}

/** Σ_j weights[j] θ_j = value */
export interface Restriction {
  text: string;
  weights: Float64Array;
  value: number;
}

export interface Restrictions {
  restrictions: Restriction[];
  /** The hypothesis in words. */
  words: string;
}

const refuse = (text: string) => new InputError(`waldTest: ${text}`);
const forms = ["equal", "zero", "membership", "linear"] as const;
const fields: Record<(typeof forms)[number], string[]> = {
  equal: ["equal", "groups", "outcome", "part"],
  zero: ["zero", "group", "outcome", "part"],
  membership: ["membership"],
  linear: ["linear", "value"],
};

/** Turns a hypothesis into linear restrictions on the parameters as they are reported. */
export function restrictionsOf(
  parameters: readonly PredictorParameter[],
  hypothesis: WaldHypothesis,
): Restrictions {
  checkForm(hypothesis);
  if ("equal" in hypothesis) return equalRestrictions(parameters, hypothesis);
  if ("zero" in hypothesis) return zeroRestrictions(parameters, hypothesis);
  if ("membership" in hypothesis) return membershipRestrictions(parameters, hypothesis);
  return linearRestrictions(parameters, hypothesis);
}

function checkForm(hypothesis: WaldHypothesis): void {
  if (typeof hypothesis !== "object" || hypothesis === null) {
    throw refuse(`a hypothesis is an object such as { equal: "Linear" }, got ${show(hypothesis)}`);
  }
  const given = Object.keys(hypothesis);
  const stated = forms.filter((form) => given.includes(form));
  if (stated.length !== 1) {
    throw refuse(
      `a hypothesis has exactly one of 'equal', 'zero', 'membership' and 'linear', got ${given.length === 0 ? "none" : given.map((name) => `'${name}'`).join(", ")}`,
    );
  }
  const known = fields[stated[0]!];
  const unknown = given.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw refuse(
      `unknown field '${unknown}' beside '${stated[0]}'${didYouMean(unknown, known)}; there are ${known.join(", ")}`,
    );
  }
}

function equalRestrictions(
  parameters: readonly PredictorParameter[],
  { equal, groups, ...where }: Extract<WaldHypothesis, { equal: unknown }>,
): Restrictions {
  const found = equationOf(parameters, where);
  const chosen = chosenGroups(groups, found, "groups");
  if (chosen.length < 2) throw refuse("'equal' needs at least two groups to compare");
  const whole = equal === "curve" || equal === "shape";
  const terms = whole ? commonTerms(found, chosen, equal) : list(equal, "equal", found.terms);
  const [first, ...others] = chosen as [number, ...number[]];
  const restrictions = terms.flatMap((term) =>
    others.map((other): Restriction => {
      const weights = new Float64Array(parameters.length);
      const parts: string[] = [];
      for (const [group, sign] of [
        [other, 1],
        [first, -1],
      ] as const) {
        const index = found.place(term, group);
        // A curve of lower order has 0 in place of the terms that it lacks.
        if (index === null && whole) continue;
        if (index === null) throw refuse(`group ${group} has no term '${term}' to compare`);
        if (parameters[index]!.group === null) throw refuse(`all groups share '${term}' already`);
        weights[index] = sign;
        parts.push((sign < 0 ? (parts.length > 0 ? " − " : "−") : "") + parameters[index]!.name);
      }
      return { text: `${parts.join("")} = 0`, weights, value: 0 };
    }),
  );
  const what = whole
    ? equal === "curve"
      ? "The whole curve"
      : "The shape of the curve (all terms but the intercept)"
    : sentenceList(terms);
  return {
    restrictions,
    words: `${what} ${!whole && terms.length > 1 ? "are" : "is"} the same in groups ${sentenceList(chosen.map(String))}`,
  };
}

function zeroRestrictions(
  parameters: readonly PredictorParameter[],
  { zero, group, ...where }: Extract<WaldHypothesis, { zero: unknown }>,
): Restrictions {
  const found = equationOf(parameters, where);
  const groups = chosenGroups(group === undefined ? undefined : [group].flat(), found, "group");
  const highest = zero === "highest order";
  const terms = highest ? [] : list(zero, "zero", found.terms);
  const places = groups.flatMap((each) =>
    (highest ? [found.highest(each)] : terms).map((term) => {
      const index = found.place(term, each);
      if (index === null) throw refuse(`group ${each} has no term '${term}' to test`);
      return index;
    }),
  );
  // A parameter that all groups share is tested once.
  const restrictions = [...new Set(places)].map((index) => unit(parameters, index));
  const what = highest ? "The highest-order term" : sentenceList(terms);
  const single = found.groups.length === 0;
  const inGroups = single
    ? ""
    : ` in group${groups.length > 1 ? "s" : ""} ${sentenceList(groups.map(String))}`;
  return { restrictions, words: `${what} ${terms.length > 1 ? "are" : "is"} 0${inGroups}` };
}

function membershipRestrictions(
  parameters: readonly PredictorParameter[],
  { membership }: Extract<WaldHypothesis, { membership: unknown }>,
): Restrictions {
  const places = [...parameters.keys()].filter((j) => {
    const { part, term } = parameters[j]!;
    return part === "membership" && term !== "Intercept";
  });
  const known = [...new Set(places.map((j) => parameters[j]!.term))];
  if (known.length === 0) throw refuse("the fit has no membership covariates to test");
  const terms = membership === "all" ? known : list(membership, "membership", known);
  return {
    restrictions: places.filter((j) => terms.includes(parameters[j]!.term)).map((j) => unit(parameters, j)),
    words: `Membership does not depend on ${sentenceList(terms)}`,
  };
}

function linearRestrictions(
  parameters: readonly PredictorParameter[],
  { linear, value = 0 }: Extract<WaldHypothesis, { linear: unknown }>,
): Restrictions {
  const combinations = [linear].flat();
  const values = Array.isArray(value) ? value : combinations.map(() => value);
  if (combinations.length === 0) throw refuse("'linear' is empty; name at least one parameter");
  if (values.length !== combinations.length) {
    throw refuse(
      `'value' must have one number for each of the ${combinations.length} combinations, got ${values.length}`,
    );
  }
  const names = parameters.map(({ name }) => name);
  const restrictions = combinations.map((combination, r): Restriction => {
    const weights = new Float64Array(parameters.length);
    if (typeof combination !== "object" || combination === null) {
      throw refuse(`'linear' holds objects such as { "Linear[1]": 1 }, got ${show(combination)}`);
    }
    for (const [name, weight] of Object.entries(combination)) {
      const index = names.indexOf(name);
      if (index < 0) {
        throw refuse(
          `'linear' names parameter '${name}', which the fit does not have${didYouMean(name, names)}; parameterNames(fit) lists them`,
        );
      }
      if (!Number.isFinite(weight))
        throw refuse(`the weight of '${name}' must be a number, got ${show(weight)}`);
      weights[index] = weight;
    }
    if (weights.every((weight) => weight === 0)) throw refuse("'linear' gives every parameter the weight 0");
    const right = values[r]!;
    if (!Number.isFinite(right)) throw refuse(`'value' must be a number, got ${show(right)}`);
    return { text: `${combinationText(weights, names)} = ${right}`, weights, value: right };
  });
  return { restrictions, words: sentenceList(restrictions.map(({ text }) => text)) };
}

/** One part of one outcome's model: its terms, its groups, and where each parameter stands. */
interface Equation {
  terms: string[];
  /** Groups that have parameters of their own; empty when all groups share them. */
  groups: number[];
  place(term: string, group: number | null): number | null;
  highest(group: number): string;
}

function equationOf(parameters: readonly PredictorParameter[], { outcome, part = "curve" }: Where): Equation {
  const outcomes = [
    ...new Set(parameters.flatMap((each) => (each.part === "curve" ? [each.component] : []))),
  ];
  if (outcome !== undefined && !outcomes.includes(outcome)) {
    throw refuse(
      `'outcome' is '${outcome}', which has no curves in this fit${didYouMean(outcome, outcomes as string[])}`,
    );
  }
  const isOutcome = (component: string | null) => component === (outcome ?? outcomes[0]);
  const ofCurves = parameters.some((each) => each.part === part && outcomes.includes(each.component));
  const places = [...parameters.keys()].filter(
    (j) => parameters[j]!.part === part && (!ofCurves || isOutcome(parameters[j]!.component)),
  );
  if (places.length === 0) {
    const parts = [...new Set(parameters.map((each) => each.part))];
    throw refuse(`the fit has no part '${part}'${didYouMean(part, parts)}; it has ${parts.join(", ")}`);
  }
  const groups = [...new Set(places.flatMap((j) => parameters[j]!.group ?? []))].sort((a, b) => a - b);
  const place = (term: string, group: number | null) =>
    places.find((j) => parameters[j]!.term === term && parameters[j]!.group === group) ??
    places.find((j) => parameters[j]!.term === term && parameters[j]!.group === null) ??
    null;
  return {
    terms: [...new Set(places.map((j) => parameters[j]!.term))],
    groups,
    place,
    highest(group) {
      const own = powers.filter((power) => place(power, group) !== null);
      if (own.length === 0) {
        throw refuse(`the curve of group ${group} is flat or a spline; it has no highest-order term to test`);
      }
      return own[own.length - 1]!;
    },
  };
}

/** Terms of polynomials by rising order, without the intercept. */
export const powers = ["Linear", "Quadratic", "Cubic", "Quartic", "Quintic"];

/** Highest powers first: they are the best determined start for the others. */
function commonTerms(
  { terms, place }: Equation,
  groups: readonly number[],
  what: "curve" | "shape",
): string[] {
  const own = terms.filter((term) => groups.some((group) => place(term, group) !== null));
  const kept = what === "curve" ? own : own.filter((term) => term !== "Intercept");
  if (kept.length === 0) throw refuse("the curves of these groups have no shape to compare: they are flat");
  return kept.reverse();
}

function chosenGroups(groups: number[] | undefined, { groups: known }: Equation, field: string): number[] {
  if (groups === undefined) return known.length > 0 ? known : [1];
  if (groups.length === 0) throw refuse(`'${field}' is empty; name at least one group`);
  groups.forEach((group, i) => {
    if (!known.includes(group)) {
      throw refuse(`'${field}' holds ${show(group)}, but the groups are ${sentenceList(known.map(String))}`);
    }
    if (groups.indexOf(group) < i) throw refuse(`'${field}' holds group ${group} twice`);
  });
  return groups;
}

function list(given: string | string[], field: string, known: readonly string[]): string[] {
  // A column of categories stands for all of its terms, `area[T.east]` and so on.
  const names = [given].flat().flatMap((name) => {
    const categories = known.filter((term) => term.startsWith(`${name}[`));
    return known.includes(name) || categories.length === 0 ? [name] : categories;
  });
  if (names.length === 0) throw refuse(`'${field}' is empty; name at least one term`);
  names.forEach((name, i) => {
    if (!known.includes(name)) {
      throw refuse(
        `'${field}' names '${String(name)}', which is no term here${didYouMean(String(name), known)}; there are ${known.join(", ")}`,
      );
    }
    if (names.indexOf(name) < i) throw refuse(`'${field}' names '${name}' twice`);
  });
  return names;
}

function unit(parameters: readonly PredictorParameter[], index: number): Restriction {
  const weights = new Float64Array(parameters.length);
  weights[index] = 1;
  return { text: `${parameters[index]!.name} = 0`, weights, value: 0 };
}

function combinationText(weights: Float64Array, names: readonly string[]): string {
  let text = "";
  weights.forEach((weight, j) => {
    if (weight === 0) return;
    const size = Math.abs(weight) === 1 ? "" : `${Math.abs(weight)} `;
    text += (weight < 0 ? (text ? " − " : "−") : text ? " + " : "") + size + names[j];
  });
  return text;
}

function sentenceList(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}
