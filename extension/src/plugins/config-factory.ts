import { ABCWidgetFactory, type DocumentRegistry, DocumentWidget } from "@jupyterlab/docregistry";
import { PromiseDelegate } from "@lumino/coreutils";
import { LabIcon } from "@jupyterlab/ui-components";
import { Panel } from "@lumino/widgets";
import type { ConfigFormOptions } from "../builder/panel/config-form";
import { configIcon } from "../icons";
import { noForm, type NoFormOptions } from "./no-form";

type FormOptions = Omit<ConfigFormOptions, "context">;

/**
 * Opens config documents in the builder's form. The factory has to be known before any document is opened, also one
 * of the session before; the form itself is loaded with the first.
 */
export class ConfigFactory extends ABCWidgetFactory<DocumentWidget> {
  readonly icon = new LabIcon(configIcon);
  private readonly form = new PromiseDelegate<FormOptions>();

  /** @param withoutForm What a document of that path shows where there is no form to be had. */
  constructor(
    options: DocumentRegistry.IWidgetFactoryOptions<DocumentWidget>,
    private readonly withoutForm: (path: string) => NoFormOptions,
  ) {
    super(options);
    this.form.promise.catch(() => undefined); // nobody may have opened a document
  }

  /** Says what forms are made with, which is there later than the factory. */
  serve(options: FormOptions): void {
    this.form.resolve(options);
  }

  /** Says that nobody comes any more to say it. */
  giveUp(): void {
    this.form.reject(new Error("There is nothing to make forms with."));
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
    const form = await Promise.all([import("../builder/panel/config-form"), this.form.promise])
      .then(
        ([{ ConfigForm }, options]) =>
          () =>
            new ConfigForm({ ...options, context }),
      )
      .catch(() => () => noForm(this.withoutForm(context.path)));
    if (!content.isDisposed) content.addWidget(form());
  }
}
