import { getAt } from "../paths";
import { isCountFamily } from "../roles";
import { refuseOverlap, type Rules, suggestFamily } from "./rules";

/** Where the curves of a model stand in its config: the main outcome's, then those of `also`, then that of `dual`. */
export function curvesOf({ also, dual }: Record<string, unknown>): string[] {
  const further = Array.isArray(also) ? also.map((_, index) => `also[${index}].`) : [];
  return ["", ...further, ...(dual === undefined ? [] : ["dual."])];
}

const spread = ["gaussian", "censored-normal", "negative-binomial", "beta"];

export function trajectoryRules(rules: Rules): void {
  const { config, trans, columns, column, wrong, note } = rules;
  const curves = curvesOf(config);
  curves.forEach((at) => curveRules(rules, at));
  const outcomes = curves.flatMap((at) => columns(`${at}outcome`));
  curves.forEach((at, index) => {
    const [outcome] = columns(`${at}outcome`);
    if (outcome === undefined) return;
    const field = `${at}outcome`;
    if (curves.slice(0, index).some((other) => columns(`${other}outcome`)[0] === outcome))
      wrong(field, trans.__("‘%1’ has a curve already.", outcome));
    if (outcome === config.id) wrong(field, trans.__("‘%1’ names the persons already.", outcome));
    if (outcome === config.time) wrong(field, trans.__("‘%1’ is the time already.", outcome));
  });
  if (config.id !== undefined && config.id === config.time)
    wrong("time", trans.__("The person and the time are the same column."));
  const explained = columns("membership").find(
    (name) => outcomes.includes(name) || columns("later.outcome").includes(name),
  );
  if (explained !== undefined)
    wrong("membership", trans.__("‘%1’ is an outcome, which cannot explain itself.", explained));
  if (config.weights !== undefined && outcomes.includes(config.weights as string))
    wrong("weights", trans.__("The weights and the outcome are the same column."));
  if (columns("later.outcome").some((name) => outcomes.includes(name)))
    wrong("later.outcome", trans.__("‘%1’ has a curve already.", columns("later.outcome")[0]));
  refuseOverlap(rules, ["later.covariates"], ["later.outcome"]);
  const person = column("id");
  if (person && rules.table && person.distinct === rules.table.rows && rules.table.rows > 1)
    note(
      "id",
      trans.__(
        "‘%1’ is different in every row, so nobody is seen twice; a person's rows share a value.",
        person.name,
      ),
    );
  suggestFamily(rules, "logit");
  groupRules(rules);
  if (config.folds === 1) wrong("folds", trans.__("Folds are 0 for none, or at least 2."));
  if (config.method === "adam") adamRules(rules);
}

function curveRules({ config, trans, wrong, empty, column }: Rules, at: string): void {
  const get = (name: string) => getAt(config, `${at}${name}`);
  const family = (get("family") ?? "gaussian") as string;
  const only = (name: string, fits: boolean, message: string) => {
    if (get(name) !== undefined && !fits)
      wrong(`${at}${name}`, message, {
        label: trans.__("Remove it"),
        field: `${at}${name}`,
        value: undefined,
      });
  };
  only("exposure", isCountFamily(family), trans.__("An exposure is for counts."));
  only("trials", family === "binomial", trans.__("Trials are for the binomial family."));
  only(
    "zeroOrder",
    family === "zip",
    trans.__("Zero inflation with a curve of its own is for the zero-inflated Poisson (zip)."),
  );
  only("lower", family === "censored-normal", trans.__("Limits are for the censored normal."));
  only("upper", family === "censored-normal", trans.__("Limits are for the censored normal."));
  if (get("sigma") === "separate" && !spread.includes(family))
    wrong(`${at}sigma`, trans.__("This family has no spread of its own."));
  // What is no number has been told by the schema, and compares with nothing.
  const [lower, upper] = ["lower", "upper"].map((name) => numbersOf(get(name))[0]);
  if (family === "censored-normal") {
    if (lower === undefined && upper === undefined)
      empty(`${at}lower`, trans.__("Give the smallest or the largest possible value, or both."));
    if (lower !== undefined && upper !== undefined && !(lower < upper))
      wrong(`${at}upper`, trans.__("The largest possible value must be above the smallest."));
    const about = column(`${at}outcome`);
    if (lower !== undefined && about && about.min !== null && about.min < lower)
      wrong(`${at}lower`, trans.__("‘%1’ goes down to %2, below this.", about.name, about.min));
    if (upper !== undefined && about && about.max !== null && about.max > upper)
      wrong(`${at}upper`, trans.__("‘%1’ goes up to %2, above this.", about.name, about.max));
  }
  if (family === "binomial" && get("trials") === undefined)
    empty(
      `${at}trials`,
      trans.__("Choose the column of trials; for outcomes of 0 and 1 take the family logit."),
    );
  const about = column(`${at}outcome`);
  if (about?.distinct === 1 && family !== "binomial")
    wrong(
      `${at}outcome`,
      trans.__("‘%1’ is the same in every row, so there is nothing to tell groups by.", about.name),
    );
}

