import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { KnownNames } from "../../../../../extension/src/builder/panel/known-names";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A kernel that answers when it is let. */
function kernel() {
  const waiting: { resolve: (names: string[]) => void; reject: (error: Error) => void }[] = [];
  const names = vi.fn(() => new Promise<string[]>((resolve, reject) => waiting.push({ resolve, reject })));
  return { workspace: { names }, names, waiting };
}

const settled = () => vi.advanceTimersByTimeAsync(0);

it("gives what the kernel says now", async () => {
  const { workspace, waiting } = kernel();
  const known = new KnownNames(workspace);
  const now = known.now();
  waiting[0]!.resolve(["streets"]);
  expect(await now).toEqual(["streets"]);
});

it("gives what the kernel last said while that is busy, and asks a busy one once", async () => {
  const { workspace, names, waiting } = kernel();
  const known = new KnownNames(workspace);
  known.learn();
  waiting[0]!.resolve(["fit", "streets"]);
  await settled();
  known.learn();
  known.learn();
  const now = known.now();
  await vi.advanceTimersByTimeAsync(2000);
  expect(await now).toEqual(["fit", "streets"]);
  expect(names).toHaveBeenCalledTimes(2);
  // The answer that came late is the newest.
  waiting[1]!.resolve(["fit", "fit2"]);
  await settled();
  const later = known.now();
  await vi.advanceTimersByTimeAsync(2000);
  expect(await later).toEqual(["fit", "fit2"]);
});

it("gives what was known of a kernel that has ended, and nothing of one that never said", async () => {
  const { workspace, waiting } = kernel();
  const known = new KnownNames(workspace);
  known.learn();
  waiting[0]!.reject(new Error("The kernel has ended; restart it to go on."));
  await settled();
  const none = known.now();
  waiting[1]!.reject(new Error("The kernel has ended; restart it to go on."));
  expect(await none).toEqual([]);
});
