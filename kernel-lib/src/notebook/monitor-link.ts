import type { Run } from "../compute/run.js";
import { RUN_COMM_TARGET, type RunCommand, type RunNews, type RunReport } from "../contract/index.js";
import type { Comm, KernelBridge } from "../contract/kernel-bridge.js";

/** Brings a run's reports to the front end's monitor, and the monitor's commands to the run. */
export interface MonitorLink {
  /** Sends a report, the first in the opening of the comm and the last in its closing; returns what may be commanded. */
  send(report: RunReport): RunReport["commands"];
}

/** `onCommand` is called after a command was obeyed. Without a monitor that listens nothing is sent. */
export function createMonitorLink(
  openComm: KernelBridge["openComm"],
  run: Run<unknown>,
  onCommand: () => void,
): MonitorLink {
  let comm: Comm | null = null;

  function obey(data: unknown): void {
    switch ((data as Partial<RunCommand> | null)?.action) {
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
    onCommand();
  }

  return {
    send(plain) {
      if (comm?.closed) return [];
      const commands = run.cancelledBy ? [] : commandsIn(plain.state);
      const news: RunNews = { report: { ...plain, commands } };
      if (!comm) {
        comm = openComm(RUN_COMM_TARGET, news);
        comm.onMessage(({ data }) => obey(data));
      } else if (plain.reason !== null) comm.close(news);
      else comm.send(news);
      return commands;
    },
  };
}

function commandsIn(state: RunReport["state"]): RunReport["commands"] {
  if (state === "running") return ["pause", "stop"];
  return state === "paused" ? ["resume", "stop"] : [];
}
