import type { Kernel } from "@jupyterlab/services";
import { Signal } from "@lumino/signaling";
import { RUN_COMM_TARGET, type RunReport } from "quetelet/contract";
import { vi } from "vitest";

/** A run's report with a few things of its own. */
export function runReport(parts: Partial<RunReport> = {}): RunReport {
  return {
    kind: "quetelet.run",
    version: 1,
    id: "run-1",
    name: "trajectories",
    state: "running",
    reason: null,
    phase: "fitting",
    step: 370,
    steps: 1000,
    seconds: 12.34,
    secondsLeft: 20.6,
    losses: [
      { step: 1, loss: 9 },
      { step: 370, loss: 4.5 },
    ],
    best: 4.25,
    parts: { name: "starts", done: 37, total: 50 },
    backend: "fused",
    device: "2 threads",
    memory: 312e6,
    commands: ["pause", "stop"],
    ...parts,
  };
}

export const noSource = { notebook: () => "streets.ipynb", interrupt: vi.fn(() => Promise.resolve()) };

/** One end of a comm, and what was sent over it. */
export function fakeComm(id = "comm-1") {
  return {
    ...{ commId: id, targetName: RUN_COMM_TARGET, isDisposed: false },
    ...{ open: vi.fn(), send: vi.fn(), close: vi.fn(), onMsg: vi.fn(), onClose: vi.fn() },
  };
}

/** A message over a run's comm. */
export const news = (report: unknown) => ({ content: { data: { report } } });

type Listener = Parameters<Kernel.IKernelConnection["registerCommTarget"]>[1];

/** A connection to a kernel that says what a test lets it say. */
export function fakeKernel({
  comms = {},
  implementation = "quetelet",
}: { comms?: Record<string, { target_name: string }>; implementation?: string } = {}) {
  const created: ReturnType<typeof fakeComm>[] = [];
  const targets = new Map<string, Listener>();
  const kernel = {
    handleComms: true,
    isDisposed: false,
    status: "unknown",
    info: Promise.resolve({ implementation }),
    interrupt: vi.fn(() => Promise.resolve()),
    registerCommTarget: (name: string, listener: Listener) => void targets.set(name, listener),
    removeCommTarget: (name: string) => void targets.delete(name),
    requestCommInfo: () => Promise.resolve({ content: { status: "ok", comms } }),
    hasComm: () => false,
    createComm: (targetName: string, id?: string) => {
      const comm = { ...fakeComm(id), targetName };
      created.push(comm);
      return comm;
    },
  } as unknown as Kernel.IKernelConnection;
  const signals = {
    iopubMessage: new Signal<unknown, unknown>(kernel),
    statusChanged: new Signal<unknown, unknown>(kernel),
    disposed: new Signal<unknown, unknown>(kernel),
  };
  Object.assign(kernel, signals);
  return {
    kernel,
    created,
    targets,
    openComm(data: unknown, comm = fakeComm()) {
      void targets.get(RUN_COMM_TARGET)?.(comm as never, news(data) as never);
      return comm;
    },
    display(data: Record<string, unknown>, type = "update_display_data") {
      signals.iopubMessage.emit({ header: { msg_type: type }, content: { data } });
    },
    status(status: Kernel.Status) {
      Object.assign(kernel, { status });
      signals.statusChanged.emit(status);
    },
    dispose: () => signals.disposed.emit(undefined),
  };
}
