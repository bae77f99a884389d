import { PathExt } from "@jupyterlab/coreutils";
import type { Contents } from "@jupyterlab/services";

/** Folder of a document on its drive, as the contents manager names it; empty for the top one. */
export function folderOf(contents: Pick<Contents.IManager, "driveName" | "localPath">, path: string): string {
  const drive = contents.driveName(path);
  const folder = PathExt.dirname(contents.localPath(path));
  return drive ? `${drive}:${folder}` : folder;
}
