import { useLayoutEffect, useState, type RefObject } from "react";

const tallest = 560;
const lowest = 260;

/** The size of a frame that is as wide as its place and has the shape of the ground; null while it is hidden. */
export function useMapSize(place: RefObject<HTMLElement>, aspect: number) {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    const node = place.current;
    if (!node) return undefined;
    const measure = () => {
      const width = Math.floor(node.clientWidth);
      if (width === 0) return;
      const height = Math.round(Math.min(tallest, Math.max(lowest, width * aspect)));
      setSize((before) => (before?.width === width && before.height === height ? before : { width, height }));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    measure();
    return () => observer.disconnect();
  }, [place, aspect]);
  return size;
}
