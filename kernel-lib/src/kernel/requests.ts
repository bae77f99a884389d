import type { CellQueue } from "./cell-queue.js";
import type { Channel, Context } from "./channel.js";
import type { Comms } from "./comms.js";
import type { NotebookExecutor } from "./executor.js";
import type { History, HistoryRequest } from "./history.js";
import { completeCode, inspectCode } from "./language-service.js";
import { reportError } from "./trace.js";
import type { Message } from "./wire.js";

export interface RequestHandlerOptions {
  channel: Channel;
  cells: CellQueue;
  comms: Comms;
  history: History;
  executor: () => NotebookExecutor;
}

/**
 * Answers what comes over the shell socket. Cells wait for each other; everything else is answered at once,
 * also while a cell awaits something, so that widgets and completions work meanwhile.
 */
export function createRequestHandler(options: RequestHandlerOptions): (message: Message) => void {
  const { channel, cells, comms, history, executor } = options;

  const answers: Record<string, (content: Record<string, unknown>) => object> = {
    inspect_request: ({ code, cursor_pos }) => inspectCode(executor(), String(code), Number(cursor_pos)),
    complete_request: ({ code, cursor_pos }) => completeCode(executor(), String(code), Number(cursor_pos)),
    is_complete_request: ({ code }) => {
      const { completed, indent } = executor().isComplete(String(code));
      return completed ? { status: "complete" } : { status: "incomplete", indent: indent ?? "" };
    },
    history_request: (content) => history.query(content as HistoryRequest),
    comm_info_request: ({ target_name }) => comms.info(target_name as string | undefined),
  };

  async function respond(message: Message): Promise<void> {
    const type = message.header.msg_type;
    const answer = answers[type];
    if (answer) {
      let content: object;
      try {
        content = answer(message.content);
      } catch (error) {
        content = { status: "error", ...reportError(error, executor().positions) };
      }
      channel.reply(message, type.replace(/_request$/, "_reply"), content);
    } else if (type.startsWith("comm_")) {
      await comms.handle(message);
    } else {
      throw new Error(`the kernel does not know messages of type '${type}'`);
    }
  }

  return (message) => {
    const parent = message.header;
    if (parent.msg_type === "execute_request") {
      cells.add(message);
      return;
    }
    const context: Context = { parent, ended: false };
    void channel.within(context, async () => {
      channel.status("busy", parent);
      try {
        await respond(message);
      } catch (error) {
        const { traceback } = reportError(error, executor().positions);
        channel.stream("stderr", `${traceback.join("\n")}\n`);
      }
      channel.status("idle", parent);
    });
  };
}
