import { homedir } from "node:os";
import { join } from "node:path";

/** Quetelet's own folder for what it downloads: `QUETELET_HOME`, or the place the platform has for such things. */
export function queteletHome(env: NodeJS.ProcessEnv = process.env): string {
  if (env["QUETELET_HOME"]) return env["QUETELET_HOME"];
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "quetelet");
  if (process.platform === "win32") {
    return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "quetelet");
  }
  return join(env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "quetelet");
}
