/** What a long run reports: shown as a line in a terminal, a display in a notebook, a monitor in Lab. */
export interface Progress {
  /** What the run is doing, in a few words: `fitting`, `profiling theta`, `bootstrap`. */
  phase: string;
  /** Steps done in this phase. */
  step: number;
  /** Steps the phase will need, when known. */
  steps?: number;
  /** Mean loss, or the negative log-likelihood, at this step. */
  loss?: number;
  /** Things of one kind that are done: `starts`, `seeds`, `resamples`, `trees`, `folds`. */
  parts?: { name: string; done: number; total: number };
}

/** What a run computes on. */
export interface RunPlace {
  /** `fused`, or the name of the tfjs backend. */
  backend: string;
  /** As `doctor` calls it, for example `CPU (8 threads, Float64)`. */
  device: string | null;
}
