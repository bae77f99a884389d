import { useEffect, useState, type RefObject } from "react";
import { preferences } from "../preferences";
import { themeChange } from "../theme";

/** Chart widths in pixels between which a chart is neither cramped nor stretched. */
const narrowest = 240;
const widest = 760;

/** The width a chart may take, in pixels; null until the place has come into sight for the first time. */
export function useVisibleWidth(place: RefObject<HTMLElement>): number | null {
  const [visible, setVisible] = useState(false);
  const [width, setWidth] = useState<number | null>(null);

  useEffect(() => {
    const node = place.current;
    if (!node || visible) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setVisible(true);
      },
      { rootMargin: "200px" },
    );
    observer.observe(node);
    return () => observer.disconnect();
  }, [place, visible]);

  useEffect(() => {
    const node = place.current;
    if (!node || !visible) return undefined;
    const measure = () => {
      // Nothing is measured while a tab or a panel is hidden.
      if (node.clientWidth > 0) setWidth(Math.min(widest, Math.max(narrowest, Math.floor(node.clientWidth))));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    measure();
    return () => observer.disconnect();
  }, [place, visible]);

  return width;
}

/** Counts the changes of theme, JupyterLab's or the charts', so that an effect can depend on them. */
export function useThemeCount(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let { chartTheme } = preferences.value;
    const increase = () => setCount((before) => before + 1);
    const onPreferences = () => {
      if (preferences.value.chartTheme === chartTheme) return;
      chartTheme = preferences.value.chartTheme;
      increase();
    };
    themeChange.changed.connect(increase);
    preferences.changed.connect(onPreferences);
    return () => {
      themeChange.changed.disconnect(increase);
      preferences.changed.disconnect(onPreferences);
    };
  }, []);
  return count;
}
