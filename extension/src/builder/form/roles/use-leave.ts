import { useEffect, useRef } from "react";

/**
 * Tells that a field was left; when a press of a pointer took the focus away, only once that press is over: what is
 * then told at the field moves the fields below it, from under the pointer.
 */
export function useLeave(onLeave: (() => void) | undefined): () => void {
  const isPressed = useRef(false);
  const latest = useRef(onLeave);
  latest.current = onLeave;
  useEffect(() => {
    const press = () => void (isPressed.current = true);
    const release = () => void (isPressed.current = false);
    document.addEventListener("pointerdown", press, true);
    document.addEventListener("pointerup", release, true);
    document.addEventListener("pointercancel", release, true);
    return () => {
      document.removeEventListener("pointerdown", press, true);
      document.removeEventListener("pointerup", release, true);
      document.removeEventListener("pointercancel", release, true);
    };
  }, []);
  return () => {
    if (!isPressed.current) {
      latest.current?.();
      return;
    }
    const over = () => {
      document.removeEventListener("pointerup", over, true);
      document.removeEventListener("pointercancel", over, true);
      // After the click that comes with it.
      setTimeout(() => latest.current?.());
    };
    document.addEventListener("pointerup", over, true);
    document.addEventListener("pointercancel", over, true);
  };
}
