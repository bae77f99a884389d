import type { Cell, TableColumn } from "../../contract/index.js";

export const finite = (value: number | null | undefined): Cell =>
  typeof value === "number" && Number.isFinite(value) ? value : null;
export const number = (name: string, label: string): TableColumn => ({ name, label, type: "number" });
export const integer = (name: string, label: string): TableColumn => ({ name, label, type: "integer" });
export const text = (name: string, label: string): TableColumn => ({ name, label, type: "text" });
export const share = (name: string, label: string): TableColumn => ({ name, label, type: "percent" });
export const pValue = (name: string, label: string): TableColumn => ({ name, label, type: "p-value" });

/** 0.95 as `95 %`. */
export const percent = (level: number) => `${Number((100 * level).toPrecision(6))} %`;
