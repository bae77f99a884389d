import type { WidgetTracker } from "@jupyterlab/apputils";
import type { INotebookTracker, NotebookPanel } from "@jupyterlab/notebook";
import type { KeptBuilder } from "./builder-opener";
import type { BuilderPanel } from "./builder-panel";

interface Options {
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  notebooks: INotebookTracker;
  builders: WidgetTracker<BuilderPanel>;
  restore: (kept: KeptBuilder) => Promise<void>;
}

const keyOf = (path: string) => `quetelet-builder:${path}`;

/**
 * Keeps builders over reloads in the browser, by the notebook they are for: Notebook 7 restores no layout, and its state
 * database forgets.
 * One that is out of sight stays away.
 */
export function keepInNotebook({ storage, notebooks, builders, restore }: Options): void {
  const save = (builder: BuilderPanel) => {
    const { path } = builder.state.target;
    if (path === null) return;
    const kept = { key: builder.key, notebook: path, draft: builder.state.draft };
    try {
      if (builder.isVisible) storage.setItem(keyOf(path), JSON.stringify(kept));
      else storage.removeItem(keyOf(path));
    } catch {
      // Storage that is full or forbidden: then nothing is kept.
    }
  };
  builders.widgetAdded.connect((_, builder) => {
    save(builder);
    builder.state.changed.connect(() => save(builder));
    builder.shownChanged.connect(() => save(builder));
  });
  notebooks.forEach((panel) => void bringBack(panel));
  notebooks.widgetAdded.connect((_, panel) => void bringBack(panel));

  async function bringBack(panel: NotebookPanel): Promise<void> {
    await panel.context.ready;
    const kept = read(keyOf(panel.context.path));
    if (kept) await restore(kept);
  }

  function read(key: string): KeptBuilder | null {
    try {
      return JSON.parse(storage.getItem(key) ?? "null") as KeptBuilder | null;
    } catch {
      return null;
    }
  }
}
