import { Signal } from "@lumino/signaling";
import type { TableEntry } from "quetelet/contract";
import { expect, it, vi } from "vitest";
import { BuilderState } from "../../../../../extension/src/builder/panel/builder-state";
import type { Target } from "../../../../../extension/src/builder/panel/target";
import { FakeWorkspace } from "../support";

const config = { model: "glm", outcome: "crimes", terms: ["density"] } as const;

function begin(workspace: FakeWorkspace) {
  const target = { changed: new Signal({}), path: null, panel: null, isDisposed: false };
  return new BuilderState({
    draft: { config: { model: "glm" }, source: null },
    target: target as unknown as Target,
    workspaces: { of: () => workspace, ofFolder: () => workspace },
    contents: {} as never,
    folder: "",
  });
}

it("finds the table that a result was fitted to, also one that comes later, or says that it lacks it", async () => {
  const workspace = new FakeWorkspace();
  const { entries } = workspace;
  workspace.entries = [];
  const state = begin(workspace);
  expect(state.workspace).toBe(workspace);
  expect(state.lacksFittedTable).toBe(false);
  state.showResult({ config: { ...config }, source: null });
  await new Promise((done) => setTimeout(done));
  expect(state.lacksFittedTable).toBe(true);
  workspace.entries = entries;
  workspace.refresh();
  await vi.waitFor(() => expect(state.draft.source).toEqual({ kind: "variable", name: "people" }));
  expect(state.lacksFittedTable).toBe(false);
});

it("knows the names of variables from before the kernel became busy", async () => {
  const workspace = new FakeWorkspace();
  const names = vi.spyOn(workspace, "names").mockResolvedValue(["streets"]);
  const state = begin(workspace);
  expect(state.workspace).toBe(workspace);
  names.mockResolvedValue(["streets", "fit"]);
  await new Promise((done) => setTimeout(done));
  workspace.refresh(); // a cell has run
  await new Promise((done) => setTimeout(done));
  names.mockReturnValue(new Promise(() => undefined));
  expect(await state.takenNames()).toEqual(["streets", "fit"]);
});

it("knows whether something would be lost with the draft", () => {
  const state = begin(new FakeWorkspace());
  expect(state.isUnfinished).toBe(false);
  state.draft = { config: { ...config }, source: null };
  expect(state.isUnfinished).toBe(true);
  state.settle();
  expect(state.isUnfinished).toBe(false);
  state.draft = { config: { ...config, family: "poisson" }, source: null };
  expect(state.isUnfinished).toBe(true);
});

it("looks again for a table whose kind was corrected", async () => {
  const workspace = new FakeWorkspace();
  const state = begin(workspace);
  expect(state.workspace).toBe(workspace);
  const named = (dataKind: string) => ({ config: { ...config, data: "people", dataKind }, source: null });
  state.draft = named("file");
  await new Promise((done) => setTimeout(done));
  expect(state.draft.source).toBeNull();
  state.draft = named("variable");
  await vi.waitFor(() => expect(state.draft.source).toMatchObject({ kind: "variable", name: "people" }));
});

it("does not take the table of a kind that was corrected while it was looked for", async () => {
  const workspace = new FakeWorkspace();
  const state = begin(workspace);
  expect(state.workspace).toBe(workspace);
  const asked: ((entries: TableEntry[]) => void)[] = [];
  vi.spyOn(workspace, "tables").mockImplementation(() => new Promise((answer) => asked.push(answer)));
  const named = (dataKind: string) => ({ config: { ...config, data: "people", dataKind }, source: null });
  state.draft = named("file");
  state.draft = named("variable");
  asked[0]!(workspace.entries);
  await new Promise((done) => setTimeout(done));
  expect(state.draft.source).toBeNull();
  asked[1]!(workspace.entries);
  await vi.waitFor(() => expect(state.draft.source).toMatchObject({ kind: "variable" }));
});
