import type { Run } from "../compute/run.js";
import { CancelledError, type RunReport } from "../contract/index.js";

/** How a run ended, and why, in one sentence. */
export interface Ending {
  state: Exclude<RunReport["state"], "running" | "paused">;
  reason: string;
}

/** What a run gave, or what it threw. */
export type Outcome = { value: unknown } | { error: unknown };

/** How a run ended: what its fit says of itself, and who cancelled it. */
export function endingOf({ cancelledBy }: Pick<Run<unknown>, "cancelledBy">, outcome: Outcome): Ending {
  const stopped = {
    code: "The code cancelled it",
    monitor: "It was stopped by hand",
    interrupt: "The kernel was interrupted",
  }[cancelledBy ?? "code"];
  if ("error" in outcome) {
    const { error } = outcome;
    return error instanceof CancelledError || (error as Error | null)?.name === "CancelledError"
      ? { state: "interrupted", reason: `${stopped} before it had anything worth keeping.` }
      : { state: "failed", reason: sentence(error instanceof Error ? error.message : String(error)) };
  }
  const { status, warnings = [] } =
    outcome.value && typeof outcome.value === "object" ? (outcome.value as Fitted) : {};
  switch (status) {
    case "interrupted":
      return { state: "interrupted", reason: `${stopped}; what it had reached is kept and marked.` };
    case "stopped":
      return {
        state: "stopped",
        reason: limitReached(warnings) ?? "It stopped at a limit before it converged.",
      };
    case "converged":
      return { state: "done", reason: "It converged." };
    default:
      // Work of the person's own that says nothing of how it ended.
      return cancelledBy
        ? { state: "interrupted", reason: `${stopped}.` }
        : { state: "done", reason: "It is done." };
  }
}

interface Fitted {
  status?: unknown;
  warnings?: unknown;
}

/** Warnings of models that say which limit it was. */
const limits = new Set(["stopped", "not-converged"]);

function limitReached(warnings: unknown): string | null {
  if (!Array.isArray(warnings)) return null;
  const found = (warnings as { code?: unknown; message?: unknown }[]).find(({ code }) =>
    limits.has(String(code)),
  );
  return typeof found?.message === "string" ? found.message : null;
}

function sentence(message: string): string {
  const line = message.trim().split("\n")[0]!;
  if (line === "") return "It failed without a message.";
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}
