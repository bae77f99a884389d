import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { nullTranslator } from "@jupyterlab/translation";
import { type Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import { shownResults } from "../builder-requests";
import { keepPlainKeys } from "../ui/keys";
import type { MountedViewer } from "./mount";

/** The widget that JupyterLab puts into an output or a document tab. It loads the viewer when first needed. */
export class ResultRenderer extends Widget implements IRenderMime.IRenderer {
  private readonly mimeType: string;
  private readonly trans: IRenderMime.TranslationBundle;
  private viewer: MountedViewer | null = null;
  private releaseKeys: (() => void) | null = null;

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

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.releaseKeys = keepPlainKeys(this.node);
  }

  protected override onBeforeDetach(message: Message): void {
    this.releaseKeys?.();
    this.releaseKeys = null;
    super.onBeforeDetach(message);
  }
}
