// @vitest-environment jsdom
import { Signal } from "@lumino/signaling";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, expect, it, vi } from "vitest";
import type { Draft, Problem } from "../../../../../extension/src/builder/draft";
import type { BuilderActions } from "../../../../../extension/src/builder/panel/actions";
import type { BuilderState } from "../../../../../extension/src/builder/panel/builder-state";
import { Shell } from "../../../../../extension/src/builder/panel/shell";
import { TranslationProvider } from "../../../../../extension/src/ui/translation";
import { trans } from "../../support";
import { draft, FakeWorkspace } from "../support";

vi.mock("@jupyterlab/apputils", () => ({ Dialog: {}, InputDialog: {}, showDialog: () => undefined }));
vi.mock("@jupyterlab/notebook", () => ({ NotebookActions: {} }));
vi.mock("@jupyterlab/ui-components", () => ({ refreshIcon: { react: () => null } }));
afterEach(cleanup);

/** The builder over a config; a run is refused while anything but notes is told. */
async function open(config: Draft["config"]) {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const state = {
    draft: draft(config),
    problems: [] as readonly Problem[],
    changed: new Signal({}),
    target: { panel: null, path: null, changed: new Signal({}) },
    workspace: new FakeWorkspace(),
  };
  const insert = () => Promise.resolve({ problems: state.problems.filter(({ kind }) => kind !== "note") });
  const shell = createElement(Shell, {
    state: state as unknown as BuilderState,
    actions: { insert } as unknown as BuilderActions,
    notebooks: () => null,
    saves: "as-config",
  });
  render(createElement(TranslationProvider, { value: trans }, shell));
  await act(async () => {});
  return {
    run: async () => {
      const button = screen.getByRole("button", { name: "Run" });
      await act(async () => {
        button.focus();
        fireEvent.click(button);
      });
    },
  };
}

const fieldInFocus = () =>
  document.activeElement?.closest<HTMLElement>("[data-qt-field]")?.dataset.qtField ?? null;

it("leads a refused run to the first field in its way, however often it is tried", async () => {
  const { run } = await open({ model: "glm" });
  await run();
  expect(fieldInFocus()).toBe("outcome");
  expect(document.activeElement?.getAttribute("aria-invalid")).toBe("true");
  await run();
  expect(fieldInFocus()).toBe("outcome");
});

it("unfolds the field that it leads to", async () => {
  const { run } = await open({ model: "ols", outcome: "density", terms: ["length"], level: 7 });
  const level = document.querySelector('[data-qt-field="level"]')!;
  expect(level.closest("details:not([open])")).not.toBeNull();
  await run();
  expect(fieldInFocus()).toBe("level");
  expect(level.closest("details:not([open])")).toBeNull();
});

it("leads to the list of what is left where nothing has a place in the form", async () => {
  const { run } = await open({ model: "ols", outcome: "density", terms: ["length"], strange: 1 });
  await run();
  expect(document.activeElement).toBe(screen.getByRole("region", { name: "What is left to do" }));
});
