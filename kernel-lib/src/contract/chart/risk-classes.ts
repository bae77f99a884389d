import { bands } from "./bands.js";

/** The lowest class is grey; the others rise from ochre to purple, told apart with every kind of colour vision. */
const ramp = ["#F0B45C", "#E98A4B", "#D95A4E", "#BC3365", "#98207A"];

/** Up to six classes of about as many places, equal values together, the lowest first; named by their range. */
export function riskClasses(value: Float64Array): { classOf: Uint8Array; labels: string[] } {
  const groups = bands(value, ramp.length + 1);
  const classOf = new Uint8Array(value.length);
  const labels: string[] = [];
  for (const members of groups) {
    const [low, high] = [value[members[0]!]!, value[members.at(-1)!]!].map((at) =>
      String(Number(at.toPrecision(2))),
    );
    const label = low === high ? low! : `${low} to ${high}`;
    // Two groups may look the same at two digits; they are then one class.
    if (labels.at(-1) !== label) labels.push(label);
    members.forEach((i) => (classOf[i] = labels.length - 1));
  }
  return { classOf, labels };
}

/** The lowest class lies back, on the map and in its legend, on a light page and a dark one: it is most places. */
const faint = "rgba(128, 128, 128, 0.35)";

/**
 * Colour of class `k`, 0 the lowest; fewer classes than colours are spread over the whole ramp.
 * @param onDark Turns the ramp round on a dark page, where the light end stands out.
 */
export function riskColour(k: number, classes: number, { onDark = false } = {}): string {
  if (k === 0) return faint;
  const last = ramp.length - 1;
  const at = classes <= 2 ? last : Math.round(((k - 1) * last) / (classes - 2));
  return ramp[onDark ? last - at : at]!;
}
