import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { nullTranslator } from "@jupyterlab/translation";
import { RUN_MIME_TYPE, type JsonObject, type RunReport } from "quetelet/contract";
import { KeyedWidget } from "../ui/keyed-widget";
import type { MountedRun } from "./mount";
import { readRun } from "./read-run";

/** The widget that JupyterLab puts into an output, and keeps while the output is updated. */
export class RunRenderer extends KeyedWidget implements IRenderMime.IRenderer {
  private readonly trans: IRenderMime.TranslationBundle;
  private model: IRenderMime.IMimeModel | null = null;
  private shown: { id: string; print: string; wasUpdated: boolean } | null = null;
  private mounted: MountedRun | null = null;

  constructor({ translator }: Pick<IRenderMime.IRendererOptions, "translator">) {
    super();
    this.addClass("qt-Monitor");
    this.trans = (translator ?? nullTranslator).load("jupyterlab_quetelet");
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const { mountRun } = await import("./mount");
    if (this.isDisposed) return;
    this.model = model;
    const read = readRun(model.data[RUN_MIME_TYPE]);
    const wasUpdated = read.ok && this.notice(read.report);
    if (read.ok) this.node.dataset.qtRun = read.report.id;
    this.mounted ??= mountRun(this.node, { trans: this.trans, onEnd: (report) => this.keep(report) });
    this.mounted.show(read, wasUpdated);
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.mounted?.unmount();
    this.mounted = null;
    this.model = null;
    super.dispose();
  }

  /** Whether this run's report has become another one since the output was first shown. */
  private notice({ id, state, seconds }: RunReport): boolean {
    const print = `${state} ${seconds}`;
    const { shown } = this;
    const wasUpdated = shown?.id === id && (shown.wasUpdated || shown.print !== print);
    this.shown = { id, print, wasUpdated };
    return wasUpdated;
  }

  /** Writes into the notebook how a run ended, where its kernel could not: it was restarted, or the page loaded anew. */
  private keep(report: RunReport): void {
    const { model } = this;
    if (!model || this.isDisposed) return;
    const data = { ...model.data, [RUN_MIME_TYPE]: report as unknown as JsonObject };
    model.setData({ data });
  }
}
