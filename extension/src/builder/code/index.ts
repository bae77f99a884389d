import { functionName } from "quetelet/contract";
import { optionsOf } from "../draft/options";
import type { Draft } from "../draft/types";
import { literal, quote } from "./literal";
import { freshName, isVariableName, nameOfFile } from "./names";
import { textOf } from "../draft/text-of";

/**
 * The cell that fits a draft: imports, the table, the fit, and its name last, which shows it.
 * @param names Names that the notebook has taken, which the cell leaves alone.
 * @throws Error when the table is a variable whose name is none: a saved workspace of JupyterLab may be a stranger's,
 *   and what stands there must not run as code.
 */
export function codeFor(draft: Draft, { names }: { names: readonly string[] }): string {
  const { config, source } = draft;
  const model = functionName(config.model);
  const isVariable = source?.kind === "variable";
  // A file must not be taken for the data set of its name.
  const reader = source?.kind === "dataset" ? "readDataset" : "readTable";
  const taken = new Set([...names, model, reader]);
  if (isVariable && !isVariableName(source.name)) {
    throw new Error(`‘${source.name}’ is no name of a variable; choose the table again.`);
  }
  const path = source?.name ?? textOf(config.data ?? "");
  const table = isVariable ? source.name : freshName(nameOfFile(path), taken);
  const fit = freshName("fit", new Set([...taken, table]));
  const call = `const ${fit} = await ${model}(${table}, `;
  return [
    `import { ${isVariable ? model : [model, reader].sort().join(", ")} } from "quetelet";`,
    ...(isVariable ? [] : [`const ${table} = await ${reader}(${quote(path)});`]),
    `${call}${literal(optionsOf(draft), 0, call.length + 2)});`,
    fit,
  ].join("\n");
}
