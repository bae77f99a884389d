import type { ISignal } from "@lumino/signaling";
import { useEffect, useReducer } from "react";

/** Draws the component again whenever one of the signals comes. */
export function useSignals(...signals: ISignal<unknown, unknown>[]): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const slot = () => again();
    for (const signal of signals) signal.connect(slot);
    return () => {
      for (const signal of signals) signal.disconnect(slot);
    };
  }, signals);
}
