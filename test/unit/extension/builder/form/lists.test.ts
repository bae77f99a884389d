// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { mountForm } from "./mount";

afterEach(cleanup);

const combobox = (name: string) => screen.getByRole("combobox", { name });
const isOpen = (node: HTMLElement) => node.getAttribute("aria-expanded") === "true";
const press = (node: Element, key: string, more: object = {}) => fireEvent.keyDown(node, { key, ...more });

it("closes the list of columns after the one column that a field takes; one for many stays", async () => {
  const form = await mountForm({ model: "glm" });
  const outcome = combobox("Outcome");
  fireEvent.click(outcome);
  const list = screen.getByRole("listbox", { name: "Choose a column" });
  fireEvent.click(within(list).getByRole("option", { name: /density/ }));
  expect(form.config().outcome).toBe("density");
  expect(isOpen(outcome)).toBe(false);
  const terms = combobox("Terms");
  fireEvent.change(terms, { target: { value: "length" } });
  press(terms, "Enter");
  expect(form.config().terms).toEqual(["length"]);
  expect(isOpen(terms)).toBe(true);
});

it("closes the list of columns with Escape and a press elsewhere, and takes nothing with Ctrl+Enter", async () => {
  const form = await mountForm({ model: "glm" });
  const outcome = combobox("Outcome");
  fireEvent.click(outcome);
  press(outcome, "Enter", { ctrlKey: true });
  expect(form.config().outcome).toBeUndefined();
  press(outcome, "Escape");
  expect(isOpen(outcome)).toBe(false);
  fireEvent.click(outcome);
  expect(isOpen(outcome)).toBe(true);
  fireEvent.pointerDown(document.body);
  expect(isOpen(outcome)).toBe(false);
});

it("tells that a field is empty only after the press that left it, which would miss what it moves", async () => {
  const form = await mountForm({ model: "glm" });
  const outcome = combobox("Outcome");
  fireEvent.pointerDown(document.body);
  fireEvent.blur(outcome);
  expect(outcome.getAttribute("aria-invalid")).toBeNull();
  fireEvent.pointerUp(document.body);
  await form.settle();
  expect(outcome.getAttribute("aria-invalid")).toBe("true");
});

it("closes the list of values with Escape and a press elsewhere, taking none", async () => {
  const cohorts = { definitions: { a: ["district", "==", []] } };
  const form = await mountForm({ model: "decoupled", label: "kind", cohorts });
  const summary = screen.getByText("Choose…");
  const list = summary.closest("details")!;
  const open = () => {
    list.open = true;
    fireEvent(list, new Event("toggle"));
  };
  open();
  press(within(list).getByRole("checkbox", { name: "north" }), "Escape");
  expect(list.open).toBe(false);
  open();
  fireEvent.pointerDown(within(list).getByRole("checkbox", { name: "north" }));
  expect(list.open).toBe(true);
  fireEvent.pointerDown(document.body);
  expect(list.open).toBe(false);
  expect(form.config().cohorts).toEqual(cohorts);
});
