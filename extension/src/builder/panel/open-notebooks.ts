import type { Notebooks } from "./target";

/** Paths of the open notebooks, each once. */
export function openNotebooks(notebooks: Pick<Notebooks, "forEach">): string[] {
  const paths = new Set<string>();
  notebooks.forEach(({ context }) => paths.add(context.path));
  return [...paths];
}
