import { MONITOR_COMM_TARGET } from "../contract/index.js";
import type { Comm, Monitors } from "../contract/kernel-bridge.js";
import type { Comms } from "./comms.js";

/** A page that is loaded anew or closed says no goodbye: what it left is closed when so many came after it. */
const mostOpen = 16;

/** Keeps count of the front ends that show runs: each holds a comm open under the target of the contract. */
export function registerMonitors(comms: Pick<Comms, "register">): Monitors {
  const open = new Set<Comm>();
  const listeners = new Set<() => void>();
  comms.register(MONITOR_COMM_TARGET, (comm) => {
    open.add(comm);
    comm.onClose(() => void open.delete(comm));
    for (const oldest of [...open].slice(0, -mostOpen)) {
      open.delete(oldest);
      oldest.close();
    }
    for (const listener of listeners) listener();
  });
  return {
    get isAny() {
      return open.size > 0;
    },
    onArrival(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
