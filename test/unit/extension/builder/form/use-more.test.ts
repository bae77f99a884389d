// @vitest-environment jsdom
import { act, cleanup, fireEvent, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { mountForm } from "./mount";

afterEach(cleanup);

// By selectors: to ask for roles and labels takes long where there are so many.
const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
const button = (words: string) => all("button").find(({ textContent }) => textContent?.endsWith(words))!;
const place = (field: string) => within(document.querySelector<HTMLElement>(`[data-qt-field="${field}"]`)!);
const named = (count: number, prefix: string) => Array.from({ length: count }, (_, k) => `${prefix}${k}`);
const press = (button: HTMLElement) =>
  act(() => {
    button.focus();
    fireEvent.click(button);
  });
const settle = () => act(() => new Promise<void>((done) => setTimeout(done)));

function mountSets(count: number) {
  const sets = Object.fromEntries(named(count, "set").map((name) => [name, ["density"]]));
  return mountForm({ model: "risk-terrain", outcome: "crimes", sets });
}
const names = () => all("[aria-label='Name of the set']");

describe("what is added past what a list shows at first", () => {
  it.each([20, 27])("is shown after %i sets, and has the focus", async (count) => {
    const form = await mountSets(count);
    expect(names()).toHaveLength(20);
    press(button("Add a set"));
    await settle();
    expect(names()).toHaveLength(count + 1);
    expect(document.activeElement).toBe(names().at(-1));
    expect(Object.keys(form.config().sets as object)).toHaveLength(count + 1);
  });

  it("is shown with cohorts and their lines", async () => {
    const condition = ["density", ">", 0];
    const definitions: Record<string, unknown> = Object.fromEntries(
      named(20, "cohort ").map((name) => [name, condition]),
    );
    definitions["cohort 0"] = Array.from({ length: 39 }, (_, k) => (k % 2 ? "or" : condition));
    await mountForm({ model: "decoupled", label: "kind", cohorts: { definitions } });
    const cohortNames = () => all("[aria-label='Name of the cohort']");
    expect(cohortNames()).toHaveLength(20);
    press(button("Add a cohort"));
    await settle();
    expect(cohortNames()).toHaveLength(21);
    expect(document.activeElement).toBe(cohortNames()[20]);
    const lines = () => all("[data-qt-field='cohorts'] .qt-Clause").length;
    const before = lines();
    press(button("Add a line"));
    expect(lines()).toBe(before + 1);
  });

  it("is not worth drawing thousands of others", async () => {
    await mountForm({ model: "random-forest", outcome: "crimes", features: named(3000, "x") });
    const features = place("features");
    const field = features.getByRole("combobox");
    fireEvent.change(field, { target: { value: "density" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(features.getAllByRole("button", { name: /^Remove x/ })).toHaveLength(100);
    expect(features.getByRole("button", { name: "Show 100 of 2,901 more" })).toBeTruthy();
  });
});

it("goes on at the first of those that a press shows, whether the button goes or stays", async () => {
  const form = await mountForm({ model: "random-forest", outcome: "crimes", features: named(250, "x") });
  const features = place("features");
  press(features.getByRole("button", { name: "Show 100 of 150 more" }));
  expect(document.activeElement).toBe(features.getByRole("button", { name: "Remove x100" }));
  press(features.getByRole("button", { name: "Show 50 of 50 more" }));
  expect(document.activeElement).toBe(features.getByRole("button", { name: "Remove x200" }));
  expect(form.config().features).toHaveLength(250);
});