const numbersOf = (value: unknown): number[] =>
  [value].flat(2).filter((each): each is number => typeof each === "number");

/** Numbers of groups, and the orders of their curves. */
function groupRules({ config, trans, wrong, column }: Rules): void {
  const groups = [config.groups ?? 2].flat() as unknown[];
  if (groups.some((each) => !Number.isInteger(each) || (each as number) < 1))
    wrong("groups", trans.__("Numbers of groups are whole and at least 1."));
  const most = Math.max(...numbersOf(groups));
  const people = column("id")?.distinct;
  if (typeof people === "number" && most > people)
    wrong("groups", trans.__("There are more groups (%1) than persons (%2).", most, people));
  const { reference } = config;
  const pairs = most * (config.dual === undefined ? 1 : (numbersOf(getAt(config, "dual.groups"))[0] ?? 2));
  if (typeof reference === "number" && reference > pairs)
    wrong("reference", trans.__("There are %1 groups only.", pairs));
  const times = column("time");
  for (const at of curvesOf(config)) {
    const splines = getAt(config, `${at}curve`) ?? "polynomial";
    const own = at === "dual." ? [getAt(config, "dual.groups") ?? 2] : groups;
    for (const name of ["order", "zeroOrder"]) {
      const field = `${at}${name}`;
      const value = getAt(config, field);
      const orders = [value ?? (name === "order" ? 2 : 0)].flat() as unknown[];
      if (Array.isArray(value) && (own.length > 1 || own[0] !== value.length)) {
        wrong(
          field,
          own.length > 1
            ? trans.__("One order a group needs one number of groups; give one order for all.")
            : trans.__(
                "There are %1 orders for %2 groups; give one for all, or one a group.",
                value.length,
                own[0],
              ),
        );
      }
      const isPolynomial = name === "zeroOrder" || splines === "polynomial";
      if (orders.some((each) => typeof each !== "number" || !Number.isInteger(each) || each < 0 || (isPolynomial && each > 5)))
        wrong(field, isPolynomial ? trans.__("Orders are whole numbers from 0 to 5.") : trans.__("Degrees of freedom are whole numbers.")); // prettier-ignore
      const largest = Math.max(...numbersOf(orders));
      if (typeof times?.distinct === "number" && largest >= times.distinct && largest > 0)
        wrong(field, trans.__("Order %1 needs at least %2 different times, and ‘%3’ has %4.", largest, largest + 1, times.name, times.distinct)); // prettier-ignore
    }
  }
}

/** Soft-assignment least squares is no mixture, and has nothing of what only mixtures have. */
function adamRules({ config, trans, wrong }: Rules): void {
  const mend = { label: trans.__("Use EM"), field: "method", value: undefined };
  if (config.family !== undefined && config.family !== "gaussian")
    wrong("family", trans.__("The method adam is least squares and knows no family but gaussian."), mend);
  if (Array.isArray(config.groups) && config.groups.length > 1)
    wrong("groups", trans.__("The method adam has no likelihood to compare numbers of groups by."), mend);
  const others = ["membership", "reference", "weights", "also", "dual", "dropout", "later", "exposure", "offset", "trials", "zeroOrder", "folds", "bootstrap"]; // prettier-ignore
  for (const field of others) {
    const value = config[field];
    if (value !== undefined && value !== 0)
      wrong(field, trans.__("The method adam has nothing of this kind."), mend);
  }
  if (config.sigma === "separate")
    wrong("sigma", trans.__("The method adam has no spread to keep apart."), mend);
}
