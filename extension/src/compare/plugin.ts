import {
  ILabShell,
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin,
} from "@jupyterlab/application";
import { DOMUtils, ICommandPalette, WidgetTracker } from "@jupyterlab/apputils";
import { PathExt } from "@jupyterlab/coreutils";
import { IDocumentManager } from "@jupyterlab/docmanager";
import { IDefaultFileBrowser } from "@jupyterlab/filebrowser";
import { INotebookTracker, type NotebookPanel } from "@jupyterlab/notebook";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { LabIcon } from "@jupyterlab/ui-components";
import { compareIcon } from "../icons";
import { compareRequest } from "./request";
import { readSource, readSourceData, resultsIn, sourceKey, writeSource, type Source } from "./sources";
import type { ComparisonState, ComparisonWidget } from "./widget";

/** Opens results side by side. Without arguments it asks which. */
export const compareCommand = "quetelet:compare";

const argsSchema = {
  type: "object",
  properties: {
    sources: {
      type: "array",
      description:
        "Results to compare: {kind: 'file', path} or {kind: 'output', notebook, cell, at}. Asks for them when absent.",
      items: { type: "object" },
    },
    chosen: {
      type: "array",
      description: "Results that are chosen already when the command asks.",
      items: { type: "object" },
    },
    baseline: { type: "number", description: "Index of the result that differences are taken from." },
  },
};

export const comparePlugin: JupyterFrontEndPlugin<void> = {
  id: "jupyterlab-quetelet:compare",
  description: "Compares the results of models side by side.",
  autoStart: true,
  optional: [
    INotebookTracker,
    IDocumentManager,
    IDefaultFileBrowser,
    ICommandPalette,
    ILabShell,
    ILayoutRestorer,
    ITranslator,
  ],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker | null,
    documents: IDocumentManager | null,
    browser: IDefaultFileBrowser | null,
    palette: ICommandPalette | null,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null,
  ) => {
    const trans = (translator ?? nullTranslator).load("jupyterlab_quetelet");
    const { contents } = app.serviceManager;
    const icon = new LabIcon(compareIcon);
    const nameOf = ({ sources }: Pick<ComparisonState, "sources">) => sources.map(sourceKey).join(" ");
    const tracker = new WidgetTracker<ComparisonWidget>({ namespace: "quetelet-compare" });

    const panels = (): NotebookPanel[] => {
      const open: NotebookPanel[] = [];
      notebooks?.forEach((panel) => open.push(panel));
      return open;
    };
    const openFiles = () =>
      [...app.shell.widgets("main")].flatMap((widget) => {
        const path = documents?.contextForWidget(widget)?.path;
        return path === undefined ? [] : [path];
      });
    const folder = () => {
      const current = app.shell.currentWidget && documents?.contextForWidget(app.shell.currentWidget);
      return browser?.model.path ?? (current ? PathExt.dirname(current.path) : "");
    };

    const choose = async (chosen: readonly Source[]) => {
      const [{ findCandidates }, { chooseSources }] = await Promise.all([
        import("./candidates"),
        import("./choose"),
      ]);
      const places = { panels: panels(), open: openFiles(), folder: folder(), contents, trans };
      return chooseSources(await findCandidates(places), { chosen, trans });
    };

    const open = async ({ sources, baseline }: ComparisonState) => {
      const before = tracker.find(({ state }) => nameOf(state) === nameOf({ sources }));
      if (before) {
        void before.readAll();
        app.shell.activateById(before.id);
        return before;
      }
      const [{ ComparisonWidget }, { placeOf }] = await Promise.all([
        import("./widget"),
        import("./candidates"),
      ]);
      const widget = new ComparisonWidget({
        sources,
        baseline,
        trans,
        read: (source) => readSourceData(source, { contents, panels: panels() }),
        placeOf: (source) => placeOf(source, panels(), trans),
        choose,
      });
      widget.id = DOMUtils.createDomID();
      widget.title.label = trans.__("Comparison");
      widget.title.caption = trans.__("Results side by side");
      widget.title.icon = icon;
      widget.title.closable = true;
      // Notebook 7 has room for one document only; its side panel takes the rest.
      app.shell.add(widget, labShell ? "main" : "right");
      await tracker.add(widget);
      widget.stateChanged.connect(() => void tracker.save(widget));
      app.shell.activateById(widget.id);
      return widget;
    };

    app.commands.addCommand(compareCommand, {
      label: trans.__("Compare Results…"),
      caption: trans.__("Show two to six results side by side"),
      icon,
      describedBy: { args: argsSchema },
      execute: async (args) => {
        const given = readSources(args.sources);
        const sources = given.length > 0 ? given : await choose(readSources(args.chosen));
        if (!sources) return undefined;
        return open({ sources, baseline: typeof args.baseline === "number" ? args.baseline : 0 });
      },
    });
    palette?.addItem({ command: compareCommand, category: trans.__("Quetelet") });

    compareRequest.connect((viewer) => {
      const source = sourceOfNode(viewer);
      void app.commands.execute(compareCommand, { chosen: source ? [writeSource(source)] : [] });
    });

    /** Which result a viewer in the page shows. */
    const sourceOfNode = (node: Element): Source | null => {
      for (const panel of panels()) {
        if (!panel.node.contains(node)) continue;
        const inCell = resultsIn(panel).filter((result) => result.node.contains(node));
        const viewers = inCell[0]?.node.querySelectorAll(".qt-Result") ?? [];
        const at = [...viewers].findIndex((viewer) => viewer.contains(node));
        return (inCell[at] ?? inCell[0])?.source ?? null;
      }
      for (const widget of app.shell.widgets("main")) {
        const path = widget.node.contains(node) ? documents?.contextForWidget(widget)?.path : undefined;
        if (path !== undefined) return { kind: "file", path };
      }
      return null;
    };

    void restorer?.restore(tracker, {
      command: compareCommand,
      name: ({ state }) => nameOf(state),
      args: ({ state: { sources, baseline } }) => ({ sources: sources.map(writeSource), baseline }),
    });
  },
};

function readSources(value: unknown): Source[] {
  if (!Array.isArray(value)) return [];
  return value.map(readSource).filter((source): source is Source => source !== null);
}
