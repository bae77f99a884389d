import type { Cell, TableColumn } from "../../../contract/index.js";

export type Row = Record<string, Cell>;

export const text = (name: string, label: string): TableColumn => ({ name, label, type: "text" });
export const number = (name: string, label: string): TableColumn => ({ name, label, type: "number" });
export const integer = (name: string, label: string): TableColumn => ({ name, label, type: "integer" });
export const share = (name: string, label: string): TableColumn => ({ name, label, type: "percent" });
export const flag = (name: string, label: string): TableColumn => ({ name, label, type: "boolean" });
export const finite = (value: number | null | undefined): Cell => (Number.isFinite(value) ? value! : null);
export const percent = (level: number): string => `${Number((100 * level).toPrecision(6))} %`;
