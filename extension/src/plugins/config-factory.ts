import { ABCWidgetFactory, type DocumentRegistry, DocumentWidget } from "@jupyterlab/docregistry";
import { PromiseDelegate } from "@lumino/coreutils";
import { LabIcon } from "@jupyterlab/ui-components";
import { Panel } from "@lumino/widgets";
import type { ConfigFormOptions } from "../builder/panel/config-form";
import { configIcon } from "../icons";

type FormOptions = Omit<ConfigFormOptions, "context">;

/**
 * Opens config documents in the builder's form. The factory has to be known before any document is opened, also one
 * of the session before; the form itself is loaded with the first.
 */
export class ConfigFactory extends ABCWidgetFactory<DocumentWidget> {
  readonly icon = new LabIcon(configIcon);
  private readonly form = new PromiseDelegate<FormOptions>();

  /** Says what forms are made with, which is there later than the factory. */
  serve(options: FormOptions): void {
    this.form.resolve(options);
  }

  protected override createNewWidget(context: DocumentRegistry.Context): DocumentWidget {
    const content = new Panel();
    content.addClass("qt-ConfigDocument");
    content.title.icon = this.icon;
    void this.fill(content, context);
    const widget = new DocumentWidget({ content, context });
    widget.title.icon = this.icon;
    return widget;
  }

  private async fill(content: Panel, context: DocumentRegistry.Context): Promise<void> {
    const [{ ConfigForm }, options] = await Promise.all([
      import("../builder/panel/config-form"),
      this.form.promise,
    ]);
    if (!content.isDisposed) content.addWidget(new ConfigForm({ ...options, context }));
  }
}
