import { useEffect, useState } from "react";
import { preferences } from "../preferences";
import type { Preferences } from "../tokens";

/** The person's preferences now; what asks is rendered again when they change. */
export function usePreferences(): Preferences {
  const [current, setCurrent] = useState(preferences.value);
  useEffect(() => {
    const update = () => setCurrent(preferences.value);
    // They may have changed between the first rendering and now.
    update();
    preferences.changed.connect(update);
    return () => {
      preferences.changed.disconnect(update);
    };
  }, []);
  return current;
}
