/** MIME type of a run's report in a notebook output, updated in place; its last state stays in the notebook. */
export const RUN_MIME_TYPE = "application/vnd.quetelet.run+json";

/**
 * Comm target of the kernel "TypeScript (Quetelet)" under which a front end that shows runs opens one comm, with no
 * data, and leaves it open. To front ends that have not, as those that run a notebook unseen, the kernel opens none.
 *
 * The kernel cannot tell a page that was closed without a goodbye, as by a reload, from one that is there: it keeps the
 * last few comms, closes those before, and opens comms to whoever follows it as long as it keeps any. What a run's comm
 * says reaches all front ends, also one whose own comm was closed so.
 */
export const MONITOR_COMM_TARGET = "quetelet.monitor";

/**
 * Comm target of the front end. Once there is a monitor, the kernel opens a comm a run with a `RunNews` as its data,
 * sends further ones, and closes it with the last; the front end sends a `RunFollowing`, then `RunCommand`s.
 */
export const RUN_COMM_TARGET = "quetelet.run";

/** A report as it comes over the comm: nbclient takes a `state` at the top of any comm's data for a widget's. */
export interface RunNews {
  report: RunReport;
  /**
   * How many of the losses that came before stay, with the report's own behind them. Absent: the report has them all.
   */
  kept?: number;
}

/**
 * Says that a front end shows the run from what comes over the comm: the kernel answers with a whole report, and
 * updates the output, which then only has to be right when the notebook is saved, rarely.
 */
export interface RunFollowing {
  follows: true;
}

/** What a run is doing, or how it ended: all that a training monitor shows. */
export interface RunReport {
  kind: "quetelet.run";
  version: 1;
  /** The same in the output and over the comm. */
  id: string;
  /** Name of the model, or what the person called work of their own. */
  name: string;
  state: "running" | "paused" | "done" | "stopped" | "interrupted" | "failed";
  /** Why it ended, in one sentence; null while it goes on. */
  reason: string | null;
  /** What it is doing, in a few words; null before the first report. */
  phase: string | null;
  /** Steps of the phase that are done, and how many there will be, when known. */
  step: number;
  steps: number | null;
  /** Seconds since it began, pauses left out. */
  seconds: number;
  /** Seconds that the phase will still take; null when nobody can tell. */
  secondsLeft: number | null;
  /**
   * The losses of the present phase, or of the last that had any, thinned to a few hundred: what phases minimise need
   * not be of one scale. `step` counts on where a phase begins to count anew, as for each of several starts.
   */
  losses: { step: number; loss: number }[];
  /** The lowest of them, also of those that were left out. */
  best: number | null;
  /** Starts, seeds, trees or resamples done, where the phase counts such. */
  parts: { name: string; done: number; total: number } | null;
  /** `fused`, or the tfjs backend, and what it runs on; null before it is chosen. */
  backend: string | null;
  device: string | null;
  /** Bytes that the kernel's process occupies. */
  memory: number | null;
  /** What the front end may ask over the comm; empty where there is none. */
  commands: RunCommand["action"][];
}

export interface RunCommand {
  action: "pause" | "resume" | "stop";
}
