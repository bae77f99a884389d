// @vitest-environment jsdom
import { MONITOR_COMM_TARGET } from "quetelet/contract";
import { describe, expect, it } from "vitest";
import { announceMonitor } from "../../../../extension/src/monitor/announce";
import { fakeKernel } from "./support";

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe("announceMonitor", () => {
  it("opens one comm once the kernel is there, and closes it in the end", async () => {
    const { kernel, created, status } = fakeKernel();
    const announcement = announceMonitor(kernel);
    await settle();
    expect(created).toEqual([]);
    for (const each of ["busy", "idle", "busy"] as const) status(each);
    await settle();
    expect(created.map(({ targetName }) => targetName)).toEqual([MONITOR_COMM_TARGET]);
    expect(created[0]!.open).toHaveBeenCalledTimes(1);
    announcement.dispose();
    expect(created[0]!.close).toHaveBeenCalledTimes(1);
    status("idle");
    await settle();
    expect(created).toHaveLength(1);
  });

  it("finds a kernel that is already at work", async () => {
    const { kernel, created } = fakeKernel();
    Object.assign(kernel, { status: "busy" });
    announceMonitor(kernel);
    await settle();
    expect(created).toHaveLength(1);
  });

  it.each(["starting", "restarting", "autorestarting"] as const)(
    "says it anew to the kernel that comes after one that is %s",
    async (word) => {
      const { kernel, created, status } = fakeKernel();
      announceMonitor(kernel);
      status("idle");
      await settle();
      created[0]!.isDisposed = true;
      status(word);
      await settle();
      expect(created).toHaveLength(1);
      status("idle");
      await settle();
      expect(created).toHaveLength(2);
    },
  );

  it("says nothing to other kernels, nor over a connection that may not", async () => {
    const python = fakeKernel({ implementation: "ipython" });
    announceMonitor(python.kernel);
    python.status("idle");
    const second = fakeKernel();
    Object.assign(second.kernel, { handleComms: false });
    announceMonitor(second.kernel);
    second.status("idle");
    await settle();
    expect([...python.created, ...second.created]).toEqual([]);
  });

  it("does without a kernel that has ended meanwhile", async () => {
    const { kernel, created, status } = fakeKernel();
    const announcement = announceMonitor(kernel);
    status("idle");
    status("dead");
    await settle();
    expect(created).toEqual([]);
    expect(() => announcement.dispose()).not.toThrow();
  });

  it("asks again who it is where the kernel could not say", async () => {
    const { kernel, created, status } = fakeKernel();
    const { info } = kernel;
    Object.assign(kernel, { info: Promise.reject(new Error("no answer")) });
    announceMonitor(kernel);
    status("idle");
    await settle();
    expect(created).toEqual([]);
    Object.assign(kernel, { info });
    status("busy");
    await settle();
    expect(created).toHaveLength(1);
  });

  it("opens one comm where a restart comes before the kernel has said who it is", async () => {
    const { kernel, created, status } = fakeKernel();
    const { info } = kernel;
    const says: (() => void)[] = [];
    const ask = () => new Promise((answer) => says.push(() => answer(info)));
    Object.defineProperty(kernel, "info", { get: ask });
    announceMonitor(kernel);
    for (const each of ["idle", "restarting", "idle"] as const) status(each);
    for (const say of says) say();
    await settle();
    expect(says).toHaveLength(2);
    expect(created).toHaveLength(1);
  });
});
