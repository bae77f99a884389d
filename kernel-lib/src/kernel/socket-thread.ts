/**
 * The worker thread that owns the kernel's sockets. The main thread runs the cells; here messages come in and
 * go out, also while a cell keeps the main thread busy: output shows at once, the heart beats, and an
 * interrupt ends even a `while (true) {}`, before or after an await.
 */
import { randomUUID } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { Publisher, Reply, Router } from "zeromq";
import { terminate } from "./termination.js";
import type { SocketThreadData, ToMain, ToSockets } from "./thread-messages.js";
import { decode, encode, type Header, type Message, type Outgoing } from "./wire.js";

const { connection, kernelInfo, shared } = workerData as SocketThreadData;
const session = randomUUID();
/** Milliseconds that the main thread may keep an interrupt waiting before its JavaScript is terminated. */
const patience = 1000;

// No limit on what waits to be sent, and no waiting: every send is done when `send` returns, so output is
// neither lost nor reordered.
const sending = { sendHighWaterMark: 0, sendTimeout: 0, linger: 500 };
const iopub = new Publisher(sending);
const shell = new Router(sending);
const control = new Router(sending);
const stdin = new Router(sending);
const heartbeat = new Reply({ linger: 0 });

function toMain(message: ToMain): void {
  parentPort!.postMessage(message);
}

// --- Out

let stream: { name: "stdout" | "stderr"; parent: Header | null; texts: string[]; length: number } | null =
  null;
let streamTimer: NodeJS.Timeout | null = null;
/** The execute_request that the main thread is busy with. */
let running: Header | null = null;

function write(socket: Publisher | Router, message: Outgoing): void {
  socket.send(encode(connection, session, message)).catch(() => {
    // The peer has gone; there is nobody to tell.
  });
}

function publish(type: string, parent: Header | null, content: object): void {
  const text = JSON.stringify(content);
  write(iopub, { identities: [], type, parent, content: text, metadata: "{}", buffers: [] });
}

function reply(socket: Router, to: Message, type: string, content: object): void {
  const { identities, header: parent } = to;
  const text = JSON.stringify(content);
  write(socket, { identities, type, parent, content: text, metadata: "{}", buffers: [] });
}

function flushStream(): void {
  if (streamTimer) clearTimeout(streamTimer);
  streamTimer = null;
  if (!stream) return;
  const { name, parent, texts } = stream;
  stream = null;
  publish("stream", parent, { name, text: texts.join("") });
}

function addToStream(name: "stdout" | "stderr", text: string, parent: Header | null): void {
  if (stream && (stream.name !== name || stream.parent?.msg_id !== parent?.msg_id)) flushStream();
  stream ??= { name, parent, texts: [], length: 0 };
  stream.texts.push(text);
  stream.length += text.length;
  if (stream.length > 65_536) flushStream();
  else streamTimer ??= setTimeout(flushStream, 10);
}

/** Keeps the front end's indicator on busy when something else is answered while a cell runs. */
function publishStatus(state: "busy" | "idle", parent: Header): void {
  publish("status", parent, { execution_state: state });
  if (parent.msg_type === "execute_request") {
    running = state === "busy" ? parent : null;
    // An interrupt is meant for the cell that ran when it came, never for the next.
    if (running) mainIsAlive(interrupts);
  } else if (state === "idle" && running) publish("status", running, { execution_state: "busy" });
}

parentPort!.on("message", (message: ToSockets) => {
  if (message.kind === "alive") {
    mainIsAlive(message.interrupt);
  } else if (message.kind === "stream") {
    addToStream(message.name, message.text, message.parent);
  } else {
    flushStream();
    const out = message.message;
    if (out.type === "status") publishStatus(JSON.parse(out.content).execution_state, out.parent!);
    else write(message.socket === "iopub" ? iopub : shell, out);
  }
});

// --- In

async function receive(socket: Router, answer: (message: Message) => void): Promise<void> {
  for await (const frames of socket) {
    try {
      answer(decode(connection, frames));
    } catch (error) {
      console.error("quetelet kernel: dropped a message:", error);
    }
  }
}

function answerShell(message: Message): void {
  if (message.header.msg_type === "kernel_info_request") answerKernelInfo(shell, message);
  else toMain({ kind: "request", message });
}

function answerKernelInfo(socket: Router, message: Message): void {
  publishStatus("busy", message.header);
  reply(socket, message, "kernel_info_reply", kernelInfo);
  publishStatus("idle", message.header);
}

function answerControl(message: Message): void {
  const { header, content } = message;
  if (header.msg_type === "kernel_info_request") return answerKernelInfo(control, message);
  publishStatus("busy", header);
  if (header.msg_type === "interrupt_request") {
    interrupt();
    reply(control, message, "interrupt_reply", { status: "ok" });
  } else if (header.msg_type === "shutdown_request") {
    const restart = content.restart === true;
    reply(control, message, "shutdown_reply", { status: "ok", restart });
    flushStream();
    publish("shutdown_reply", header, { status: "ok", restart });
    shutDown();
  }
  publishStatus("idle", header);
}

/** Leaves the sockets a moment to send what they have, then has the main thread exit, willing or not. */
function shutDown(): void {
  setTimeout(() => {
    for (const socket of [iopub, shell, control, stdin, heartbeat]) socket.close();
    toMain({ kind: "shutdown" });
  }, 50);
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 4000);
}

// --- Interrupt

/** The interrupt that the main thread has not answered, and the timer that will force it to. */
let unanswered: { number: number; timer: NodeJS.Timeout } | null = null;
let interrupts = 0;

/** The main thread's answer to an interrupt; one to an earlier interrupt does not count. */
function mainIsAlive(interrupt: number): void {
  if (unanswered?.number !== interrupt) return;
  clearTimeout(unanswered.timer);
  unanswered = null;
}

function interrupt(): void {
  if (unanswered) clearTimeout(unanswered.timer);
  const number = ++interrupts;
  // Who presses again does not want to wait.
  const timer = setTimeout(() => force(number), unanswered ? patience / 5 : patience);
  unanswered = { number, timer };
  toMain({ kind: "interrupt", number, forced: false });
}

function force(number: number): void {
  terminate(shared, {
    wanted: () => unanswered?.number === number,
    done: () => toMain({ kind: "interrupt", number, forced: true }),
  });
}

// --- Start

// A kernel whose server died without a word must not live on.
const parentProcess = process.ppid;
if (process.env.JPY_PARENT_PID && parentProcess !== 1) {
  setInterval(() => process.ppid === parentProcess || process.kill(process.pid, "SIGKILL"), 2000);
}

const bind = (socket: { bind(address: string): Promise<void> }, port: number) =>
  socket.bind(
    connection.transport === "ipc" ? `ipc://${connection.ip}-${port}` : `tcp://${connection.ip}:${port}`,
  );
async function start(): Promise<void> {
  await Promise.all([
    bind(iopub, connection.iopub_port),
    bind(shell, connection.shell_port),
    bind(control, connection.control_port),
    bind(stdin, connection.stdin_port),
    bind(heartbeat, connection.hb_port),
  ]);
  void receive(shell, answerShell);
  void receive(control, answerControl);
  for await (const frames of heartbeat) await heartbeat.send(frames);
}

void start();
