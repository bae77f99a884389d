import type { NotebookPanel } from "@jupyterlab/notebook";
import { Signal } from "@lumino/signaling";
import { expect, it, vi } from "vitest";
import { BuilderActions, type Done } from "../../../../../extension/src/builder/panel/actions";
import type { BuilderState } from "../../../../../extension/src/builder/panel/builder-state";
import { trans } from "../../support";
import { draft } from "../support";

const runCells = vi.hoisted(() => vi.fn(() => Promise.resolve(true)));

vi.mock("@jupyterlab/apputils", () => ({ Dialog: {}, InputDialog: {}, showDialog: () => undefined }));
vi.mock("@jupyterlab/notebook", () => ({
  NotebookActions: {
    insertBelow: (content: { activeCell: unknown; activeCellIndex: number }) => {
      content.activeCell = newCell();
      content.activeCellIndex++;
    },
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
    model: {
      readOnly: false,
      sharedModel: {
        cells: [
          { cell_type: "markdown", getSource: () => "const fit3" },
          { cell_type: "code", getSource: () => "const fit = 1; async function fit2() {}" },
        ],
      },
    },
    activeCell: newCell("await trainForHours()"),
    activeCellIndex: 0,
    deselectAll: () => undefined,
    scrollToItem: () => Promise.resolve(),
  };
  const context = {
    ready: Promise.resolve(),
    path: "work/a.ipynb",
    pathChanged: new Signal({}),
    model: { readOnly: false },
    save: vi.fn(() => Promise.resolve()),
  };
  const sessionContext = {
    ready: new Promise<void>((resolve) => (start = resolve)),
    session: null,
    specsManager: { specs: null },
  };
  const panel = { content, context, sessionContext } as unknown as NotebookPanel;
  const taken: string[] = [];
  const state = {
    draft: draft({ model: "ols", outcome: "crimes", terms: ["density"] }),
    problems: [],
    settle: () => undefined,
    takenNames: () => Promise.resolve(taken),
    target: { panel },
    folder: "work",
  } as unknown as BuilderState;
  const reveal = vi.fn();
  const actions = new BuilderActions({ notebooks: {} as never, contents: {} as never, reveal, trans });
  return { actions, state, content, context, panel, reveal, taken, start: () => start() };
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

it("brings the notebook into sight, tells the cell, and saves", async () => {
  const { actions, state, context, panel, reveal, start } = open();
  start();
  expect(await actions.insert(state, { run: false })).toMatchObject({
    done: expect.stringMatching(/^Inserted into a.ipynb as cell 2, /) as string,
  });
  expect(context.save).not.toHaveBeenCalled();
  expect(reveal).toHaveBeenCalledWith(panel);
  context.save.mockRejectedValue(new Error("No room."));
  const outcome = (await actions.insert(state, { run: true })) as { done: string };
  expect(outcome.done).toMatch(/^Runs in a.ipynb as cell 3, since .*; the notebook could not be saved.$/);
  context.model.readOnly = true;
  await actions.insert(state, { run: true });
  expect(context.save).toHaveBeenCalledTimes(1);
});

it("tells how the run ended", async () => {
  const { actions, state, start } = open();
  start();
  const end = async () => ((await actions.insert(state, { run: true })) as Done).ended;
  expect(await end()).toEqual({ done: expect.stringMatching(/^Ran in a.ipynb as cell 2, /) as string });
  runCells.mockResolvedValueOnce(false);
  expect(await end()).toEqual({ failed: "The run ended in an error, which stands below cell 3 of a.ipynb." });
  runCells.mockRejectedValueOnce(new Error("The kernel has ended."));
  expect(await end()).toEqual({ failed: "The kernel has ended." });
});

it("leaves names alone that the kernel's variables have", async () => {
  const { actions, state, content, taken, start } = open();
  taken.push("fit3", "fit4");
  start();
  await actions.insert(state, { run: false });
  expect(content.activeCell.cell.source).toContain("const fit5 = await ols(");
});

it("leaves names alone that the notebook's cells declare, whether or not they have run", async () => {
  const { actions, state, content, start } = open();
  start();
  await actions.insert(state, { run: false });
  expect(content.activeCell.cell.source).toContain("const fit3 = await ols(");
});
