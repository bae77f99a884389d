import type { DisplayOptions, KernelBridge, MimeBundle } from "../../contract/kernel-bridge.js";

/** What the library needs of the place it runs in; one adapter a place. */
export interface Environment {
  readonly name: "quetelet" | "tslab" | "deno" | "node";
  /** `display`: outputs can be shown and updated; `line`: a terminal's status line; `none`: no place for progress. */
  readonly progress: "display" | "line" | "none";
  /** Shows a MIME bundle, or updates the one shown under the same display id. */
  display(bundle: MimeBundle, options?: DisplayOptions): void | Promise<void>;
  /**
   * Calls back on every interrupt from now on. Absent where the kernel cancels our runs itself, and where an
   * interrupt is the program's own affair.
   */
  onInterrupt?(listener: () => void): void;
  /** Opens a comm to the front end. Absent where there are none. */
  openComm?: KernelBridge["openComm"];
  /** Front ends that show runs as they go. Absent where nobody can tell: one may be there. */
  monitors?: KernelBridge["monitors"];
}
