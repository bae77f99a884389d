import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from "react";
import { canTake, focusable } from "./focusable";

/** Where the focus was, by what stood around it and before and after it then. */
interface Place {
  node: Element;
  around: Element[];
  before: HTMLElement[];
  after: HTMLElement[];
}

interface KeptFocus {
  onFocus: (event: FocusEvent<HTMLElement>) => void;
  onBlur: (event: FocusEvent<HTMLElement>) => void;
}

/**
 * What has the focus may go with what it has done: a suggestion that was taken, an entry that was removed. The focus
 * then stays as near as it can, instead of being lost with it. Where a person took it away, it stays away. Returns what
 * notes where the focus goes.
 */
export function useKeptFocus(root: RefObject<HTMLElement>): KeptFocus {
  const place = useRef<Place | null>(null);
  useLayoutEffect(() => {
    const { activeElement, body } = document;
    if (!place.current || place.current.node.isConnected) return;
    if (activeElement === null || activeElement === body) nearest(place.current)?.focus();
    else place.current = null;
  });
  return {
    onFocus: ({ target }) => {
      if (root.current) place.current = placeOf(target, root.current);
    },
    onBlur: ({ target }) =>
      // Only then is it known whether the element was taken away or disabled, or was left.
      queueMicrotask(() => {
        const isThere = target.isConnected && !target.matches(":disabled") && !target.closest("[hidden]");
        if (isThere && !root.current?.contains(document.activeElement) && place.current?.node === target)
          place.current = null;
      }),
  };
}

function placeOf(node: Element, root: HTMLElement): Place {
  const around: Element[] = [];
  for (let each = node.parentElement; each && root.contains(each); each = each.parentElement)
    around.push(each);
  const all = [...root.querySelectorAll<HTMLElement>(focusable)];
  const at = all.indexOf(node as HTMLElement);
  return { node, around, before: all.slice(0, Math.max(0, at)).reverse(), after: all.slice(at + 1) };
}

/**
 * In what is left around it: what came before it, an entry rather than a button; else what came after; else the
 * whole, where that can be focused.
 */
function nearest({ around, before, after }: Place): HTMLElement | null {
  for (const each of around.filter(({ isConnected }) => isConnected)) {
    const isThere = (node: HTMLElement) => each.contains(node) && canTake(node);
    const there = before.filter(isThere);
    const found = there.find((node) => node.matches("input, select")) ?? there[0] ?? after.find(isThere);
    if (found) return found;
    if (each instanceof HTMLElement && each.tabIndex === -1 && each.hasAttribute("tabindex")) return each;
  }
  return null;
}
