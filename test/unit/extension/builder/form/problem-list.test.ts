// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createElement } from "react";
import { act } from "react-dom/test-utils";
import { afterEach, expect, it, vi } from "vitest";
import { BuilderForm } from "../../../../../extension/src/builder/form";
import { needsKernel } from "../../../../../extension/src/builder/panel/kernel-language";
import { TranslationProvider } from "../../../../../extension/src/ui/translation";
import { trans } from "../../support";
import { draft, FakeWorkspace } from "../support";
import { mountForm } from "./mount";

afterEach(cleanup);

it("is not ready without a Quetelet kernel, and leads to the choice of one", async () => {
  const chooseKernel = vi.fn();
  const form = createElement(BuilderForm, {
    draft: draft({ model: "ols", outcome: "density", terms: ["length"] }),
    onChange: () => undefined,
    workspace: new FakeWorkspace(),
    chooseKernel,
  });
  render(createElement(TranslationProvider, { value: trans }, form));
  await act(async () => {});
  expect(screen.queryByText("Ready to run")).toBeNull();
  expect(screen.getByText("1 thing before it can run")).toBeDefined();
  fireEvent.click(screen.getByRole("button", { name: "Choose the kernel…" }));
  expect(chooseKernel).toHaveBeenCalled();
});

it.each([
  ["ready", "quetelet", false],
  ["starting", undefined, false],
  ["files", "python3", true],
  ["files", undefined, true],
  ["files", "quetelet", false],
] as const)(
  "of a workspace that is %s with the kernel %s, knows whether one is needed",
  (is, name, needed) => {
    const workspace = new FakeWorkspace();
    workspace.state = is;
    const panel = { sessionContext: { session: name && { kernel: { name } } } };
    expect(needsKernel(panel as never, workspace)).toBe(needed);
  },
);

it("tells what stands in no run's way and has no place of its own", async () => {
  const features = Array.from({ length: 10_001 }, (_, k) => `x${k}`);
  await mountForm({ model: "random-forest", outcome: "crimes", features });
  const list = screen.getByRole("region", { name: "What is left to do" });
  expect(list.textContent).toMatch(/could not open this config again once it is saved/);
});
