/** jsdom has no canvas; what is drawn is seen in a real browser. */
export function fakeCanvas(): void {
  const drawing: object = new Proxy(() => drawing, {
    get: (_target, name) => {
      if (name === Symbol.toPrimitive) return () => 1;
      return name === "measureText" ? () => ({ width: 10 }) : drawing;
    },
    set: () => true,
    apply: () => drawing,
  });
  HTMLCanvasElement.prototype.getContext = (() => drawing) as never;
}
