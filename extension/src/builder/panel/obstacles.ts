import type { Trans } from "../../ui/translation";
import { askKernel, type Draft, type Problem, problemsOf } from "../draft";
import type { IWorkspace } from "../../tokens";

/** How long to wait for what only the kernel can tell; the model checks it again when it runs. */
const patience = 1500;

/** What keeps a draft from becoming code: every problem that the model would refuse it for. */
export async function obstacles(
  draft: Draft,
  { workspace, trans }: { workspace: IWorkspace; trans: Trans },
): Promise<Problem[]> {
  const table = draft.source ? await inTime(workspace.describe({ table: draft.source })) : null;
  const known = problemsOf(draft, table, trans);
  const asked = table ? await inTime(askKernel(draft, { table, workspace, trans })) : null;
  return [...known, ...(asked?.problems ?? [])].filter(({ kind }) => kind !== "note");
}

/** What a promise gives, or null when it fails or takes too long: as with a kernel that is busy. */
export async function inTime<T>(promise: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patience);
  });
  try {
    return await Promise.race([promise.catch(() => null), end]);
  } finally {
    clearTimeout(timer);
  }
}
