import type { WidgetTracker } from "@jupyterlab/apputils";
import type { INotebookTracker, NotebookPanel } from "@jupyterlab/notebook";
import type { IStateDB } from "@jupyterlab/statedb";
import type { KeptBuilder } from "./builder-opener";
import type { BuilderPanel } from "./builder-panel";

interface Options {
  stateDB: IStateDB;
  notebooks: INotebookTracker;
  builders: WidgetTracker<BuilderPanel>;
  restore: (kept: KeptBuilder) => Promise<void>;
}

const keyOf = (path: string) => `quetelet-builder:${path}`;

/**
 * Keeps builders over reloads where the page restores no layout, as in Notebook 7: by the notebook they are for.
 * One that is out of sight stays away.
 */
export function keepInNotebook({ stateDB, notebooks, builders, restore }: Options): void {
  const save = (builder: BuilderPanel) => {
    const { path } = builder.state.target;
    if (path === null) return;
    const kept = { key: builder.key, notebook: path, draft: builder.state.draft };
    if (builder.isVisible) void stateDB.save(keyOf(path), JSON.parse(JSON.stringify(kept)));
    else void stateDB.remove(keyOf(path));
  };
  builders.widgetAdded.connect((_, builder) => {
    save(builder);
    builder.state.changed.connect(() => save(builder));
    builder.shownChanged.connect(() => save(builder));
  });
  notebooks.widgetAdded.connect((_, panel) => void bringBack(panel));

  async function bringBack(panel: NotebookPanel): Promise<void> {
    await panel.context.ready;
    const kept = (await stateDB.fetch(keyOf(panel.context.path))) as KeptBuilder | undefined;
    if (kept) await restore(kept);
  }
}
