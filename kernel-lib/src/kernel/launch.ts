import { readFileSync, writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { createBridge } from "./bridge.js";
import { createCellQueue } from "./cell-queue.js";
import { captureOutput, createChannel } from "./channel.js";
import { createComms } from "./comms.js";
import { createNotebookExecutor, type NotebookExecutor } from "./executor.js";
import { createHistory } from "./history.js";
import { kernelInfo, packageVersion } from "./kernel-info.js";
import { registerMonitors } from "./monitors.js";
import { createRequestHandler } from "./requests.js";
import { guarded, prepareTermination, sharedState } from "./termination.js";
import type { SocketThreadData, ToMain } from "./thread-messages.js";
import { reportDiagnostics } from "./diagnostics.js";
import { setTslabDisplay } from "./tslab.js";
import { createSourcePositions } from "./source-positions.js";
import { reportError } from "./trace.js";
import type { ConnectionInfo } from "./wire.js";
import { registerWorkspace } from "./workspace/index.js";

/**
 * Runs the kernel in this process, with the notebook's folder as current directory. `connectionFile` is the
 * one that Jupyter writes. Does not return control before the process ends on a shutdown request.
 */
export function launchKernel(connectionFile: string): void {
  const connection: ConnectionInfo = JSON.parse(readFileSync(connectionFile, "utf8"));
  const shared = sharedState();
  prepareTermination(shared);
  const workerData: SocketThreadData = { connection, kernelInfo: kernelInfo(), shared };
  const sockets = new Worker(new URL("./socket-thread.js", import.meta.url), { workerData });
  sockets.on("error", (error) => {
    writeSync(2, `quetelet kernel: ${error.stack ?? error}\n`);
    process.exit(1);
  });

  const channel = createChannel(sockets);
  captureOutput(channel);
  const comms = createComms(channel);
  const interruptListeners = new Set<() => void>();

  let created: NotebookExecutor | null = null;
  function create(): NotebookExecutor {
    const made = createNotebookExecutor({
      folder: process.cwd(),
      guarded: (body) => guarded(shared, body),
      checkAlive() {
        if (channel.current()?.ended) throw new Interrupted();
      },
      onModuleDiagnostics(diagnostics, source) {
        if (diagnostics.length === 0) return;
        const { traceback } = reportDiagnostics(diagnostics, source, "module");
        channel.stream("stderr", `${traceback.join("\n")}\n`);
      },
    });
    setTslabDisplay((content, update) =>
      channel.publish(update ? "update_display_data" : "display_data", content),
    );
    return made;
  }
  const executor = () => (created ??= guarded(shared, create));

  const history = createHistory();
  const cells = createCellQueue({
    channel,
    executor,
    history,
    onInterrupt() {
      for (const listener of interruptListeners) listener();
    },
  });
  const handle = createRequestHandler({ channel, cells, comms, history, executor });
  const kernel = { name: "quetelet", version: packageVersion };
  (globalThis as Record<symbol, unknown>)[Symbol.for("quetelet.kernel")] = createBridge({
    channel,
    comms,
    monitors: registerMonitors(comms),
    interruptListeners,
    variable: (name) => created?.variable(name),
    kernel,
  });

  registerWorkspace(comms, {
    names: () => created?.names() ?? [],
    variable: (name) => created?.variable(name),
  });

  reportStrayErrors(channel.stream, () => created?.positions ?? createSourcePositions());
  const onSignal = () => cells.interrupt(false);
  process.on("SIGINT", onSignal);

  sockets.on("message", (message: ToMain) => {
    if (message.kind === "request") {
      handle(message.message);
    } else if (message.kind === "shutdown") {
      process.exit(0);
    } else {
      cells.interrupt(message.forced);
      // Not at once: what the cell has still to come may be the loop that never ends.
      setTimeout(() => channel.alive(message.number), 100);
      // node:vm had put the listener aside while the terminated code ran.
      if (message.forced && !process.listeners("SIGINT").includes(onSignal)) process.on("SIGINT", onSignal);
    }
  });
  // The compiler takes its time; meanwhile the socket thread has answered kernel_info.
  setImmediate(executor);
}

class Interrupted extends Error {
  override readonly name = "Interrupted";
  override readonly message = "the cell was interrupted";
}

/** Errors that no cell awaits are told on stderr, below the cell that they come from; the kernel lives on. */
function reportStrayErrors(
  stream: (name: "stderr", text: string) => void,
  positions: () => Parameters<typeof reportError>[1],
): void {
  const tell = (what: string) => (error: unknown) => {
    if (error instanceof Interrupted) return;
    const { traceback } = reportError(error, positions());
    stream("stderr", `${what} ${traceback.join("\n")}\n`);
  };
  process.on("uncaughtException", tell("Uncaught"));
  process.on("unhandledRejection", tell("Unhandled rejection:"));
}
