import type { RunReport } from "quetelet/contract";
import { useEffect, useRef, useState, type RefObject } from "react";
import { isEnded } from "./read-run";
import { runs } from "./runs";
import type { TrackedRun } from "./tracked-run";

/** Whether a place can be seen: not scrolled away, in no hidden tab, in no collapsed side bar. */
export function useInSight(place: RefObject<HTMLElement>): boolean {
  const [inSight, setInSight] = useState(true);
  useEffect(() => {
    const node = place.current;
    if (!node) return undefined;
    const observer = new IntersectionObserver((entries) => setInSight(entries.at(-1)!.isIntersecting), {
      rootMargin: "100px",
    });
    observer.observe(node);
    return () => observer.disconnect();
  }, [place]);
  return inSight;
}

/** A value as it was at most so many milliseconds ago: for what is dear to draw. */
export function useNowAndThen<T>(value: T, every: number): T {
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    latest.current = value;
    if (value === shown) return;
    timer.current ??= setTimeout(() => {
      timer.current = null;
      setShown(latest.current);
    }, every);
  }, [value, shown, every]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return shown;
}

/** The run with this id, when a kernel has told of it since the page was opened. */
export function useTracked(id: string): TrackedRun | null {
  const [run, setRun] = useState(() => runs.find(id));
  useEffect(() => {
    const find = () => setRun(runs.find(id));
    runs.changed.connect(find);
    find();
    return () => {
      runs.changed.disconnect(find);
    };
  }, [id]);
  return run;
}

/**
 * A run's latest report, at most one a frame: browsers give no frames to a hidden page. Out of sight only its end
 * is taken, which changes the height of its place.
 */
export function useReport(run: TrackedRun, inSight: boolean): RunReport {
  const [report, setReport] = useState(run.report);
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      frame = 0;
      setReport(run.report);
    };
    const ask = () => {
      if (inSight || isEnded(run.report)) frame ||= requestAnimationFrame(draw);
    };
    run.changed.connect(ask);
    ask();
    return () => {
      run.changed.disconnect(ask);
      cancelAnimationFrame(frame);
    };
  }, [run, inSight]);
  return report;
}
