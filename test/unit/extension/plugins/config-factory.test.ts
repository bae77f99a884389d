// @vitest-environment jsdom
import { act, fireEvent, render, screen } from "@testing-library/react";
import type { DocumentRegistry } from "@jupyterlab/docregistry";
import type { JupyterFrontEnd } from "@jupyterlab/application";
import { PromiseDelegate } from "@lumino/coreutils";
import type { ReactElement } from "react";
import { expect, it, vi } from "vitest";
import { configFiles } from "../../../../extension/src/plugins/config-documents";
import type { ConfigFactory } from "../../../../extension/src/plugins/config-factory";

vi.mock("@jupyterlab/application", () => ({ ILayoutRestorer: {} }));
vi.mock("@jupyterlab/apputils", () => ({ WidgetTracker: {} }));
vi.mock("@jupyterlab/notebook", () => ({ INotebookTracker: {} }));
vi.mock("@jupyterlab/translation", () => ({
  ITranslator: {},
  nullTranslator: { load: () => ({ __: (words: string) => words }) },
}));
vi.mock("@jupyterlab/ui-components", () => ({
  LabIcon: class {},
  ReactWidget: { create: (element: ReactElement) => ({ element, addClass: () => undefined }) },
}));
vi.mock("@lumino/widgets", () => ({ Panel: class {} }));
vi.mock("@jupyterlab/docregistry", () => ({ ABCWidgetFactory: class {}, DocumentWidget: class {} }));
vi.mock("../../../../extension/src/builder/panel/config-form", () => ({
  ConfigForm: class {
    isForm = true;
  },
}));

interface Content {
  isDisposed: boolean;
  widgets: { isForm?: boolean; element?: ReactElement }[];
  addWidget: (widget: object) => void;
}

/** A factory of an application that is still starting, and what it fills a document with. */
function begin() {
  const started = new PromiseDelegate<void>();
  const execute = vi.fn(() => Promise.resolve());
  const docRegistry = { addFileType: () => undefined, addWidgetFactory: () => undefined };
  const app = { started: started.promise, commands: { execute }, docRegistry };
  const factory = configFiles.activate(app as unknown as JupyterFrontEnd, null) as ConfigFactory;
  const content: Content = {
    isDisposed: false,
    widgets: [],
    addWidget: (widget) => void content.widgets.push(widget),
  };
  const context = { path: "work/a.quetelet-config.json" } as DocumentRegistry.Context;
  const { fill } = factory as unknown as { fill: (...parts: unknown[]) => Promise<void> };
  return { factory, execute, content, filled: fill.call(factory, content, context), started };
}

it("says that there is no form, and opens the text, where nothing comes to make forms with", async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const { execute, content, filled, started } = begin();
  started.resolve();
  await filled;
  act(() => void render(content.widgets[0]!.element!));
  expect(screen.getByRole("alert").textContent).toMatch(/The form is not available here/);
  fireEvent.click(screen.getByRole("button", { name: "Open as text" }));
  expect(execute).toHaveBeenCalledWith("docmanager:open", {
    path: "work/a.quetelet-config.json",
    factory: "Editor",
  });
});

it("shows the form as soon as it can be made, also of a document that was opened before", async () => {
  const { factory, content, filled, started } = begin();
  expect(content.widgets).toEqual([]);
  factory.serve({} as never);
  started.resolve();
  await filled;
  expect(content.widgets).toEqual([{ isForm: true }]);
});
