import type { Contents } from "@jupyterlab/services";
import { Signal } from "@lumino/signaling";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FolderFiles } from "../../../../extension/src/connector/folder-files";
import { NotebookWorkspace } from "../../../../extension/src/connector/notebook-workspace";
import { FakeSession } from "./fake-session.js";

const settled = () => vi.advanceTimersByTimeAsync(200);
const entry = { kind: "variable", name: "t", rows: 2, columns: 1 };

describe("the workspace of a notebook", () => {
  let session: FakeSession;
  let workspace: NotebookWorkspace;
  let contents: Contents.IManager;
  let changes: number;

  beforeEach(() => {
    vi.useFakeTimers();
    session = new FakeSession();
    const owner = {};
    contents = {
      fileChanged: new Signal<object, object>(owner),
      driveName: () => "",
      localPath: (path: string) => path,
      get: (path: string) =>
        Promise.resolve(
          path === "work"
            ? { content: [{ type: "file", name: "a.csv", path: "work/a.csv", size: 12, last_modified: "1" }] }
            : { name: "a.csv", path, size: 12, last_modified: "1", content: "x,y\n1,a\n2,b\n" },
        ),
    } as unknown as Contents.IManager;
    workspace = make();
    changes = 0;
    workspace.changed.connect(() => changes++);
  });
  afterEach(() => {
    workspace.dispose();
    vi.useRealTimers();
  });

  const make = () =>
    new NotebookWorkspace({
      document: { path: "work/notes.ipynb", pathChanged: new Signal<object, string>({}) },
      session: session.watched,
      contents,
      files: new FolderFiles(contents),
    });

  it("asks the kernel and gives its answer", async () => {
    const tables = workspace.tables();
    await settled();
    expect(workspace.state).toBe("ready");
    expect(session.comm.sent).toEqual([{ id: 1, question: "tables", ask: {} }]);
    session.comm.answers([entry]);
    expect(await tables).toEqual([entry]);
  });

  it("matches answers to questions, whatever their order, and passes on refusals", async () => {
    await settled();
    const names = workspace.names();
    const described = workspace.describe({ table: { kind: "variable", name: "t" } });
    await settled();
    session.comm.says({ id: 2, ok: false, message: "t is no table." });
    session.comm.says({ id: 1, ok: true, answer: ["t"] });
    expect(await names).toEqual(["t"]);
    await expect(described).rejects.toThrow("t is no table.");
  });

  it("asks again after a restart what the old kernel did not answer", async () => {
    await settled();
    const tables = workspace.tables();
    const old = session.comm;
    old.isDisposed = true; // as a restart leaves it
    session.becomes("restarting");
    expect(workspace.state).toBe("starting");
    session.becomes("idle");
    await settled();
    expect(session.comm).not.toBe(old);
    expect(workspace.state).toBe("ready");
    session.comm.answers([entry]);
    expect(await tables).toEqual([entry]);
  });

  it("tells of change once after cells that end together, and on a word of the kernel", async () => {
    await settled();
    changes = 0;
    session.executes();
    session.executes();
    await settled();
    expect(changes).toBe(1);
    session.comm.says({ changed: "tables" });
    await settled();
    expect(changes).toBe(2);
  });

  it("tells of files that come and go in its folder, and of no others", async () => {
    await settled();
    changes = 0;
    const signal = contents.fileChanged as Signal<object, object>;
    signal.emit({ type: "new", oldValue: null, newValue: { path: "elsewhere/b.csv" } });
    await settled();
    expect(changes).toBe(0);
    signal.emit({ type: "new", oldValue: null, newValue: { path: "work/b.csv" } });
    await settled();
    expect(changes).toBe(1);
  });

  it("says that the kernel is busy while an answer is late, and gives it when it comes", async () => {
    await settled();
    const tables = workspace.tables();
    expect(workspace.busy).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(workspace.busy).toBe(true);
    session.comm.answers([]);
    expect(await tables).toEqual([]);
    expect(workspace.busy).toBe(false);
  });

  it("refuses in one sentence when the kernel has ended", async () => {
    await settled();
    session.becomes("dead");
    expect(workspace.state).toBe("dead");
    await expect(workspace.tables()).rejects.toThrow("The kernel has ended; restart it to go on.");
  });

  it("reads files itself beside a kernel of another kind", async () => {
    session = new FakeSession();
    session.kernel.implementation = "ipython";
    workspace = make();
    await settled();
    expect(workspace.state).toBe("files");
    expect(session.comms).toEqual([]); // a kernel that knows no such comm is not bothered
    expect(await workspace.tables()).toEqual([{ kind: "file", name: "a.csv", rows: 2, columns: 2 }]);
    const { columns } = await workspace.describe({ table: { kind: "file", name: "a.csv" } });
    expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
      ["x", "number"],
      ["y", "text"],
    ]);
    expect(await workspace.names()).toEqual([]);
    await expect(workspace.doctor()).rejects.toThrow(/Only the kernel TypeScript/);
  });

  it("reads files where the kernel closes the comm", async () => {
    await settled();
    session.comm.onClose({});
    expect(workspace.state).toBe("files");
  });

  it("ends the questions that wait when the notebook is closed", async () => {
    session.becomes("starting");
    const tables = workspace.tables();
    workspace.dispose();
    await expect(tables).rejects.toThrow("The notebook was closed.");
  });
});
