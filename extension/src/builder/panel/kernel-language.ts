import type { NotebookPanel } from "@jupyterlab/notebook";

/** Name of a notebook's kernel where it does not run TypeScript; null where it does, or nobody knows yet. */
export function foreignKernel({ sessionContext: context }: NotebookPanel): string | null {
  const name = context.session?.kernel?.name;
  if (!name) return null;
  const spec = context.specsManager.specs?.kernelspecs[name];
  if (!spec || /^(typescript|javascript)$/i.test(spec.language)) return null;
  return spec.display_name;
}
