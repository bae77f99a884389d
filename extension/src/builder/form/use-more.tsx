import React, { useLayoutEffect, useRef, useState } from "react";
import { useTrans } from "../../ui/translation";
import { canTake, focusable } from "./focusable";

/** So many steps at most are shown at once to reach what was just added. */
const mostSteps = 10;

/**
 * The first of a list's entries, and a button that shows as many again: thousands at once would hold up the page.
 * The button is null where there are no more. What a person adds at the end is shown, with all before it.
 */
export function useMore<T>(
  all: readonly T[],
  step: number,
): { shown: readonly T[]; more: JSX.Element | null } {
  const trans = useTrans();
  const [most, setMost] = useState(step);
  const [length, setLength] = useState(all.length);
  const button = useRef<HTMLButtonElement>(null);
  /** Where the focus goes on from once more is shown: the button that had it may be gone then. */
  const from = useRef<{ place: ParentNode; before: HTMLElement | undefined } | null>(null);
  useLayoutEffect(() => {
    if (from.current) focusAfter(from.current);
    from.current = null;
  }, [most]);

  let reach = most;
  if (all.length !== length) {
    const added = all.length - length;
    if (added > 0 && added <= step && all.length - most <= mostSteps * step)
      reach = Math.max(most, all.length);
    setLength(all.length);
    setMost(reach);
  }
  const left = all.length - reach;
  if (left <= 0) return { shown: all, more: null };
  const showMore = () => {
    const place = button.current!.closest("[data-qt-field]") ?? document;
    const controls = controlsIn(place);
    from.current = { place, before: controls[controls.indexOf(button.current!) - 1] };
    setMost(most + step);
  };
  return {
    shown: all.slice(0, reach),
    more: (
      <button type="button" className="qt-Link" ref={button} onClick={showMore}>
        {trans.__("Show %1 of %2 more", Math.min(step, left), left.toLocaleString("en"))}
      </button>
    ),
  };
}

const controlsIn = (place: ParentNode) => [...place.querySelectorAll<HTMLElement>(focusable)].filter(canTake);

/** What follows the last entry that was shown is the first new one. */
function focusAfter({ place, before }: { place: ParentNode; before: HTMLElement | undefined }): void {
  const controls = controlsIn(place);
  controls[before ? controls.indexOf(before) + 1 : 0]?.focus();
}
