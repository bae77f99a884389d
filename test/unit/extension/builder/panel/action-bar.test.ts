// @vitest-environment jsdom
import { cleanup, render, screen, fireEvent } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { ActionBar } from "../../../../../extension/src/builder/panel/action-bar";
import type { BuilderActions, Outcome } from "../../../../../extension/src/builder/panel/actions";
import type { BuilderState } from "../../../../../extension/src/builder/panel/builder-state";
import { TranslationProvider } from "../../../../../extension/src/ui/translation";
import { trans } from "../../support";
import { draft } from "../support";

vi.mock("@jupyterlab/apputils", () => ({}));
afterEach(cleanup);

it("says what came of an action until the form changes or nothing stands in the way", async () => {
  const insert = vi.fn<() => Promise<object>>(() => Promise.resolve({ problems: [{}, {}] }));
  const first = draft({ model: "ols" });
  const bar = (of: typeof first, isReady: boolean) =>
    createElement(
      TranslationProvider,
      { value: trans },
      createElement(ActionBar, {
        state: { draft: of } as BuilderState,
        actions: { insert } as never,
        saves: "document",
        isReady,
        onObstacles: () => undefined,
      }),
    );
  const { rerender } = render(bar(first, false));
  const status = screen.getByRole("status");
  fireEvent.click(screen.getByRole("button", { name: "Run" }));
  await screen.findByText("2 fields are to be seen to first.");
  rerender(bar(first, true));
  expect(status.textContent).toBe("");
  insert.mockResolvedValue({ done: "Runs in a.ipynb" });
  fireEvent.click(screen.getByRole("button", { name: "Run" }));
  await screen.findByText("Runs in a.ipynb");
  rerender(bar({ ...first }, true));
  expect(status.textContent).toBe("Runs in a.ipynb");
  rerender(bar(draft({ model: "glm" }), true));
  expect(status.textContent).toBe("");
});

it("says how a run ended, unless something else was said since", async () => {
  const first = draft({ model: "ols" });
  const insert = vi.fn<() => Promise<Outcome>>();
  const bar = createElement(ActionBar, {
    state: { draft: first } as unknown as BuilderState,
    actions: { insert } as unknown as BuilderActions,
    saves: "as-config",
    isReady: true,
    onObstacles: () => undefined,
  });
  render(createElement(TranslationProvider, { value: trans }, bar));
  const press = () => fireEvent.click(screen.getByRole("button", { name: "Run" }));
  insert.mockResolvedValue({ done: "Runs.", ended: Promise.resolve({ failed: "It failed." }) });
  press();
  await screen.findByText("It failed.");
  let end = (_: { done: string }) => {};
  insert.mockResolvedValueOnce({ done: "Runs again.", ended: new Promise((resolve) => (end = resolve)) });
  press();
  await screen.findByText("Runs again.");
  insert.mockResolvedValueOnce({ done: "Runs a third time." });
  press();
  await screen.findByText("Runs a third time.");
  end({ done: "The second ended." });
  await Promise.resolve();
  expect(screen.getByRole("status").textContent).toBe("Runs a third time.");
});
