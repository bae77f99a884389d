// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { mountForm } from "./mount";

afterEach(cleanup);

const press = (button: HTMLElement) =>
  act(() => {
    button.focus();
    fireEvent.click(button);
  });
const place = (field: string) => document.querySelector<HTMLElement>(`[data-qt-field="${field}"]`)!;

describe("the focus, when what had it goes", () => {
  it("stays in the field whose suggestion was taken", async () => {
    const form = await mountForm({ model: "glm", outcome: "density", terms: ["`calls 311`"] });
    const terms = within(place("terms"));
    press(terms.getByRole("button", { name: "Leave such rows out" }));
    expect(form.config().missing).toBe("drop");
    expect(terms.queryByRole("button", { name: "Leave such rows out" })).toBeNull();
    expect(document.activeElement).toBe(terms.getByRole("combobox"));
  });

  it("goes to what is left to do when a field that nobody knows was removed there", async () => {
    const form = await mountForm({ model: "ols", outcome: "density", terms: ["length"], strange: 1 });
    press(screen.getByRole("button", { name: "Remove it" }));
    expect(form.config()).not.toHaveProperty("strange");
    expect(document.activeElement).toBe(screen.getByRole("region", { name: "What is left to do" }));
  });

  it("goes to what comes before, else after: sets that were suggested or removed", async () => {
    const form = await mountForm({ model: "risk-terrain", outcome: "crimes" });
    press(screen.getByRole("button", { name: "Use these sets" }));
    expect(Object.keys(form.config().sets as object).length).toBeGreaterThan(1);
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Add a set" }));
    const sets = screen.getAllByRole("group", { name: /^Set / });
    press(within(sets.at(-1)!).getByRole("button", { name: /^Remove Set/ }));
    expect(sets.at(-2)!.contains(document.activeElement)).toBe(true);
  });

  it("is left alone where it went on by itself", async () => {
    await mountForm({ model: "glm", outcome: "crimes", terms: ["density", "length"] });
    const terms = within(place("terms"));
    press(terms.getByRole("button", { name: "Remove length" }));
    expect(document.activeElement).toBe(terms.getByRole("combobox"));
    act(() => (document.activeElement as HTMLElement).blur());
    fireEvent.click(screen.getByRole("checkbox", { name: "Intercept" }));
    expect(document.activeElement).toBe(document.body);
  });

  it("does not come back from where a person took it, once what had it goes for another reason", async () => {
    const form = await mountForm({ model: "ols", outcome: "density", terms: ["length"], strange: 1 });
    const remove = screen.getByRole("button", { name: "Remove it" });
    act(() => remove.focus());
    act(() => remove.blur());
    await act(async () => {});
    fireEvent.click(remove);
    expect(form.config()).not.toHaveProperty("strange");
    expect(remove.isConnected).toBe(false);
    expect(document.activeElement).toBe(document.body);
  });
});
