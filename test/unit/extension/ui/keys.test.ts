// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from "vitest";
import { keepPlainKeys } from "../../../../extension/src/ui/keys";

const suppressed = "data-lm-suppress-shortcuts";
let seen: boolean[];
let button: HTMLButtonElement;

// JupyterLab asks the target for the attribute while the event is on its way down.
const jupyterLab = (event: KeyboardEvent) =>
  void seen.push((event.target as Element).hasAttribute(suppressed));

beforeEach(() => {
  seen = [];
  document.body.innerHTML = "<div><button></button></div><input>";
  button = document.querySelector("button")!;
  document.addEventListener("keydown", jupyterLab, true);
});
afterEach(() => document.removeEventListener("keydown", jupyterLab, true));

const press = (node: Element, init: KeyboardEventInit) =>
  node.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...init }));

it("keeps plain keys from the notebook and leaves it chords and Escape", () => {
  const release = keepPlainKeys(document.querySelector("div")!);
  press(button, { key: "ArrowRight" });
  press(button, { key: "s", ctrlKey: true });
  press(button, { key: "Enter" });
  press(button, { key: "Escape" });
  expect(seen).toEqual([true, false, true, false]);
  release();
});

it("does not touch what is outside, or anything once it is taken back", () => {
  const release = keepPlainKeys(document.querySelector("div")!);
  press(document.querySelector("input")!, { key: "a" });
  release();
  press(button, { key: "ArrowRight" });
  expect(seen).toEqual([false, false]);
});
