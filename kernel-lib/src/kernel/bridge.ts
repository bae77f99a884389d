import type { DisplayOptions, KernelBridge, MimeBundle, Monitors } from "../contract/kernel-bridge.js";
import type { Channel } from "./channel.js";
import type { Comms } from "./comms.js";
import { encodeBinary } from "./mime-bundle.js";

/** The kernel's side of what the library and notebooks find under `Symbol.for("quetelet.kernel")`. */
export function createBridge({
  channel,
  comms,
  monitors,
  interruptListeners,
  variable,
  kernel,
}: {
  channel: Channel;
  comms: Comms;
  monitors: Monitors;
  interruptListeners: Set<() => void>;
  variable: KernelBridge["variable"];
  kernel: KernelBridge["kernel"];
}): KernelBridge {
  return {
    display(
      bundle: MimeBundle,
      { displayId, update = false, metadata = {}, transient = {} }: DisplayOptions = {},
    ) {
      if (update && displayId === undefined)
        throw new TypeError("display: 'update' needs the 'displayId' to update");
      channel.publish(update ? "update_display_data" : "display_data", {
        data: encodeBinary(bundle),
        metadata,
        transient: displayId === undefined ? transient : { ...transient, display_id: displayId },
      });
      return displayId;
    },
    clearOutput: ({ wait = false } = {}) => channel.publish("clear_output", { wait }),
    onInterrupt(listener) {
      interruptListeners.add(listener);
      return () => {
        interruptListeners.delete(listener);
      };
    },
    registerCommTarget: comms.register,
    openComm: comms.open,
    monitors,
    variable,
    get parentId() {
      return channel.current()?.parent.msg_id ?? null;
    },
    kernel,
  };
}
