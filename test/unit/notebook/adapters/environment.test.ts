import { afterEach, describe, expect, test, vi } from "vitest";
import { denoEnvironment } from "../../../../kernel-lib/src/notebook/adapters/deno.js";
import { environment } from "../../../../kernel-lib/src/notebook/adapters/index.js";
import { nodeEnvironment } from "../../../../kernel-lib/src/notebook/adapters/node.js";
import { queteletEnvironment } from "../../../../kernel-lib/src/notebook/adapters/quetelet.js";
import { tslabEnvironment } from "../../../../kernel-lib/src/notebook/adapters/tslab.js";

const world = globalThis as Record<string | symbol, unknown>;
const bridge = Symbol.for("quetelet.kernel");
afterEach(() => {
  for (const name of [bridge, "__tslab__", "Deno"]) delete world[name];
  vi.unstubAllEnvs();
});

test("plain Node is what is left when no kernel is recognised", () => {
  expect(queteletEnvironment()).toBeNull();
  expect(tslabEnvironment()).toBeNull();
  expect(denoEnvironment()).toBeNull();
  expect(environment().name).toBe("node");
});

test("tslab's global alone does not make a tslab", () => {
  world.__tslab__ = {};
  expect(tslabEnvironment()).toBeNull();
});

test("our kernel comes first, though it is built on tslab", () => {
  world.__tslab__ = {};
  world[bridge] = { display: vi.fn() };
  expect(environment().name).toBe("quetelet");
  // Our kernel cancels runs itself; a second canceller would be one too many.
  expect(queteletEnvironment()!.onInterrupt).toBeUndefined();
});

describe("Deno", () => {
  test("that throws outside its kernel counts as plain Node", () => {
    world.Deno = {
      get jupyter() {
        throw new Error("Deno.jupyter is only available in `deno jupyter` subcommand.");
      },
    };
    expect(denoEnvironment()).toBeNull();
  });

  test("sends in order and never a null transient", async () => {
    const sent: unknown[] = [];
    const delays = [20, 0];
    world.Deno = {
      jupyter: {
        broadcast: async (...message: unknown[]) => {
          await new Promise((resolve) => setTimeout(resolve, delays.shift()));
          sent.push(message);
        },
      },
    };
    const place = denoEnvironment()!;
    await Promise.all([
      place.display({ "text/plain": "a" }, { displayId: "x" }),
      place.display({ "text/plain": "b" }, { displayId: "x", update: true }),
      place.display({ "text/plain": "c" }),
    ]);
    expect(sent).toEqual([
      ["display_data", { data: { "text/plain": "a" }, metadata: {}, transient: { display_id: "x" } }],
      ["update_display_data", { data: { "text/plain": "b" }, metadata: {}, transient: { display_id: "x" } }],
      ["display_data", { data: { "text/plain": "c" }, metadata: {}, transient: {} }],
    ]);
  });
});

test("plain Node has a progress line only on a terminal, and none under CI", () => {
  const before = Object.getOwnPropertyDescriptor(process.stderr, "isTTY");
  const terminal = (isTTY: boolean) =>
    Object.defineProperty(process.stderr, "isTTY", { value: isTTY, configurable: true });
  vi.stubEnv("CI", "");
  terminal(true);
  expect(nodeEnvironment().progress).toBe("line");
  terminal(false);
  expect(nodeEnvironment().progress).toBe("none");
  vi.stubEnv("CI", "true");
  terminal(true);
  expect(nodeEnvironment().progress).toBe("none");
  if (before) Object.defineProperty(process.stderr, "isTTY", before);
  else delete (process.stderr as { isTTY?: boolean }).isTTY;
});
