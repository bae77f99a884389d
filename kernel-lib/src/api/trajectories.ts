import { trajectoryCharts } from "../charts/trajectory-charts.js";
import type { OptionsOf, TrajectoriesConfig } from "../contract/index.js";
import { estimateTrajectories } from "../models/trajectories/index.js";
import { type ModelFunction, modelFunction } from "./model-function.js";

export type TrajectoriesOptions = OptionsOf<TrajectoriesConfig>;

/**
 * Group-based trajectory model: a finite mixture of curves over time (Nagin 2005; Jones, Nagin and Roeder 2001).
 * Person i belongs to group g with probability π_g; given the group, the outcomes at different times are independent
 * about the group's curve: L_i = Σ_g π_g Π_t f(y_it | x_it β_g).
 *
 * The table is long, one row a person and time; any times, and any number of rows a person. `toLong` makes it of a
 * wide one. Options (defaults in brackets; full text by hovering over a field):
 * - `id`, `time`, `outcome`: columns of the person, the time and what was measured
 * - `family` ["gaussian"]: `gaussian`, `censored-normal` (with `lower`, `upper`), `poisson`, `negative-binomial`,
 *   `zip` (zero inflation by a logit polynomial of order `zeroOrder` [0]), `zip-tau` (logit of the zero inflation =
 *   −τ × log rate), `logit`, `binomial` (with the column `trials`), `beta`
 * - `groups` [2]: how many, or a list of numbers to compare; the best by BIC over persons is reported
 * - `order` [2]: of the polynomial in time, one for all groups or one a group; `curve` ["polynomial"]: or
 *   `natural-spline`, `b-spline`, of which `order` is the degrees of freedom; `covariates`: columns that vary over
 *   time; `sigma` ["common"]: or `separate`, a spread for each group
 * - `exposure`, `offset`: of counts; `weights`: of persons
 * - `membership`: person-level columns of a multinomial logit of the groups; `reference` [the largest]: the group that
 *   it compares with
 * - `also`: further outcomes that share the groups (multi-trajectory); `dual`: one with groups of its own;
 *   `dropout`: a logit a group of leaving the study; `later`: a later outcome regressed on the groups
 * - `method` ["em"]: maximum likelihood; `adam`: soft-assignment least squares by gradient descent, `iterations`
 *   [30000] steps of `learningRate` [0.0001], which is not a mixture and is here for teaching
 * - `starts` [50] of the search; `errors` ["observed"]: standard errors from the observed information, or `sandwich`,
 *   `outer-product`; `folds` [0] and `bootstrap` [0]: of the comparison of numbers of groups
 * - `missing` ["error"], `level` [0.95], `seed` [1], `threads` [0: one a core], `engine` ["fused"],
 *   `backend` ["auto"]; the last two matter to `adam`
 *
 * Coefficients are in the units of the table's time: `Linear` is the change in the linear predictor (the outcome
 * itself; the log of a rate; the logit of a probability) for one unit of time at time 0. Groups are numbered from the
 * one with the lowest mean to that with the highest. Log-likelihoods hold every constant. The fit holds the table that
 * users of `traj` know, the shares of the groups with intervals, how surely people belong to them, the three kinds
 * of standard error, where each start ended, and each person's group; `predict` gives the group and the path ahead of
 * people never seen.
 *
 * @throws InputError for an option, a column or a value that cannot be used, before any training: fewer people than
 *   groups, a time that never varies, an outcome that the family cannot have, an id twice at one time.
 * @example
 * const fit = await trajectories(offenders, {
 *   id: "id", time: "age", outcome: "contacts", family: "poisson", groups: [1, 2, 3, 4, 5],
 * });
 * fit.chart("trajectories")
 */
export const trajectories: ModelFunction<TrajectoriesOptions> = modelFunction("trajectories", {
  estimate: estimateTrajectories,
  charts: trajectoryCharts,
});
