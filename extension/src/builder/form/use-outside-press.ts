import { useEffect, type RefObject } from "react";

/** Calls `close` when a pointer is pressed outside of an open list; the press goes on to what is there. */
export function useOutsidePress(place: RefObject<HTMLElement>, isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const onPress = ({ target }: Event) => {
      if (!(target instanceof Node && place.current?.contains(target))) close();
    };
    // Before anybody on the way can stop it.
    document.addEventListener("pointerdown", onPress, true);
    return () => document.removeEventListener("pointerdown", onPress, true);
  }, [isOpen]);
}
