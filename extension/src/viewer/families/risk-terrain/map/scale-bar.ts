import { roundStep } from "../../../../ui/ticks";

/** A round length that takes at most so many pixels. */
export function scaleBar(scale: number, most: number): { metres: number; pixels: number } {
  const longest = most / scale;
  let metres = roundStep(longest);
  // The round length above the longest; step down to one that fits.
  while (metres > longest) metres = roundStep(metres / 2.6);
  return { metres, pixels: metres * scale };
}
