import type { TableDescription, TableEntry, TableSource } from "quetelet/contract";
import { useEffect, useState } from "react";
import type { IWorkspace } from "../../tokens";
import type { Trans } from "../../ui/translation";
import { askKernel, cohortsToAsk, type CohortCounts, constantColumns } from "../draft/ask-kernel";
import type { Draft, Problem } from "../draft/types";

/** Counts how often the workspace has changed, so that what was asked of it is asked again. */
export function useChanges(workspace: IWorkspace): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const onChanged = () => setChanges((before) => before + 1);
    workspace.changed.connect(onChanged);
    return () => void workspace.changed.disconnect(onChanged);
  }, [workspace]);
  return changes;
}

const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error));

export interface Asked<T> {
  /** The last answer, which stays while another is on its way. */
  value: T | null;
  error: string | null;
  isAsking: boolean;
}

/**
 * The answer to a question that is asked anew whenever `key` changes or somebody else is asked; older answers that come
 * late are dropped.
 */
function useAsked<T>(
  key: string | null,
  workspace: IWorkspace,
  { ask, keep }: { ask: () => Promise<T>; keep: (before: string) => boolean },
): Asked<T> {
  const [state, setState] = useState<Asked<T> & { key: string | null; asked: IWorkspace }>({
    key: null,
    asked: workspace,
    value: null,
    error: null,
    isAsking: false,
  });
  useEffect(() => {
    if (key === null) {
      setState({ key, asked: workspace, value: null, error: null, isAsking: false });
      return undefined;
    }
    let isCurrent = true;
    setState((before) => ({
      key,
      asked: workspace,
      value: before.asked === workspace && before.key !== null && keep(before.key) ? before.value : null,
      error: null,
      isAsking: true,
    }));
    ask().then(
      (value) => isCurrent && setState({ key, asked: workspace, value, error: null, isAsking: false }),
      (error: unknown) =>
        isCurrent && setState((before) => ({ ...before, error: sentence(error), isAsking: false })),
    );
    return () => {
      isCurrent = false;
    };
    // `ask` is made anew with every drawing; `key` and the workspace are all that it depends on.
  }, [key, workspace]);
  return state;
}

export function useTables(workspace: IWorkspace, changes: number): Asked<TableEntry[]> {
  return useAsked(`${workspace.state} ${changes}`, workspace, {
    ask: () => workspace.tables(),
    keep: () => true,
  });
}

export function useDescription(
  workspace: IWorkspace,
  source: TableSource | null,
  changes: number,
): Asked<TableDescription> {
  const name = source && JSON.stringify([source.kind, source.name]);
  return useAsked(name && `${name} ${changes}`, workspace, {
    ask: () => workspace.describe({ table: source! }),
    keep: (before) => before.startsWith(name!),
  });
}

export interface KernelWord {
  problems: Problem[];
  counts: CohortCounts | null;
}

const nothing: KernelWord = { problems: [], counts: null };

/** What the kernel says of a draft, a moment after it last changed. */
export function useKernel(
  draft: Draft,
  {
    workspace,
    table,
    changes,
    trans,
  }: { workspace: IWorkspace; table: TableDescription | null; changes: number; trans: Trans },
): KernelWord {
  const asked = table &&
    draft.source && {
      id: draft.config.id,
      columns: constantColumns(draft, table),
      cohorts: cohortsToAsk(draft),
    };
  const isAsked = asked !== null && (asked.cohorts !== null || asked.columns.length > 0);
  const key = isAsked ? JSON.stringify([draft.source, asked, changes]) : null;
  const [word, setWord] = useState<KernelWord>(nothing);
  useEffect(() => {
    if (key === null || !table) {
      setWord(nothing);
      return undefined;
    }
    let isCurrent = true;
    const timer = setTimeout(() => {
      askKernel(draft, { table, workspace, trans }).then(
        (answer) => isCurrent && setWord(answer),
        // A kernel that cannot say leaves it to the run.
        () => isCurrent && setWord(nothing),
      );
    }, 250);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key, table, workspace]);
  return word;
}
