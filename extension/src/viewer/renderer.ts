import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { nullTranslator } from "@jupyterlab/translation";
import { shownResults } from "../builder-requests";
import { KeyedWidget } from "../ui/keyed-widget";
import type { MountedViewer } from "./mount";

/** The widget that JupyterLab puts into an output or a document tab. It loads the viewer when first needed. */
export class ResultRenderer extends KeyedWidget implements IRenderMime.IRenderer {
  private readonly mimeType: string;
  private readonly trans: IRenderMime.TranslationBundle;
  private viewer: MountedViewer | null = null;

  constructor({ mimeType, translator }: IRenderMime.IRendererOptions) {
    super();
    this.addClass("qt-Result");
    this.mimeType = mimeType;
    this.trans = (translator ?? nullTranslator).load("jupyterlab_quetelet");
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const { mountViewer } = await import("./mount");
    if (this.isDisposed) return;
    this.viewer ??= mountViewer(this.node, this.trans);
    const data = model.data[this.mimeType];
    shownResults.set(this.node, data);
    this.viewer.show(data);
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.viewer?.unmount();
    this.viewer = null;
    super.dispose();
  }
}
