/** What of a browser jsdom lacks, so that views of runs can be shown: all is in sight, and no chart is drawn. */
export function preparePage(): { setInSight(inSight: boolean): void } {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const observers = new Set<(entries: { isIntersecting: boolean }[]) => void>();
  class FakeObserver {
    constructor(private readonly listener: (entries: { isIntersecting: boolean }[]) => void) {
      observers.add(listener);
    }
    observe() {}
    disconnect() {
      observers.delete(this.listener);
    }
  }
  class NoObserver {
    observe() {}
    disconnect() {}
  }
  Object.assign(globalThis, { IntersectionObserver: FakeObserver, ResizeObserver: NoObserver });
  return {
    setInSight(isIntersecting) {
      for (const listener of observers) listener([{ isIntersecting }]);
    },
  };
}
