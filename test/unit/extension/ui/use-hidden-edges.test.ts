import { expect, it } from "vitest";
import { hiddenEdges } from "../../../../extension/src/ui/use-hidden-edges";

it.each([
  [0, 400, "none"],
  [0, 900, "right"],
  [200, 900, "both"],
  [500, 900, "left"],
  [499.6, 900, "left"],
  [0, 400.4, "none"],
] as const)("scrolled by %d of %d pixels, 400 in sight: %s", (scrollLeft, scrollWidth, hidden) => {
  expect(hiddenEdges({ scrollLeft, scrollWidth, clientWidth: 400 })).toBe(hidden);
});
