import { isRecord } from "../../ui/is-record";

type Steps = (string | number)[];

/** `also[0].outcome` as `["also", 0, "outcome"]`. Names that people give (sets, cohorts) are not addressed like this. */
export function stepsOf(path: string): Steps {
  return path.split(".").flatMap((part) => {
    const [, name, index] = /^(.*?)(?:\[(\d+)\])?$/s.exec(part)!;
    return index === undefined ? [name!] : [name!, Number(index)];
  });
}

/** The path with every number taken out, as the schema knows it: `also[].outcome`. */
export const generalPath = (path: string): string => path.replace(/\[\d+\]/g, "[]");

export function getAt(config: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return (value as unknown[])[step as number];
    return isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, config);
}

/** Objects that say nothing when they are empty; an empty `dropout`, by contrast, asks for the equation. */
const emptyIsNone = new Set([
  "costs",
  "iterations",
  "estimatorOptions",
  "coordinates",
  "ordered",
  "classWeights",
]);

/** The config with another value at a path; undefined and empty lists take the field away. */
export function setAt<T extends object>(config: T, path: string, value: unknown): T {
  return set(config, stepsOf(path), value) as T;
}

function set(target: unknown, [step, ...rest]: Steps, value: unknown): unknown {
  if (typeof step === "number") {
    const list = [...(Array.isArray(target) ? (target as unknown[]) : [])];
    list[step] = rest.length === 0 ? value : set(list[step], rest, value);
    return list;
  }
  const next = isRecord(target) ? { ...target } : {};
  const within =
    rest.length === 0 ? value : set(Object.hasOwn(next, step!) ? next[step!] : undefined, rest, value);
  const isNone =
    within === undefined ||
    (Array.isArray(within) && within.length === 0) ||
    (emptyIsNone.has(step!) && isRecord(within) && Object.keys(within).length === 0);
  if (isNone) delete next[step!];
  else
    Object.defineProperty(next, step!, {
      value: within,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return next;
}
