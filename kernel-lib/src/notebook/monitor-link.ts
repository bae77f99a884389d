import type { Run } from "../compute/run.js";
import {
  RUN_COMM_TARGET,
  type RunCommand,
  type RunFollowing,
  type RunNews,
  type RunReport,
} from "../contract/index.js";
import type { Comm, KernelBridge, Monitors } from "../contract/kernel-bridge.js";

/** Brings a run's reports to the front end's monitor, and the monitor's commands to the run. */
export interface MonitorLink {
  /**
   * Sends a report, the first in the opening of the comm and the last in its closing, where there is a monitor; returns
   * what may be commanded.
   */
  send(report: RunReport): RunReport["commands"];
  /** Whether a monitor has said that it shows what comes over the comm. */
  readonly isFollowed: boolean;
}

interface LinkOptions {
  openComm: KernelBridge["openComm"];
  /** A comm is opened only when there is one; absent: one may be there. */
  monitors?: Monitors;
  run: Run<unknown>;
  /** Called after a command was obeyed, and when a monitor comes or begins to follow, for a report to be sent. */
  onChange: () => void;
}

/** To a front end that closes the comm, as one without a monitor does, nothing more is sent until a monitor comes. */
export function createMonitorLink({ openComm, monitors, run, onChange }: LinkOptions): MonitorLink {
  let comm: Comm | null = null;
  let isFollowed = false;
  /** The losses that the monitor has. */
  let sent: RunReport["losses"] = [];

  function obey(data: unknown): void {
    const { action, follows } = (data ?? {}) as Partial<RunCommand & RunFollowing>;
    if (follows === true) {
      isFollowed = true;
      sent = [];
      onChange();
      return;
    }
    switch (action) {
      case "pause":
        run.pause();
        break;
      case "resume":
        run.resume();
        break;
      case "stop":
        run.cancel("monitor");
        break;
      default:
        return;
    }
    onChange();
  }

  const forget = monitors?.onArrival(() => {
    // One that comes while a comm is open finds that by itself.
    if (comm?.closed === false) return;
    comm = null;
    isFollowed = false;
    sent = [];
    onChange();
  });
  if (forget) run.then(forget, forget);

  /** The report with the losses that are new; with all of them when they were thinned. */
  function newsOf(report: RunReport): RunNews {
    const { losses } = report;
    const kept = sent.length;
    const isLonger = kept > 0 && losses[kept - 1] === sent[kept - 1];
    sent = losses;
    if (!isLonger) return { report };
    return { report: { ...report, losses: losses.slice(kept) }, kept };
  }

  return {
    get isFollowed() {
      return isFollowed && !comm?.closed;
    },
    send(plain) {
      const isLast = plain.reason !== null;
      if (comm ? comm.closed : isLast || monitors?.isAny === false) return [];
      const commands = run.cancelledBy ? [] : commandsIn(plain.state);
      if (isLast) sent = [];
      const news = newsOf({ ...plain, commands });
      if (!comm) {
        comm = openComm(RUN_COMM_TARGET, news);
        comm.onMessage(({ data }) => obey(data));
      } else if (isLast) comm.close(news);
      else comm.send(news);
      return commands;
    },
  };
}

function commandsIn(state: RunReport["state"]): RunReport["commands"] {
  if (state === "running") return ["pause", "stop"];
  return state === "paused" ? ["resume", "stop"] : [];
}
