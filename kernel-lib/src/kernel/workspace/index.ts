import type { WorkspaceAnswer, WorkspaceNotice, WorkspaceQuestion } from "../../contract/index.js";
import type { Comm } from "../../contract/kernel-bridge.js";
import { WORKSPACE_COMM_TARGET } from "../../contract/workspace.js";
import type { Comms } from "../comms.js";
import type { Answerer } from "./answerer.js";
import type { Variables } from "./variables.js";

/**
 * Answers front ends that ask what tables there are, under the comm target of the contract. Answers come in any order,
 * and leave no trace in variables, history, outputs or the running cell.
 */
export function registerWorkspace(comms: Pick<Comms, "register">, variables: Variables): void {
  // Loaded with the first question: a kernel that nobody asks need not wait for it.
  let loading: Promise<Answerer> | null = null;
  const answerer = () =>
    (loading ??= import("./answerer.js").then(({ createAnswerer }) => createAnswerer(variables)));
  comms.register(WORKSPACE_COMM_TARGET, (comm) => {
    // Not awaited: the kernel would call itself busy until the answer.
    comm.onMessage(({ data }) => void reply(comm, data, answerer));
  });
}

async function reply(comm: Comm, data: unknown, answerer: () => Promise<Answerer>): Promise<void> {
  const send = (message: WorkspaceAnswer | WorkspaceNotice) => {
    if (!comm.closed) comm.send(message);
  };
  const question = (data ?? {}) as WorkspaceQuestion;
  const { answer, sentenceOf } = await answerer();
  try {
    const found = await answer(question, () => send({ changed: "tables" }));
    send({ id: question.id, ok: true, answer: found });
  } catch (error) {
    send({ id: question.id, ok: false, message: sentenceOf(error) });
  }
}
