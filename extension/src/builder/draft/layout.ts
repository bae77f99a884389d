import type { ModelName } from "quetelet/contract";
import { generalPath, getAt } from "./paths";

/** A surface of its own in the form, for fields that a single input cannot hold. */
export type Part = "sets" | "grid" | "cohorts" | "further";

export type GroupName =
  | "model"
  | "curves"
  | "estimation"
  | "choice"
  | "comparison"
  | "map"
  | "cohort-model"
  | "help"
  | "validity"
  | "thresholds"
  | "audit"
  | "growing"
  | "classes"
  | "intervals"
  | "importance"
  | "running";

export interface Layout {
  parts: Part[];
  /** Options in sight at once. */
  common: string[];
  /** The others, by what they are about. */
  more: [GroupName, string[]][];
}

const running: [GroupName, string[]] = ["running", ["engine", "backend", "threads", "seed"]];
const forestMore: [GroupName, string[]][] = [
  ["growing", ["variablesPerSplit", "minLeaf", "minNode", "maxDepth", "sampleShare", "replace", "splits"]],
  ["classes", ["classWeights", "ordered"]],
  ["intervals", ["conformal", "folds", "conformalByGroup", "level"]],
  ["importance", ["permutations", "impurityImportance"]],
  running,
];

const layouts: Record<ModelName, Layout> = {
  ols: {
    parts: [],
    common: ["errors", "missing"],
    more: [["model", ["intercept", "level"]], running],
  },
  glm: {
    parts: [],
    common: ["family", "errors", "missing"],
    more: [["model", ["intercept", "level", "maxIterations"]], running],
  },
  "risk-terrain": {
    parts: ["sets"],
    common: ["method", "family", "replicates", "missing"],
    more: [
      [
        "choice",
        ["criterion", "folds", "iterations.burnIn", "iterations.pruned", "learningRate", "cancel", "level"],
      ],
      ["map", ["shares", "cellSize"]],
      running,
    ],
  },
  trajectories: {
    parts: ["grid", "further"],
    common: ["family", "lower", "upper", "missing"],
    more: [
      ["curves", ["curve", "sigma", "reference"]],
      ["estimation", ["method", "starts", "errors", "level", "iterations", "learningRate"]],
      ["comparison", ["folds", "bootstrap"]],
      running,
    ],
  },
  decoupled: {
    parts: ["cohorts"],
    common: ["estimator", "fairnessLoss", "lambda", "missing"],
    more: [
      [
        "cohort-model",
        [
          "task",
          "positive",
          "estimatorOptions.penalty",
          "estimatorOptions.strength",
          "estimatorOptions.trees",
          "estimatorOptions.maxDepth",
          "estimatorOptions.minLeaf",
          "estimatorOptions.learningRate",
          "impute",
          "scale",
        ],
      ],
      ["validity", ["minCohortSize", "minCohortShare", "minorityRate"]],
      ["help", ["theta", "defaultTheta", "minFoldSizeTheta", "cohortDistance"]],
      [
        "thresholds",
        [
          "costs.falsePositive",
          "costs.falseNegative",
          "threshold",
          "select",
          "heldOut",
          "folds",
          "scaling",
          "search",
          "timeLimit",
        ],
      ],
      ["audit", ["frontier", "bootstraps", "level"]],
      running,
    ],
  },
  "random-forest": { parts: [], common: ["task", "trees", "interval", "missing"], more: forestMore },
  "hierarchical-forest": {
    parts: [],
    common: ["task", "trees", "link", "interval", "missing"],
    more: [["model", ["estimates", "reference"]], ...forestMore],
  },
};

export const layoutOf = (model: ModelName): Layout => layouts[model];

/** Fields that a part of the form edits. */
export const fieldsOfPart: Record<Part, RegExp> = {
  sets: /^sets$/,
  grid: /^(groups|order|zeroOrder)$/,
  cohorts: /^cohorts$/,
  further: /^(also\[\]|dual|dropout|later)\./,
};

type Config = Record<string, unknown>;
const is =
  (field: string, ...values: unknown[]) =>
  (config: Config) =>
    values.includes(getAt(config, field));
const isTrees = is("estimator", "tree", "forest", "boosted");
const isShrunk = (config: Config) => !isTrees(config) && config.score === undefined;
const isTrained = ({ score }: Config) => score === undefined;
const isHelped = ({ theta }: Config) => theta !== undefined && theta !== false;

/** When an option has a meaning; those not listed always have one. By model and field, or by field alone. */
const meaningful: Record<string, (config: Config) => boolean> = {
  backend: is("engine", "tfjs"),
  lower: is("family", "censored-normal"),
  upper: is("family", "censored-normal"),
  sigma: ({ family }) => ["censored-normal", "negative-binomial", "beta", "gaussian", undefined].includes(family as string), // prettier-ignore
  reference: ({ membership, protected: name }) => membership !== undefined || name !== undefined,
  "risk-terrain iterations.burnIn": is("method", "dropout"),
  "risk-terrain iterations.pruned": is("method", "dropout"),
  "risk-terrain learningRate": is("method", "dropout"),
  "risk-terrain cancel": is("method", "dropout"),
  "risk-terrain folds": is("method", "lasso"),
  "risk-terrain criterion": ({ method }) => method !== "dropout",
  cellSize: ({ coordinates }) => coordinates !== undefined,
  "trajectories iterations": is("method", "adam"),
  "trajectories learningRate": is("method", "adam"),
  "trajectories folds": ({ groups }) => Array.isArray(groups),
  bootstrap: ({ groups }) => Array.isArray(groups),
  estimator: isTrained,
  impute: isShrunk,
  scale: isShrunk,
  "estimatorOptions.penalty": isShrunk,
  "estimatorOptions.strength": (config) =>
    isShrunk(config) && getAt(config, "estimatorOptions.penalty") !== "none",
  "estimatorOptions.trees": is("estimator", "forest", "boosted"),
  "estimatorOptions.maxDepth": isTrees,
  "estimatorOptions.minLeaf": isTrees,
  "estimatorOptions.learningRate": is("estimator", "boosted"),
  theta: isTrained,
  defaultTheta: isHelped,
  minFoldSizeTheta: isHelped,
  cohortDistance: isHelped,
  lambda: ({ fairnessLoss }) => fairnessLoss !== undefined,
  scaling: ({ fairnessLoss }) => fairnessLoss !== undefined,
  search: ({ fairnessLoss }) => fairnessLoss !== undefined,
  timeLimit: ({ fairnessLoss, search }) => fairnessLoss !== undefined && search !== "one-pass",
  threshold: ({ fairnessLoss }) => fairnessLoss === undefined,
  select: isTrained,
  heldOut: is("select", "held-out"),
  "random-forest folds": is("conformal", "cross"),
  conformalByGroup: ({ conformal }) => conformal !== "none",
};

/** Whether an option has a meaning beside the others; it is also shown while it holds a value. */
export function isMeaningful(config: { model: ModelName } & Config, field: string): boolean {
  if (getAt(config, field) !== undefined) return true;
  const path = generalPath(field);
  const rule = meaningful[`${config.model} ${path}`] ?? meaningful[path];
  return rule?.(config) ?? true;
}
