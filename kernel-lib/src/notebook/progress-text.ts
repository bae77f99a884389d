import type { Progress } from "../contract/index.js";
import type { Ending } from "./ending.js";
import { formatSeconds } from "./format.js";

const barWidth = 20;

/** One line on a run under way: name, phase, bar, time gone and left, loss. `seconds` have gone since it began. */
export function progressText(
  name: string,
  progress: Progress | null,
  seconds: number,
  phaseSeconds = seconds,
): string {
  if (!progress) return `${name}: working, ${formatSeconds(seconds)}`;
  const { phase, step, steps, loss, parts: counted } = progress;
  const parts = [`${name}: ${phase}`];
  if (steps !== undefined && steps > 0) {
    const share = Math.min(1, Math.max(0, step / steps));
    const filled = Math.floor(share * barWidth);
    parts[0] += ` [${"#".repeat(filled)}${"-".repeat(barWidth - filled)}] ${Math.floor(100 * share)} %`;
    const left = share > 0 ? (phaseSeconds * (1 - share)) / share : NaN;
    parts.push(
      formatSeconds(seconds),
      ...(share > 0.02 && share < 1 ? [`about ${formatSeconds(left)} left`] : []),
    );
  } else {
    parts.push(`step ${step}`, formatSeconds(seconds));
  }
  // Where the steps are those parts, the bar has told.
  if (counted && counted.total !== steps) parts.push(`${counted.done} of ${counted.total} ${counted.name}`);
  if (loss !== undefined && Number.isFinite(loss)) parts.push(`loss ${Number(loss.toPrecision(6))}`);
  return parts.join(", ");
}

/** The line of a run that waits. */
export const pausedText = (line: string): string => `${line} (paused)`;

/** One line on a run that has ended. */
export function endText(name: string, ending: Ending["state"], seconds: number): string {
  const time = formatSeconds(seconds);
  switch (ending) {
    case "done":
      return `${name}: done in ${time}`;
    case "stopped":
      return `${name}: stopped at a limit after ${time}, before it converged`;
    case "interrupted":
      return `${name}: interrupted after ${time}`;
    case "failed":
      return `${name}: failed after ${time}`;
  }
}
