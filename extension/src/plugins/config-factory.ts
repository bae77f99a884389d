import { ABCWidgetFactory, type DocumentRegistry, DocumentWidget } from "@jupyterlab/docregistry";
import type { LabIcon } from "@jupyterlab/ui-components";
import { Panel } from "@lumino/widgets";
import type { ConfigFormOptions } from "../builder/panel/config-form";

interface Options extends DocumentRegistry.IWidgetFactoryOptions {
  form: Omit<ConfigFormOptions, "context">;
  icon: LabIcon;
}

/**
 * Opens config documents in the builder's form. The factory has to be known before any document is opened, also one
 * of the session before; the form itself is loaded with the first.
 */
export class ConfigFactory extends ABCWidgetFactory<DocumentWidget> {
  private readonly form: Options["form"];
  private readonly icon: LabIcon;

  constructor({ form, icon, ...options }: Options) {
    super(options);
    this.form = form;
    this.icon = icon;
  }

  protected override createNewWidget(context: DocumentRegistry.Context): DocumentWidget {
    const content = new Panel();
    content.addClass("qt-ConfigDocument");
    content.title.icon = this.icon;
    void this.fill(content, context);
    return new DocumentWidget({ content, context });
  }

  private async fill(content: Panel, context: DocumentRegistry.Context): Promise<void> {
    const { ConfigForm } = await import("../builder/panel/config-form");
    if (!content.isDisposed) content.addWidget(new ConfigForm({ ...this.form, context }));
  }
}
