// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import React, { useState } from "react";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { ComparePage, type Missing } from "../../../../extension/src/compare/page";
import type { Compared } from "../../../../extension/src/compare/compared";
import { TranslationProvider } from "../../../../extension/src/ui/translation";
import { fixture, trans } from "../support";
import { compared, result } from "./support";

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const observer = class {
    observe() {}
    disconnect() {}
  };
  Object.assign(globalThis, { IntersectionObserver: observer, ResizeObserver: observer });
});
afterEach(cleanup);

function Page({ all, missing = [] }: { all: Compared[]; missing?: Missing[] }) {
  const [baseline, setBaseline] = useState(0);
  const state = all.length > 1 ? "ready" : "too-few";
  const nothing = () => undefined;
  return (
    <TranslationProvider value={trans}>
      <ComparePage
        {...{ state, all, missing, baseline }}
        onBaseline={setBaseline}
        onRead={nothing}
        onChoose={nothing}
      />
    </TranslationProvider>
  );
}

it("tells of each result what it is and which data it was fitted to", () => {
  render(<Page all={compared(fixture("ols"), result({ provenance: { dataSha256: "f".repeat(64) } }))} />);
  const cards = within(screen.getByRole("list", { name: "Results" })).getAllByRole("listitem");
  expect(cards[0]!.textContent).toContain("Ordinary least squares");
  expect(cards[1]!.textContent).toContain("ffffffffff not as A");
  expect(screen.getByRole("list", { name: "Warnings" }).textContent).toContain("hold other data");
});

it("takes differences from the baseline that is chosen", () => {
  render(<Page all={compared(fixture("ols"), fixture("ols"))} />);
  expect(screen.getByRole("columnheader", { name: "B − A" })).toBeDefined();
  act(() => fireEvent.click(screen.getByRole("radio", { name: "B" })));
  expect(screen.getByRole("columnheader", { name: "A − B" })).toBeDefined();
});

it("says which results are gone, and what is left to do", () => {
  render(<Page all={compared(fixture("ols"))} missing={[{ place: "fits.ipynb", reason: "It is gone." }]} />);
  expect(screen.getByRole("alert").textContent).toContain("fits.ipynb: It is gone.");
  expect(document.body.textContent).toContain("needs at least two results");
});

it("shows a stranger's text as text", () => {
  const evil = "<img src=x onerror=alert(1)><script>alert(1)</script>";
  const hostile = result({
    model: evil as never,
    status: evil as never,
    config: { outcome: evil, [evil]: evil },
    fit: { [evil]: 1 },
    tables: {
      coefficients: { columns: [{ name: "term", type: "text" }], rows: [{ term: evil, estimate: 1 }] },
    },
    charts: { [evil]: { ...fixture("ols").charts.coefficients!, description: evil } },
  });
  render(<Page all={compared(hostile, hostile, fixture("ols"))} />);
  for (const name of ["Coefficients", "Charts", "Config"])
    act(() => fireEvent.click(screen.getByRole("tab", { name })));
  expect(document.querySelectorAll("img, script")).toHaveLength(0);
  expect(document.body.textContent).toContain(evil);
});

it("says so when what nobody foresaw cannot be shown", () => {
  let deep: object = {};
  for (let level = 0; level < 20_000; level++) deep = { deep };
  const quiet = vi.spyOn(console, "error").mockReturnValue(undefined);
  render(<Page all={compared(result({ config: { deep } }), fixture("ols"))} />);
  expect(screen.getByRole("alert").textContent).toContain("cannot be compared");
  quiet.mockRestore();
});
