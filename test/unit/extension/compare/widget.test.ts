// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import { ComparisonWidget } from "../../../../extension/src/compare/widget";
import { trans } from "../support";

// Lumino's drag and drop names it; jsdom has none.
vi.hoisted(() => void Object.assign(globalThis, { DragEvent: class {} }));

it("is gone once it is closed, so that no reload brings it back", () => {
  const widget = new ComparisonWidget({
    sources: [],
    baseline: 0,
    trans,
    read: () => Promise.resolve(null),
    placeOf: () => "",
    choose: () => Promise.resolve(null),
  });
  const told = vi.fn();
  widget.disposed.connect(told);
  widget.close();
  expect(widget.isDisposed).toBe(true);
  // Whoever keeps it has to forget it, or the same results could not be compared again.
  expect(told).toHaveBeenCalledOnce();
});
