// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import React from "react";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { Choose } from "../../../../extension/src/compare/choose-list";
import { TranslationProvider } from "../../../../extension/src/ui/translation";
import { trans } from "../support";

beforeAll(() => Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true }));
afterEach(cleanup);

const candidates = Array.from({ length: 10 }, (_, i) => ({
  source: { kind: "file" as const, path: `fit-${i}.quetelet.json` },
  label: `fit-${i}.quetelet.json`,
  detail: i === 4 ? "open in a tab" : "saved",
}));

function show(count: number) {
  const onChange = vi.fn();
  render(
    <TranslationProvider value={trans}>
      <Choose candidates={candidates.slice(0, count)} initial={new Set()} onChange={onChange} />
    </TranslationProvider>,
  );
  return onChange;
}
const box = (name: RegExp) => screen.getByRole("checkbox", { name });
const count = () => screen.getByRole("status").textContent;

it("says how many are chosen, and how many are needed", () => {
  const onChange = show(10);
  expect(count()).toBe("0 chosen; choose at least two.");
  act(() => fireEvent.click(box(/fit-1/)));
  act(() => fireEvent.click(box(/fit-2/)));
  expect(count()).toBe("2 chosen.");
  expect([...onChange.mock.lastCall![0]]).toHaveLength(2);
  for (const i of [3, 4, 5, 6, 7]) act(() => fireEvent.click(box(new RegExp(`fit-${i}`))));
  expect(count()).toBe("7 chosen; choose at most six.");
  act(() => fireEvent.click(box(/fit-7/)));
  expect(count()).toBe("6 chosen.");
});

it("searches names and places once there are many", () => {
  show(10);
  act(() =>
    fireEvent.change(screen.getByRole("searchbox", { name: "Search" }), { target: { value: "open in" } }),
  );
  expect(screen.getAllByRole("checkbox")).toHaveLength(1);
  expect(box(/fit-4/)).toBeDefined();
});

it("is a short list without a search, and says so when there is nothing to compare", () => {
  show(3);
  expect(screen.queryByRole("searchbox")).toBe(null);
  cleanup();
  show(1);
  expect(document.body.textContent).toContain("fewer than two results");
});
