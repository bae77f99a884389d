import { expect, test, vi } from "vitest";
import { createComms } from "../../../kernel-lib/src/kernel/comms.js";
import { registerMonitors } from "../../../kernel-lib/src/kernel/monitors.js";

const target_name = "quetelet.monitor";

function kernel() {
  const comms = createComms({ publish: vi.fn() } as never);
  const monitors = registerMonitors(comms);
  const send = (msg_type: string, content: object) =>
    comms.handle({ header: { msg_type }, content, metadata: {}, buffers: [] } as never);
  return {
    monitors,
    come: (comm_id: string) => send("comm_open", { comm_id, target_name, data: {} }),
    leave: (comm_id: string) => send("comm_close", { comm_id, data: {} }),
    open: () => Object.keys(comms.info(target_name).comms),
  };
}

test("a monitor is there until it says goodbye, and others with it", async () => {
  const { monitors, come, leave } = kernel();
  const heard = vi.fn();
  monitors.onArrival(heard);
  expect(monitors.isAny).toBe(false);
  await come("first");
  await come("second");
  expect(heard).toHaveBeenCalledTimes(2);
  await leave("first");
  expect(monitors.isAny).toBe(true);
  await leave("second");
  expect(monitors.isAny).toBe(false);
});

test("of pages that were loaded anew a few comms stay, the last among them", async () => {
  const { monitors, come, open } = kernel();
  for (let load = 0; load < 200; load++) await come(`page-${load}`);
  expect(open().length).toBeLessThanOrEqual(16);
  expect(open()).toContain("page-199");
  expect(monitors.isAny).toBe(true);
});
