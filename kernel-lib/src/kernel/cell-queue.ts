import { MessageChannel } from "node:worker_threads";
import { cancelAllRuns, onRunStart } from "../compute/run.js";
import type { Channel, Context } from "./channel.js";
import { reportDiagnostics } from "./diagnostics.js";
import type { NotebookExecutor, Outcome } from "./executor.js";
import type { History } from "./history.js";
import { mimeBundle, plainText } from "./mime-bundle.js";
import { cellTitle, reportError, type ErrorReport } from "./trace.js";
import type { Message } from "./wire.js";

/** Runs cells one after the other. */
export interface CellQueue {
  add(request: Message): void;
  /**
   * Cancels the library's runs. A cell that waits for one has `grace` to finish with the partial fit; else, on
   * a second interrupt, or when `forced` (its code was terminated already), it ends with an error at once.
   * Between cells only runs that are still going are cancelled.
   */
  interrupt(forced: boolean): void;
}

export interface CellQueueOptions {
  channel: Channel;
  executor: () => NotebookExecutor;
  history: History;
  /** Called when a person interrupts a running cell, before it ends. */
  onInterrupt: () => void;
}

interface Cell {
  request: Message;
  context: Context;
  code: string;
  count: number;
  silent: boolean;
  stored: boolean;
  /** An interrupt has come; the cell may still finish by itself. */
  interrupted: boolean;
  /** The interrupt met a run of the library's. */
  hadRun: boolean;
  /** The reply is on its way; whatever the cell's code still does changes nothing. */
  settled: boolean;
}

/** Milliseconds that a cancelled run has to resolve with what it has. */
const grace = 2000;
/**
 * Milliseconds that a failed cell's reply is held back, for the requests that were sent before the failure was
 * known to arrive and be aborted.
 */
const abortWindow = 50;

