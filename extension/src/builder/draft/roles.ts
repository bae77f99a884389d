import type { ModelName } from "quetelet/contract";
import { getAt } from "./paths";

/** What a column must be to play a role. */
export type Accepts =
  | "anything"
  | "number"
  | "count"
  | "positive"
  | "not-negative"
  | "probability"
  | "zero-one"
  | "two-values"
  | "share"
  | "open-share"
  | "trials"
  | "classes"
  | "feature"
  | "categories"
  | "groups";

/** A field that names columns. */
export interface Role {
  /** Path of the field; of one of several curves with its number. */
  field: string;
  many: boolean;
  /** Entries are terms: names in backticks where they hold signs, or expressions such as `log(x)`. */
  terms: boolean;
  accepts: (config: Config) => Accepts;
  /** Whether the model refuses rows without a value, unless `missing` says to leave them out. */
  missing: "refused" | "kept";
  /** Whether the values may not differ within a person. */
  constant: boolean;
  /** Whether the field makes sense with what else is set; others are only shown while they hold something. */
  when: (config: Config) => boolean;
}

type Config = Record<string, unknown>;
type Sort = Accepts | ((config: Config) => Accepts);
type Further = Partial<Pick<Role, "terms" | "missing" | "constant" | "when">>;

const role = (field: string, many: boolean, accepts: Sort, further: Further): Role => ({
  field,
  many,
  terms: false,
  accepts: typeof accepts === "string" ? () => accepts : accepts,
  missing: "refused",
  constant: false,
  when: () => true,
  ...further,
});
const one = (field: string, accepts: Sort, further: Further = {}) => role(field, false, accepts, further);
const many = (field: string, accepts: Sort, further: Further = {}) => role(field, true, accepts, further);

export const isCountFamily = (family: unknown): boolean =>
  ["poisson", "negative-binomial", "zip", "zip-tau"].includes(family as string);

const kept = { missing: "kept" } as const;

function linearOutcome({ model, family, weights }: Config): Accepts {
  if (model === "ols") return "number";
  if (isCountFamily(family)) return "count";
  if (family === "binomial") return weights === undefined ? "two-values" : "share";
  return "number";
}

const linear = (isGlm: boolean): Role[] => [
  one("outcome", linearOutcome),
  many("terms", "feature", { terms: true }),
  ...(isGlm
    ? [
        one("exposure", "positive", { when: ({ family }) => isCountFamily(family) }),
        one("offset", "number", { terms: true }),
      ]
    : []),
  one("weights", "positive"),
  one("cluster", "categories", { when: ({ errors }) => errors === "cluster" }),
];

/** The columns of one trajectory curve, at `` (the main outcome), `also[0].` or `dual.`. */
function curve(at: string): Role[] {
  const family = (config: Config) => getAt(config, `${at}family`);
  const outcome = (config: Config): Accepts => {
    const name = family(config);
    if (isCountFamily(name) || name === "binomial") return "count";
    return name === "logit" ? "zero-one" : name === "beta" ? "open-share" : "number";
  };
  return [
    one(`${at}outcome`, outcome),
    many(`${at}covariates`, "feature", { terms: true }),
    one(`${at}exposure`, "positive", { when: (config) => isCountFamily(family(config)) }),
    one(`${at}trials`, "trials", { when: (config) => family(config) === "binomial" }),
    one(`${at}offset`, "number", { terms: true }),
  ];
}

const trajectories: Role[] = [
  one("id", "anything"),
  one("time", "number"),
  ...curve(""),
  many("membership", "feature", { terms: true, constant: true }),
  one("weights", "positive", { constant: true }),
];

const decoupledFeature = ({ impute }: Config) => (impute === "none" ? "refused" : "kept");

const forest = (features: Role[], groups: string): Role[] => [
  one("outcome", ({ task }) => (task === "classification" ? "classes" : "feature")),
  ...features,
  one(groups, "groups", kept),
  one("weights", "not-negative"),
  many("categories", "number", kept),
  many("partialDependence", "feature", kept),
];

const roles: Record<ModelName, (config: Config) => Role[]> = {
  ols: () => linear(false),
  glm: () => linear(true),
  "risk-terrain": () => [
    one("outcome", "count"),
    many("always", "number"),
    one("exposure", "positive"),
    one("nextOutcome", "count"),
    one("area", "positive"),
    one("coordinates.x", "number"),
    one("coordinates.y", "number"),
  ],
  trajectories: (config) => [...trajectories, ...further(config)],
  decoupled: (config) => [
    one("label", "classes"),
    many("features", "feature", {
      missing: decoupledFeature(config),
      when: ({ score }) => score === undefined,
    }),
    one("score", "probability"),
    one("weights", "positive"),
  ],
  "random-forest": () => forest([many("features", "anything", kept)], "groups"),
  "hierarchical-forest": () =>
    forest(
      [
        one("protected", "categories"),
        many("proxies", "anything", kept),
        many("covariates", "anything", kept),
      ],
      "groups",
    ),
};

/** Columns of the further outcomes that a trajectory model may have. */
function further({ also, dual, dropout, later }: Config): Role[] {
  return [
    ...(Array.isArray(also) ? also.flatMap((_, index) => curve(`also[${index}].`)) : []),
    ...(dual === undefined ? [] : curve("dual.")),
    ...(dropout === undefined
      ? []
      : [
          many("dropout.covariates", "feature", { terms: true }),
          one("dropout.end", "number", { constant: true }),
        ]),
    ...(later === undefined
      ? []
      : [
          one("later.outcome", laterOutcome, { constant: true }),
          many("later.covariates", "feature", { terms: true, constant: true }),
        ]),
  ];
}

function laterOutcome(config: Config): Accepts {
  const family = getAt(config, "later.family");
  return family === "poisson" ? "count" : family === "logit" ? "zero-one" : "number";
}

/** The fields of a draft's model that name columns, in the order they are filled in. */
export const rolesOf = (config: { model: ModelName } & Config): Role[] => roles[config.model](config);
