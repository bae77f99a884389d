import { expect, test } from "vitest";
import { CancelledError } from "../../../kernel-lib/src/contract/index.js";
import { endingOf } from "../../../kernel-lib/src/notebook/ending.js";

const nobody = { cancelledBy: null };
const monitor = { cancelledBy: "monitor" as const };
const interrupt = { cancelledBy: "interrupt" as const };
const code = { cancelledBy: "code" as const };
const warnings = [
  { code: "separation", message: "Some rows are told perfectly." },
  { code: "not-converged", message: "Give more 'iterations'." },
];

test.each([
  [nobody, { value: { status: "converged" } }, "done", "It converged."],
  [nobody, { value: 7 }, "done", "It is done."],
  [nobody, { value: null }, "done", "It is done."],
  [nobody, { value: { status: "stopped" } }, "stopped", "It stopped at a limit before it converged."],
  [nobody, { value: { status: "stopped", warnings } }, "stopped", "Give more 'iterations'."],
  [
    monitor,
    { value: { status: "interrupted" } },
    "interrupted",
    "It was stopped by hand; what it had reached is kept and marked.",
  ],
  [
    interrupt,
    { value: { status: "interrupted" } },
    "interrupted",
    "The kernel was interrupted; what it had reached is kept and marked.",
  ],
  [code, { value: [1, 2] }, "interrupted", "The code cancelled it."],
  [monitor, { value: { status: "converged" } }, "done", "It converged."],
  [
    monitor,
    { error: new CancelledError("forest: cancelled") },
    "interrupted",
    "It was stopped by hand before it had anything worth keeping.",
  ],
  [nobody, { error: new Error("the disk is full\nat x") }, "failed", "the disk is full."],
  [nobody, { error: new Error("Really?") }, "failed", "Really?"],
  [nobody, { error: "text" }, "failed", "text."],
  [nobody, { error: new Error("") }, "failed", "It failed without a message."],
])("%j with %j is %s: %s", (run, outcome, state, reason) => {
  expect(endingOf(run, outcome)).toEqual({ state, reason });
});
