import { act, render } from "@testing-library/react";
import { createElement, useState } from "react";
import type { Draft, Problem } from "../../../../../extension/src/builder/draft";
import { BuilderForm } from "../../../../../extension/src/builder/form";
import { TranslationProvider } from "../../../../../extension/src/ui/translation";
import { trans } from "../../support";
import { FakeWorkspace } from "../support";

export interface MountedForm {
  workspace: FakeWorkspace;
  /** The config as it is now. */
  config(): Draft["config"];
  draft(): Draft;
  problems(): readonly Problem[];
  /** Lets the workspace answer. */
  settle(): Promise<void>;
  /** The person wants to run. */
  tryToRun(): void;
}

/** The form over a draft, with a workspace that has the street units. */
export async function mountForm(
  config: Draft["config"],
  workspace = new FakeWorkspace(),
): Promise<MountedForm> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  let current: Draft = { config, source: { kind: "file", name: "streets.csv" } };
  let problems: readonly Problem[] = [];
  let tryToRun = () => {};
  const Host = () => {
    const [draft, setDraft] = useState(current);
    const [isTried, setIsTried] = useState(false);
    current = draft;
    tryToRun = () => setIsTried(true);
    const onProblems = (all: readonly Problem[]) => void (problems = all);
    return createElement(BuilderForm, { draft, onChange: setDraft, workspace, isTried, onProblems });
  };
  render(createElement(TranslationProvider, { value: trans }, createElement(Host)));
  const settle = () => act(() => new Promise<void>((done) => setTimeout(done, 320)));
  await act(async () => {});
  return {
    workspace,
    config: () => current.config,
    draft: () => current,
    problems: () => problems,
    settle,
    tryToRun: () => act(() => tryToRun()),
  };
}
