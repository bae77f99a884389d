/** Which part of the plane is seen: `x`, `y` in metres at the middle, and how many pixels a metre takes. */
export interface Viewport {
  x: number;
  y: number;
  scale: number;
  width: number;
  height: number;
}

export interface Box {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** The rectangle that holds all points, with a margin, so that one point has ground around it too. */
export function boxOf(x: Float64Array, y: Float64Array, margin: number): Box {
  const box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (let i = 0; i < x.length; i++) {
    box.left = Math.min(box.left, x[i]!);
    box.right = Math.max(box.right, x[i]!);
    box.bottom = Math.min(box.bottom, y[i]!);
    box.top = Math.max(box.top, y[i]!);
  }
  const more = Math.max(margin, 1, 0.02 * Math.max(box.right - box.left, box.top - box.bottom));
  return {
    left: box.left - more,
    right: box.right + more,
    bottom: box.bottom - more,
    top: box.top + more,
  };
}

/** The whole box in the middle, as large as it fits. A metre is as long to the north as to the east. */
export function fitBox(box: Box, size: { width: number; height: number }): Viewport {
  return {
    ...size,
    x: (box.left + box.right) / 2,
    y: (box.bottom + box.top) / 2,
    scale: Math.min(size.width / (box.right - box.left), size.height / (box.top - box.bottom)),
  };
}

export const toScreen = (view: Viewport, x: number, y: number): [number, number] => [
  view.width / 2 + (x - view.x) * view.scale,
  view.height / 2 - (y - view.y) * view.scale,
];

export const toPlane = (view: Viewport, px: number, py: number): [number, number] => [
  view.x + (px - view.width / 2) / view.scale,
  view.y - (py - view.height / 2) / view.scale,
];

/** The ground moves by so many pixels, but never out of sight: the middle stays over the box. */
export function pan(view: Viewport, dx: number, dy: number, box: Box): Viewport {
  return within({ ...view, x: view.x - dx / view.scale, y: view.y + dy / view.scale }, box);
}

/** Brings the ground nearer by a factor; what lies under a pixel stays there. */
export function zoom(view: Viewport, factor: number, at: { px: number; py: number }, box: Box): Viewport {
  const whole = fitBox(box, view).scale;
  // From half the size of the whole to a metre on twenty pixels.
  const scale = Math.min(Math.max(20, whole), Math.max(whole / 2, view.scale * factor));
  const [x, y] = toPlane(view, at.px, at.py);
  return within(
    {
      ...view,
      scale,
      x: x - (at.px - view.width / 2) / scale,
      y: y + (at.py - view.height / 2) / scale,
    },
    box,
  );
}

function within(view: Viewport, { left, right, bottom, top }: Box): Viewport {
  return {
    ...view,
    x: Math.min(right, Math.max(left, view.x)),
    y: Math.min(top, Math.max(bottom, view.y)),
  };
}

/** The part of the plane that is seen. */
export function seen(view: Viewport): Box {
  const [left, top] = toPlane(view, 0, 0);
  const [right, bottom] = toPlane(view, view.width, view.height);
  return { left, right, bottom, top };
}
