import { PathExt } from "@jupyterlab/coreutils";
import type { Contents } from "@jupyterlab/services";
import { CONFIG_FILE_EXTENSION } from "quetelet/contract";

/** A name for a file that a person gave: with the right ending, and without folders. */
export function configFileName(given: string): string {
  const name = PathExt.basename(given.trim().replaceAll("\\", "/"));
  return name.endsWith(CONFIG_FILE_EXTENSION)
    ? name
    : name.replace(/(\.quetelet-config)?(\.json)?$/, "") + CONFIG_FILE_EXTENSION;
}

/** Whether there is such a file already. */
export async function exists(contents: Pick<Contents.IManager, "get">, path: string): Promise<boolean> {
  const folder = await contents.get(PathExt.dirname(path), { content: true });
  const name = PathExt.basename(path);
  return (folder.content as Contents.IModel[]).some((model) => model.name === name);
}

/** Writes a config document as people read it. */
export async function writeConfig(
  contents: Pick<Contents.IManager, "save">,
  { path, config }: { path: string; config: unknown },
): Promise<void> {
  await contents.save(path, { type: "file", format: "text", content: printConfig(config) });
}

export function printConfig(config: unknown): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}