export function createCellQueue({ channel, executor, history, onInterrupt }: CellQueueOptions): CellQueue {
  const waiting: Message[] = [];
  let running: Cell | null = null;
  let count = 0;

  onRunStart((run) => {
    if (running?.interrupted) run.cancel();
  });

  function next(): void {
    const request = waiting.shift();
    running = request ? open(request) : null;
    if (running) void run(running);
  }

  function open(request: Message): Cell {
    const { code = "", silent = false, store_history: store = true } = request.content;
    const stored = !silent && store !== false;
    return {
      request,
      context: { parent: request.header, ended: false },
      code: String(code),
      count: stored ? ++count : count + 1,
      silent: silent === true,
      stored,
      interrupted: false,
      hadRun: false,
      settled: false,
    };
  }

  async function run(cell: Cell): Promise<void> {
    const { request, context, code } = cell;
    const parent = request.header;
    channel.status("busy", parent);
    if (cell.stored) history.add(cell.count, code);
    if (!cell.silent) channel.publish("execute_input", { code, execution_count: cell.count }, { parent });
    try {
      const script = scriptName(cell.count);
      const outcome = await detached(() =>
        channel.within(context, async () => {
          const outcome = code.trim() === "" ? nothing : await executor().execute(code, script);
          return cell.settled ? null : await show(cell, script, outcome);
        }),
      );
      // One turn of the event loop, so that what the cell's last promises print comes before idle.
      await new Promise((resolve) => setImmediate(resolve));
      if (outcome) settle(cell, outcome);
    } catch (error) {
      settle(cell, fail(cell, reportError(error, executor().positions)));
    }
  }

  /** Publishes how the code ended and returns the reply. */
  async function show(cell: Cell, script: string, outcome: Outcome): Promise<object> {
    if (outcome.status === "mistyped") {
      return fail(cell, reportDiagnostics(outcome.diagnostics, cell.code, cellTitle(script)));
    }
    if (outcome.status === "thrown") return fail(cell, report(cell, outcome.error));
    if (outcome.value !== undefined && !cell.silent) {
      const data = await bundle(outcome.value);
      if (cell.settled) return {};
      history.setOutput(cell.count, String(data["text/plain"]));
      channel.publish("execute_result", { execution_count: cell.count, data, metadata: {}, transient: {} });
    }
    const expressions = Object.entries(cell.request.content.user_expressions ?? {});
    const values: Record<string, object> = {};
    for (const [name, expression] of expressions) values[name] = await evaluate(cell, String(expression));
    return { status: "ok", execution_count: cell.count, payload: [], user_expressions: values };
  }

  async function evaluate(cell: Cell, expression: string): Promise<object> {
    const script = "user-expression.ts";
    const outcome = await executor().execute(`(${expression}\n)`, script);
    if (outcome.status === "ok") return { status: "ok", data: await bundle(outcome.value), metadata: {} };
    if (outcome.status === "thrown") return { status: "error", ...report(cell, outcome.error) };
    return { status: "error", ...reportDiagnostics(outcome.diagnostics, `(${expression}`, "expression") };
  }

  /** A value whose own display fails shows as text, and why on stderr. */
  async function bundle(value: unknown): Promise<Record<string, unknown>> {
    try {
      return await mimeBundle(value);
    } catch (error) {
      const { traceback } = reportError(error, executor().positions);
      channel.stream("stderr", `Jupyter.display failed:\n${traceback.join("\n")}\n`);
      return { "text/plain": plainText(value) };
    }
  }

  function report(cell: Cell, error: unknown): ErrorReport {
    const cancelled = cell.interrupted && (error as Error | null)?.name === "CancelledError";
    return cancelled ? interruption({ hadRun: false }) : reportError(error, executor().positions);
  }

  function fail(cell: Cell, error: ErrorReport): object {
    if (!cell.settled) channel.publish("error", error, { parent: cell.request.header });
    return { status: "error", ...error, execution_count: cell.count, payload: [], user_expressions: {} };
  }

  function settle(cell: Cell, reply: object): void {
    if (cell.settled) return;
    cell.settled = true;
    const failed = (reply as { status: string }).status === "error";
    const close = () => {
      channel.reply(cell.request, "execute_reply", reply);
      channel.status("idle", cell.request.header);
      if (failed && cell.request.content.stop_on_error !== false) waiting.splice(0).forEach(abort);
      next();
    };
    if (failed && cell.request.content.stop_on_error !== false) setTimeout(close, abortWindow);
    else close();
  }

  function abort(request: Message): void {
    channel.status("busy", request.header);
    channel.reply(request, "execute_reply", { status: "aborted", execution_count: count });
    channel.status("idle", request.header);
  }

  /** Ends a cell though its code may be awaiting something: its awaits throw from now on. */
  function end(cell: Cell): void {
    if (cell.settled) return;
    cell.context.ended = true;
    executor().interrupt();
    cancelAllRuns();
    settle(cell, fail(cell, interruption(cell)));
  }

  function scriptName(number: number): string {
    const { positions } = executor();
    const plain = `cell-${number}.ts`;
    for (let i = 2; ; i++) {
      const name = i === 2 ? plain : `cell-${number}-run-${i - 1}.ts`;
      if (!positions.has(name)) return name;
    }
  }

  return {
    add(request) {
      waiting.push(request);
      if (!running) next();
    },
    interrupt(forced) {
      const cell = running;
      if (!cell || cell.settled) {
        cancelAllRuns();
        return;
      }
      const again = cell.interrupted;
      cell.interrupted = true;
      if (!again) onInterrupt();
      const runs = cancelAllRuns();
      cell.hadRun ||= runs > 0;
      if (forced || again || runs === 0) end(cell);
      else setTimeout(() => end(cell), grace);
    },
  };
}

const nothing: Outcome = { status: "ok", value: undefined };

function interruption({ hadRun }: Pick<Cell, "hadRun">): ErrorReport {
  const [ename, evalue] = ["Interrupted", "the cell was interrupted"];
  const traceback = [`${ename}: ${evalue}; what it and earlier cells had set is still there`];
  if (hadRun) {
    traceback.push('`await lastRun()` gives what the fit had reached (import { lastRun } from "quetelet")');
  }
  return { ename, evalue, traceback };
}

/**
 * Runs `body` from a fresh call stack. An endless loop in a cell is ended by tearing down the stack it stands
 * on; the queue's own functions must not stand there too.
 */
function detached<T>(body: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.once("message", () => {
      port1.close();
      body().then(resolve, reject);
    });
    port2.postMessage(null);
  });
}
