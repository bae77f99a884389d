import type { NotebookPanel } from "@jupyterlab/notebook";
import type { Contents } from "@jupyterlab/services";
import type { IWorkspace, IWorkspaces } from "../tokens";
import { FolderFiles } from "./folder-files";
import { FolderWorkspace } from "./folder-workspace";
import { NotebookWorkspace } from "./notebook-workspace";

/** One workspace a notebook document, also where several views show it: they have one kernel. */
export class Workspaces implements IWorkspaces {
  private readonly files: FolderFiles;
  private readonly known = new WeakMap<NotebookPanel["context"], IWorkspace>();

  constructor(private readonly contents: Contents.IManager) {
    this.files = new FolderFiles(contents);
  }

  of({ context }: NotebookPanel): IWorkspace {
    const known = this.known.get(context);
    if (known && !known.isDisposed) return known;
    const { contents, files } = this;
    const session = context.sessionContext;
    const workspace = new NotebookWorkspace({ document: context, session, contents, files });
    this.known.set(context, workspace);
    context.disposed.connect(() => workspace.dispose());
    return workspace;
  }

  ofFolder(path: string): IWorkspace {
    return new FolderWorkspace(path, { contents: this.contents, files: this.files });
  }
}
