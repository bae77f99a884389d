/**
 * What the TypeScript (Quetelet) kernel offers to the library and to notebooks, on
 * `globalThis[Symbol.for("quetelet.kernel")]`. The object is absent outside this kernel. Types only, so that
 * the kernel and the notebook adapters agree without either importing the other.
 */
export interface KernelBridge {
  /**
   * Shows a MIME bundle below the cell that is running, or, between cells and in code that outlives its cell,
   * below the cell that the code belongs to. Returns the display id, so that a later call can update it.
   */
  display(bundle: MimeBundle, options?: DisplayOptions): string | undefined;
  /** Clears the output of the cell; with `wait` only when the next output arrives (no flicker). */
  clearOutput(options?: { wait?: boolean }): void;
  /**
   * Calls back when the person interrupts a running cell, before the kernel ends that cell. The library's own
   * runs need no listener: the kernel cancels them. Returns the function that takes the listener away.
   */
  onInterrupt(listener: () => void): () => void;
  /**
   * Answers comms that the front end opens under `target`. The listener runs also while a cell runs.
   * A second registration under the same name replaces the first. Returns the function that unregisters.
   */
  registerCommTarget(target: string, listener: CommListener): () => void;
  /** Opens a comm to the front end's `target`. */
  openComm(target: string, data?: unknown, options?: CommMessageOptions): Comm;
  /** Front ends that have said that they show runs as they go; absent in older kernels, which do not ask. */
  readonly monitors?: Monitors;
  /** What a variable of the notebook holds, by its name; undefined when the cells run so far have set none. */
  variable(name: string): unknown;
  /** The id of the execute_request whose output the caller's code writes to; null before the first cell. */
  readonly parentId: string | null;
  /** Name and version of the kernel, for `doctor` and provenance. */
  readonly kernel: { readonly name: string; readonly version: string };
}

export interface Monitors {
  /** Whether there is one now. */
  readonly isAny: boolean;
  /** Calls back whenever one comes, also while a cell runs. Returns the function that takes the listener away. */
  onArrival(listener: () => void): () => void;
}

/** MIME type → content; JSON types hold plain data, binary types hold base64 text. */
export type MimeBundle = Record<string, unknown>;

export interface DisplayOptions {
  /** Names the output so that `update` can replace it, wherever it stands. */
  displayId?: string;
  /** Replaces the outputs shown under `displayId` rather than adding one. Default false. */
  update?: boolean;
  /** MIME type → metadata for the renderer. */
  metadata?: Record<string, unknown>;
  /** Further transient data; never saved in the notebook. */
  transient?: Record<string, unknown>;
}

export interface CommMessageOptions {
  metadata?: Record<string, unknown>;
  /** Binary parts, sent as they are beside the JSON. */
  buffers?: ArrayBufferView[];
}

export interface CommMessage {
  readonly data: unknown;
  readonly metadata: Record<string, unknown>;
  readonly buffers: readonly Uint8Array[];
}

export type CommListener = (comm: Comm, open: CommMessage) => void | Promise<void>;

/** One open channel between this kernel and the front end. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  readonly closed: boolean;
  send(data: unknown, options?: CommMessageOptions): void;
  /** Closes both ends; further `send` calls throw. A second close does nothing. */
  close(data?: unknown): void;
  /** Returns the function that takes the listener away. */
  onMessage(listener: (message: CommMessage) => void | Promise<void>): () => void;
  /** Calls back once, when the front end closes the comm. */
  onClose(listener: (message: CommMessage) => void): () => void;
}
