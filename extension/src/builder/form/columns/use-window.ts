import { useCallback, useEffect, useState, type RefObject } from "react";

const SPARE = 8;

/** Which rows of a long list are near enough to be seen to be in the page; all rows have one height. */
export function useWindow(
  box: RefObject<HTMLElement>,
  { rows, height }: { rows: number; height: number },
): { first: number; last: number; onScroll: () => void; reveal: (row: number) => void } {
  const [view, setView] = useState({ top: 0, height: 400 });
  const measure = useCallback(() => {
    const node = box.current;
    if (node) setView({ top: node.scrollTop, height: node.clientHeight || 400 });
  }, [box]);
  useEffect(() => {
    const node = box.current;
    if (!node || typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    return () => observer.disconnect();
  }, [box, measure]);
  const reveal = (row: number) => {
    const node = box.current;
    if (!node) return;
    const top = row * height;
    if (top < node.scrollTop) node.scrollTop = top;
    else if (top + height > node.scrollTop + node.clientHeight)
      node.scrollTop = top + height - node.clientHeight;
    measure();
  };
  const first = Math.max(0, Math.min(Math.floor(view.top / height) - SPARE, rows));
  const last = Math.min(rows, Math.ceil((view.top + view.height) / height) + SPARE);
  return { first, last: Math.max(first, last), onScroll: measure, reveal };
}
