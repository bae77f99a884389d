import type { Cell, TableColumn } from "quetelet/contract";
import { preferences } from "../preferences";

/** What stands where a number could not be computed. */
export const MISSING = "—";

type ColumnType = TableColumn["type"];

/** A cell as it is printed. Copies and downloads carry the raw value instead. */
export function formatCell(value: Cell | undefined, type: ColumnType): string {
  if (value === null || value === undefined) return MISSING;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  if (!Number.isFinite(value)) return MISSING;
  switch (type) {
    case "integer":
      return formatDecimals(value, Number.isInteger(value) ? 0 : 2);
    case "p-value":
      return formatPValue(value);
    case "percent":
      return `${formatDecimals(value * 100, 1)} %`;
    default:
      return formatNumber(value);
  }
}

/** A cell of a column, of which ratios far from one are only told in their order of magnitude. */
export function formatValue(value: Cell | undefined, { name, type }: TableColumn): string {
  const isRatio = type === "number" && /^ratio/.test(name) && typeof value === "number";
  return isRatio && Number.isFinite(value) ? formatRatio(value) : formatCell(value, type);
}

/**
 * A rate or odds ratio. A basis term's can be 6.6e−17 or 1e+22, which tells a reader nothing that its order of
 * magnitude does not, and would widen the column.
 */
export function formatRatio(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return minus(value.toExponential(0));
  return size >= 1000 ? formatDecimals(value, 0) : formatNumber(value);
}

/**
 * As many significant digits as the person prefers (four, unless they say otherwise), and at least two decimals while
 * that asks for no more than four digits; scientific where that would be unreadable.
 */
export function formatNumber(value: number): string {
  if (value === 0) return "0";
  const decimals = decimalsOf(value);
  return decimals === null ? exponential(value) : formatDecimals(value, decimals);
}

/** The same without zeros at the end: for sentences, and the tooltips of charts. */
export function plainNumber(value: number): string {
  if (value === 0) return "0";
  const decimals = decimalsOf(value);
  if (decimals === null) return exponential(value).replace(/\.?0+(?=e)/, "");
  return minus(value.toLocaleString("en", { maximumFractionDigits: decimals }));
}

/** Null where a number is told in scientific notation. */
function decimalsOf(value: number): number | null {
  const digits = preferredDigits();
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  if (magnitude < -4 || magnitude >= 9) return null;
  return Math.max(Math.min(2, digits - 1), digits - 1 - magnitude);
}

const exponential = (value: number): string => minus(value.toExponential(preferredDigits() - 1));

function preferredDigits(): number {
  return Math.min(15, Math.max(1, Math.round(preferences.value.digits) || 4));
}

/** Three decimals, as journals print them; smaller ones are not written out as zero. */
export function formatPValue(value: number): string {
  return value < 0.001 ? "<0.001" : formatDecimals(value, 3);
}

/** Fit statistics: whole numbers as counts, others with two decimals at least. */
export function formatStatistic(name: string, value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return MISSING;
  if (/pvalue$/i.test(name)) return formatPValue(value);
  return Number.isInteger(value) && Math.abs(value) < 1e9 ? formatDecimals(value, 0) : formatNumber(value);
}

/** Seconds as a person says them: `0.42 s`, `12.3 s`, `3 min 20 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toPrecision(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Characters of a printed number from its decimal point on. */
export function fractionLength(printed: string): number {
  const at = printed.search(/[.e]/);
  return at < 0 ? 0 : printed.length - at;
}

export function isNumeric(type: ColumnType): boolean {
  return type === "number" || type === "integer" || type === "p-value" || type === "percent";
}

function formatDecimals(value: number, decimals: number): string {
  return minus(
    value.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  );
}

/** A typographic minus is as wide as a plus and is read as “minus”. */
function minus(printed: string): string {
  return printed.replaceAll("-", "−");
}
