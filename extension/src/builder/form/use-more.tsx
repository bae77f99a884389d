import React, { useState } from "react";
import { useTrans } from "../../ui/translation";

/**
 * The first of a list's entries, and a button that shows as many again: thousands at once would hold up the page.
 * The button is null where there are no more.
 */
export function useMore<T>(
  all: readonly T[],
  step: number,
): { shown: readonly T[]; more: JSX.Element | null } {
  const trans = useTrans();
  const [most, setMost] = useState(step);
  const left = all.length - most;
  if (left <= 0) return { shown: all, more: null };
  return {
    shown: all.slice(0, most),
    more: (
      <button type="button" className="qt-Link" onClick={() => setMost(most + step)}>
        {trans.__("Show %1 of %2 more", Math.min(step, left), left.toLocaleString("en"))}
      </button>
    ),
  };
}
