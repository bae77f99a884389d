import type { Run } from "../compute/run.js";
import { startRun } from "../compute/run.js";
import {
  runUnawareStudy,
  type UnawareStudy,
  type UnawareStudyOptions,
} from "../models/forest/hierarchical/index.js";

const start = (options: UnawareStudyOptions = {}): Run<UnawareStudy> =>
  startRun("unawareStudy", (run) => runUnawareStudy(options, run));

/**
 * The simulation study of X. Li, "Unaware Fairness: Hierarchical Random Forest for Protected Classes": many samples of
 * `simulateUnaware`, each with a test sample of its own, on which a hierarchical forest (x₃ estimated from x₁ and x₂,
 * the outcome from x₁, x₂ and the estimate) is set beside a forest that is given x₃ itself. Every measure is a mean over
 * the samples, with its standard error and the paper's number.
 *
 * Options (defaults in brackets): `scenario` ["linear"], `replicates` [100], `n` [500], `noise` [1], `coefficient` [100,
 * of the non-linear scenario], `trees` [100], `estimates` ["out-of-fold"], `interval` [0.9], `seed` [1], `threads` [0].
 * `unawareStudy.start` gives a run that reports progress and can be cancelled.
 * @throws InputError when an option is out of range.
 * @example
 * const study = await unawareStudy({ scenario: "nonlinear", replicates: 100 });
 */
export const unawareStudy = Object.assign(
  async (options?: UnawareStudyOptions): Promise<UnawareStudy> => await start(options),
  { start },
);
