import { escapeXml } from "../charts/render-svg.js";

const width = 480;
const height = 132;
const plot = { left: 64, right: width - 8, top: 28, bottom: height - 8 };

/**
 * The loss so far as a small SVG, under the progress line. Its colours read on light and on dark ground, and it has
 * no ground of its own.
 */
export function lossCurve(line: string, losses: readonly number[]): string {
  const lowest = Math.min(...losses);
  const highest = Math.max(...losses);
  const x = (i: number) => plot.left + ((plot.right - plot.left) * i) / Math.max(1, losses.length - 1);
  // As many digits as tell the highest from the lowest, up to what fits beside the axis.
  const telling = [4, 5, 6, 7].find((d) => highest.toPrecision(d) !== lowest.toPrecision(d));
  const digits = telling ?? 4;
  // What no label can tell apart is rounding, and drawn flat: it would look like a descent.
  const range = telling === undefined ? Infinity : highest - lowest;
  const y = (loss: number) => plot.bottom - ((plot.bottom - plot.top) * (loss - lowest)) / range;
  const points = losses.map((loss, i) => `${x(i).toFixed(1)},${y(loss).toFixed(1)}`).join(" ");
  const label = (loss: number, at: number) =>
    `<text x="${plot.left - 8}" y="${at}" text-anchor="end">${Number(loss.toPrecision(digits))}</text>`;
  const description = `Loss over ${losses.length} steps drawn, from ${losses[0]} to ${losses.at(-1)}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#767676">` +
    `<title>${escapeXml(line)}</title><desc>${description}</desc>` +
    `<text x="0" y="14">${escapeXml(line)}</text>${telling === undefined ? "" : label(highest, plot.top + 4)}${label(lowest, plot.bottom)}` +
    `<path d="M${plot.left},${plot.top}V${plot.bottom}H${plot.right}" fill="none" stroke="#767676"/>` +
    `<polyline points="${points}" fill="none" stroke="#1e88c7" stroke-width="1.5"/></svg>`
  );
}
