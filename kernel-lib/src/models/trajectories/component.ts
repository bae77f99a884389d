import type { Key } from "../../compute/random/index.js";

/**
 * The parts of which every trajectory model here is made.
 *
 * A model is a mixture over persons of C latent classes. A class's log-density of a person is the sum over
 * *components* (the curve of an outcome, a second outcome's curve, the dropout logit, a later outcome), and its
 * probability comes from the membership. A component has groups of its own and is told by `classGroup` to which of
 * them a class belongs: the identity for all but the dual model, where class (j, k) takes group j of one outcome
 * and group k of the other. With that, EM, Newton, information, prediction and simulation are written once.
 */
export interface Component {
  /** Short name in parameter tables: the outcome column, "dropout", "later". */
  readonly name: string;
  readonly groups: number;
  /** Every free parameter, in the order of the component's parameter vector. */
  readonly parameters: readonly ParameterName[];
  /** For each group, the places of its parameters in the component's vector; a shared σ is in every group's list. */
  readonly groupParameters: readonly Int32Array[];
  readonly persons: number;
  /** Number of outcomes; that of persons when absent. */
  readonly observations?: number;
  /**
   * Natural size of each parameter: 1 on logit and log scales, the outcome's spread for normal curves. An error of
   * a thousand of these means that the data say nothing of the parameter.
   */
  readonly units: Float64Array;

  /**
   * Whether each group has a spread of its own, whose likelihood grows without bound as the group closes in on one
   * person's outcomes.
   */
  readonly ownSpread?: boolean;

  /**
   * For each group, the matrix that turns the first of its parameters into the coefficients that users read, in their
   * own units; absent when they are the same.
   */
  readonly userMatrices?: readonly Float64Array[];

  /** Adds log f(y_i | group) to out[i], persons long. All constants are included. */
  addLogDensity(parameters: Float64Array, group: number, out: Float64Array): void;

  /**
   * Adds person scores ∂ log f_i / ∂θ_group to `scores` (persons × groupParameters[group].length, row-major) and,
   * unless `hessian` is null, Σ_i weights[i] ∂² log f_i / ∂θ∂θ' to `hessian` (k × k).
   */
  addDerivatives(
    parameters: Float64Array,
    group: number,
    weights: Float64Array,
    scores: Float64Array,
    hessian: Float64Array | null,
  ): void;

  /**
   * M-step: the parameters that raise Σ_g Σ_i weights[g][i] log f_i(g) from `start`, ideally to its maximum and
   * never lower. `weights[g]` is persons long.
   */
  maximise(weights: readonly Float64Array[], start: Float64Array): Float64Array;

  /** Parameters to start the search from, given a first (hard or soft) assignment of persons to groups. */
  start(weights: readonly Float64Array[]): Float64Array;

  /** Draws an outcome for every row from the group given for its person (parametric bootstrap, forecasts). */
  simulate(parameters: Float64Array, groupOfPerson: Int32Array, key: Key): Component;

  /** The same component with the outcomes of another on the same rows, such as one drawn from fewer groups. */
  withOutcomesOf(other: Component): Component;

  /** The same component for some persons, in the order given, repetition allowed (cross-validation, bootstrap). */
  take(persons: Int32Array): Component;

  /** Mean of a group's expected outcomes over the rows of the data; groups are reported in its ascending order. */
  level?(parameters: Float64Array, group: number): number;

  /** persons × width numbers by which alike persons can be found for the first assignments of a search. */
  features?(): { width: number; values: Float64Array };
}

export interface ParameterName {
  /** Group from 1; null for a parameter that all groups share. */
  group: number | null;
  /** Part of the equation. */
  part: "curve" | "zero" | "sigma" | "dispersion" | "precision" | "tau" | "dropout" | "later";
  /** As users read it: `Intercept`, `Linear`, `Quadratic`, a covariate's name, `Sigma`. */
  term: string;
}
