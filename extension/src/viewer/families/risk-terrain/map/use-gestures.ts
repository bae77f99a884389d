import { useEffect, useRef, useState, type PointerEvent, type RefObject } from "react";
import { pan, zoom, type Box, type Viewport } from "./viewport";

interface Point {
  px: number;
  py: number;
}

/** A rectangle being drawn, in pixels. */
export interface Brush {
  from: Point;
  to: Point;
}

interface Options {
  frame: RefObject<HTMLElement>;
  box: Box;
  /** What a plain drag does; with Shift it always brushes. */
  mode: "move" | "select";
  setView: (change: (before: Viewport | null) => Viewport | null) => void;
  onClick: (at: Point) => void;
  onBrush: (brush: Brush) => void;
  onHover: (at: Point | null) => void;
}

/** Pixels that a pointer may move in a click. */
const still = 4;

/** Drag, wheel, pinch, brush and click on the map's frame, for a mouse, a pen and fingers. */
export function useGestures({ frame, box, mode, setView, onClick, onBrush, onHover }: Options) {
  const [brush, setBrush] = useState<Brush | null>(null);
  const pointers = useRef(new Map<number, Point>());
  /** Set by a click into the map, until it is left; a drag or a brush asks for no zoom by the wheel. */
  const takesWheel = useRef(false);
  const start = useRef<(Point & { moved: boolean; brushes: boolean }) | null>(null);

  const at = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const { left, top } = frame.current!.getBoundingClientRect();
    return { px: clientX - left, py: clientY - top };
  };

  useEffect(() => {
    const node = frame.current;
    if (!node) return undefined;
    const onWheel = (event: WheelEvent) => {
      // A page that scrolls past the map scrolls on; pinching on a touchpad arrives as a wheel with Ctrl.
      if (!event.ctrlKey && !event.metaKey && !takesWheel.current) return;
      event.preventDefault();
      const { left, top } = node.getBoundingClientRect();
      const point = { px: event.clientX - left, py: event.clientY - top };
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const factor = Math.exp(-Math.min(300, Math.max(-300, event.deltaY * lines)) * 0.0022);
      setView((view) => view && zoom(view, factor, point, box));
    };
    const release = () => {
      takesWheel.current = false;
    };
    node.addEventListener("wheel", onWheel, { passive: false });
    node.addEventListener("blur", release);
    node.addEventListener("pointerleave", release);
    return () => {
      node.removeEventListener("wheel", onWheel);
      node.removeEventListener("blur", release);
      node.removeEventListener("pointerleave", release);
    };
  }, [frame, box, setView]);

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    frame.current?.setPointerCapture(event.pointerId);
    const point = at(event);
    pointers.current.set(event.pointerId, point);
    if (pointers.current.size > 1) {
      start.current = null;
      setBrush(null);
      return;
    }
    start.current = { ...point, moved: false, brushes: event.shiftKey || mode === "select" };
  };

  const onPointerMove = (event: PointerEvent) => {
    const point = at(event);
    const before = pointers.current.get(event.pointerId);
    if (!before) {
      onHover(point);
      return;
    }
    pointers.current.set(event.pointerId, point);
    const others = [...pointers.current].flatMap(([id, other]) => (id === event.pointerId ? [] : [other]));
    const other = others[0];
    if (other) {
      pinch(before, point, other);
      return;
    }
    const began = start.current;
    if (!began) return;
    if (!began.moved && Math.hypot(point.px - began.px, point.py - began.py) < still) return;
    if (!began.moved) {
      // The first pixels were held back, lest a click moved the ground.
      began.moved = true;
      onHover(null);
    }
    if (began.brushes) setBrush({ from: began, to: point });
    else setView((view) => view && pan(view, point.px - before.px, point.py - before.py, box));
  };

  const pinch = (before: Point, now: Point, other: Point) => {
    const apart = (a: Point) => Math.max(1, Math.hypot(a.px - other.px, a.py - other.py));
    const middle = { px: (now.px + other.px) / 2, py: (now.py + other.py) / 2 };
    setView((view) => {
      if (!view) return view;
      const moved = pan(view, (now.px - before.px) / 2, (now.py - before.py) / 2, box);
      return zoom(moved, apart(now) / apart(before), middle, box);
    });
  };

  const onPointerUp = (event: PointerEvent) => {
    if (!pointers.current.delete(event.pointerId)) return;
    const began = start.current;
    start.current = null;
    setBrush(null);
    if (!began || event.type === "pointercancel") return;
    const point = at(event);
    takesWheel.current = !began.moved;
    if (!began.moved) onClick(point);
    else if (began.brushes) onBrush({ from: began, to: point });
  };

  return {
    brush,
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: onPointerUp,
      onPointerLeave: () => onHover(null),
    },
  };
}
