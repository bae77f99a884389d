import type { NotebookPanel } from "@jupyterlab/notebook";
import { Signal } from "@lumino/signaling";
import { expect, it, vi } from "vitest";
import { BuilderActions } from "../../../../../extension/src/builder/panel/actions";
import type { BuilderState } from "../../../../../extension/src/builder/panel/builder-state";
import { trans } from "../../support";
import { draft, FakeWorkspace } from "../support";

const runCells = vi.hoisted(() => vi.fn(() => Promise.resolve(true)));

vi.mock("@jupyterlab/apputils", () => ({ Dialog: {}, InputDialog: {}, showDialog: () => undefined }));
vi.mock("@jupyterlab/notebook", () => ({
  NotebookActions: {
    insertBelow: (content: { activeCell: unknown }) => void (content.activeCell = newCell()),
    changeCellType: () => undefined,
    runCells,
  },
}));

function newCell(source = "") {
  const cell = { source };
  const sharedModel = {
    getSource: () => cell.source,
    setSource: (text: string) => void (cell.source = text),
  };
  return { isDisposed: false, model: { type: "code", sharedModel }, cell };
}

function open() {
  let start = () => {};
  const content = {
    model: { readOnly: false },
    activeCell: newCell("await trainForHours()"),
    activeCellIndex: 0,
    deselectAll: () => undefined,
    scrollToItem: () => Promise.resolve(),
  };
  const context = { ready: Promise.resolve(), path: "work/a.ipynb", pathChanged: new Signal({}) };
  const sessionContext = {
    ready: new Promise<void>((resolve) => (start = resolve)),
    session: null,
    specsManager: { specs: null },
  };
  const panel = { content, context, sessionContext } as unknown as NotebookPanel;
  const state = {
    draft: draft({ model: "ols", outcome: "crimes", terms: ["density"] }),
    problems: [],
    workspace: new FakeWorkspace(),
    target: { panel },
    folder: "work",
  } as unknown as BuilderState;
  const actions = new BuilderActions({ notebooks: {} as never, contents: {} as never, trans });
  return { actions, state, content, start: () => start() };
}

it("runs the cell that it put in, though the person went to another while the kernel started", async () => {
  const { actions, state, content, start } = open();
  const other = content.activeCell;
  const done = actions.insert(state, { run: true });
  await vi.waitFor(() => expect(content.activeCell).not.toBe(other));
  const own = content.activeCell;
  expect(own.cell.source).toContain("await ols(");
  content.activeCell = other;
  start();
  await done;
  expect(runCells.mock.calls.at(-1)).toEqual([content, [own], expect.anything()]);
});

it("runs nothing when that cell was deleted meanwhile", async () => {
  const { actions, state, content, start } = open();
  runCells.mockClear();
  const other = content.activeCell;
  const done = actions.insert(state, { run: true });
  await vi.waitFor(() => expect(content.activeCell).not.toBe(other));
  content.activeCell.isDisposed = true;
  content.activeCell = other;
  start();
  await done;
  expect(runCells).not.toHaveBeenCalled();
});
