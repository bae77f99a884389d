import { useEffect, useState, type RefObject } from "react";

/** At which sides a box that scrolls sideways has more than it shows. */
export type HiddenEdges = "none" | "left" | "right" | "both";

/** The sides of `place` that hide something; `content` changes when other things are put into it. */
export function useHiddenEdges(place: RefObject<HTMLElement>, content?: unknown): HiddenEdges {
  const [hidden, setHidden] = useState<HiddenEdges>("none");
  useEffect(() => {
    const node = place.current;
    if (!node) return undefined;
    const measure = () => setHidden(hiddenEdges(node));
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    // What is in it grows and shrinks too: other rows, other numbers.
    for (const child of node.children) observer.observe(child);
    node.addEventListener("scroll", measure, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      node.removeEventListener("scroll", measure);
    };
  }, [place, content]);
  return hidden;
}

type Extent = Pick<HTMLElement, "scrollLeft" | "scrollWidth" | "clientWidth">;

/** Less than a pixel is rounding. */
export function hiddenEdges({ scrollLeft, scrollWidth, clientWidth }: Extent): HiddenEdges {
  const left = scrollLeft >= 1;
  const right = scrollWidth - clientWidth - scrollLeft >= 1;
  if (left) return right ? "both" : "left";
  return right ? "right" : "none";
}
