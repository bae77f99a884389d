import type { Cell, TableColumn } from "../contract/index.js";

/** What stands for a value that is missing or not finite. */
export const missing = "–";

/** One number for reading: 4 to 5 significant digits, whole numbers in full. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return missing;
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return grouped(String(value));
  if (size >= 1e9 || size < 1e-4) return value.toExponential(3);
  return size >= 1000 ? grouped(value.toFixed(3)) : value.toFixed(size >= 1 ? 4 : 6);
}

/** A column of cells as text of one precision, so that decimal points stand below each other. */
export function formatColumn({ name, type }: TableColumn, cells: readonly (Cell | undefined)[]): string[] {
  // Nobody reads a t or z beyond its third decimal.
  const decimals = type !== "number" ? 0 : name === "statistic" ? 3 : decimalsFor(cells);
  return cells.map((cell) => {
    if (cell === null || cell === undefined || (typeof cell === "number" && !Number.isFinite(cell)))
      return missing;
    if (typeof cell !== "number") return String(cell);
    switch (type) {
      case "integer":
        return grouped(String(cell));
      case "percent":
        return `${(100 * cell).toFixed(1)} %`;
      case "p-value":
        return formatPValue(cell);
      case "number": {
        const size = Math.abs(cell);
        const outside = size >= 1e9 || (size > 0 && size < 5 * 10 ** -(decimals - 1));
        return outside ? cell.toExponential(3) : cell.toFixed(decimals);
      }
      default:
        return formatNumber(cell);
    }
  });
}

export const formatPValue = (p: number): string => (p < 0.001 ? "<0.001" : p.toFixed(3));

/** Four significant digits of the second smallest number (one odd one shall not widen a column), 3 to 7 decimals. */
function decimalsFor(cells: readonly (Cell | undefined)[]): number {
  const sizes = cells
    .filter((cell): cell is number => typeof cell === "number" && Number.isFinite(cell) && cell !== 0)
    .map(Math.abs)
    .sort((a, b) => a - b);
  if (sizes.length === 0) return 3;
  const small = sizes[Math.min(1, sizes.length - 1)]!;
  return Math.max(3, Math.min(7, 3 - Math.floor(Math.log10(small))));
}

/** Thousands parted by commas, whatever the locale. */
export const grouped = (digits: string): string =>
  digits.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

/** 0.23 s, 12.4 s, 3 min 20 s, 2 h 5 min. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}
