import { Signal } from "@lumino/signaling";
import { expect, it, vi } from "vitest";
import { ConfigForm } from "../../../../../extension/src/builder/panel/config-form";
import type { BuilderState } from "../../../../../extension/src/builder/panel/builder-state";
import { trans } from "../../support";
import { FakeWorkspace } from "../support";

vi.mock("@jupyterlab/apputils", () => ({ Dialog: {}, InputDialog: {}, showDialog: () => undefined }));
vi.mock("@jupyterlab/notebook", () => ({ NotebookActions: {} }));
vi.mock("@jupyterlab/ui-components", () => {
  class ReactWidget {
    isDisposed = false;
    addClass() {}
    update() {}
  }
  return { ReactWidget, refreshIcon: {} };
});

/** A config as somebody laid it out: with a default, no seed, and fields in an order of their own. */
const byHand = '{ "errors": "classical", "data": "streets.csv", "model": "ols", "outcome": "crimes", "terms": ["density"] }'; // prettier-ignore

async function open(text: string) {
  const changed = new Signal<object, void>({});
  const model = {
    contentChanged: changed,
    text,
    toString: () => model.text,
    fromString: (next: string) => {
      model.text = next;
      changed.emit();
    },
  };
  const workspace = new FakeWorkspace();
  const contents = { driveName: () => "", localPath: (path: string) => path };
  const form = new ConfigForm({
    context: { path: "work/a.quetelet-config.json", ready: Promise.resolve(), model } as never,
    notebooks: {
      currentWidget: null,
      find: () => undefined,
      forEach: () => undefined,
      widgetAdded: new Signal({}),
    } as never,
    workspaces: { of: () => workspace, ofFolder: () => workspace },
    app: { serviceManager: { contents, kernelspecs: {} }, commands: {} } as never,
    trans,
  });
  await Promise.resolve();
  await Promise.resolve();
  const { state } = form as unknown as { state: BuilderState };
  return { form, model, state };
}

it("leaves a file as it is until the person changes something in the form", async () => {
  const { model, state } = await open(byHand);
  expect(state.workspace).toBeDefined();
  await vi.waitFor(() => expect(state.draft.source).toMatchObject({ kind: "file", name: "streets.csv" }));
  state.target.choose("work/other.ipynb");
  expect(model.text).toBe(byHand);
  state.draft = { ...state.draft, config: { ...state.draft.config, outcome: "length" } };
  expect(JSON.parse(model.text)).toMatchObject({ outcome: "length", data: "streets.csv", seed: 1 });
});

it("does not write over text that somebody is still typing elsewhere", async () => {
  const { model, state } = await open(byHand);
  const halfway = byHand.slice(0, 40);
  model.fromString(halfway);
  state.target.choose("work/other.ipynb");
  state.draft = { ...state.draft };
  expect(model.text).toBe(halfway);
  model.fromString(byHand.replace("crimes", "length"));
  expect(state.draft.config.outcome).toBe("length");
});

it("looks for the table of another config that is opened in its place", async () => {
  const { model, state } = await open(byHand);
  expect(state.workspace).toBeDefined();
  await vi.waitFor(() => expect(state.draft.source).not.toBeNull());
  model.fromString(byHand.replace("streets.csv", "people"));
  await vi.waitFor(() => expect(state.draft.source).toMatchObject({ kind: "variable", name: "people" }));
});

it("says of a variable that it is one, once the person changes something, and not before", async () => {
  const written = byHand.replace("streets.csv", "people");
  const { model, state } = await open(written);
  expect(state.workspace).toBeDefined();
  await vi.waitFor(() => expect(state.draft.source).toMatchObject({ kind: "variable", name: "people" }));
  expect(model.text).toBe(written);
  state.draft = { ...state.draft, config: { ...state.draft.config, outcome: "length" } };
  expect(JSON.parse(model.text)).toMatchObject({ outcome: "length", data: "people", dataKind: "variable" });
});

it("opens the variable that a config names, where a file has the same name, and saves what is chosen instead", async () => {
  const saved = byHand.replace('"streets.csv"', '"people", "dataKind": "variable"');
  const { model, state } = await open(saved);
  const workspace = state.workspace as FakeWorkspace;
  workspace.entries = [{ kind: "file", name: "people", rows: 3, columns: 1 }, ...workspace.entries];
  workspace.refresh();
  await vi.waitFor(() => expect(state.draft.source).toMatchObject({ kind: "variable", name: "people" }));
  expect(model.text).toBe(saved);
  state.draft = { ...state.draft, source: { kind: "file", name: "people" } };
  const chosen = JSON.parse(model.text) as object;
  expect(chosen).toMatchObject({ data: "people" });
  expect(chosen).not.toHaveProperty("dataKind");
});
