import { ABCWidgetFactory, type DocumentRegistry, DocumentWidget } from "@jupyterlab/docregistry";
import { PromiseDelegate } from "@lumino/coreutils";
import { Panel } from "@lumino/widgets";
import type { ConfigFormOptions } from "../builder/panel/config-form";

type FormOptions = Omit<ConfigFormOptions, "context">;

/**
 * Opens config documents in the builder's form. The factory has to be known before any document is opened, also one
 * of the session before; the form itself is loaded with the first.
 */
export class ConfigFactory extends ABCWidgetFactory<DocumentWidget> {
  private readonly form = new PromiseDelegate<FormOptions>();

  /** Says what forms are made with, which is there later than the factory. */
  serve(options: FormOptions): void {
    this.form.resolve(options);
  }

  protected override createNewWidget(context: DocumentRegistry.Context): DocumentWidget {
    const content = new Panel();
    content.addClass("qt-ConfigDocument");
    void this.fill(content, context);
    return new DocumentWidget({ content, context });
  }

  private async fill(content: Panel, context: DocumentRegistry.Context): Promise<void> {
    const [{ ConfigForm }, options] = await Promise.all([
      import("../builder/panel/config-form"),
      this.form.promise,
    ]);
    if (!content.isDisposed) content.addWidget(new ConfigForm({ ...options, context }));
  }
}
