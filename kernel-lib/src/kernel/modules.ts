import { createRequire } from "node:module";
import { join } from "node:path";
import vm from "node:vm";

/**
 * Modules as a notebook sees them: first those of its own folder, then those that came with the kernel, so
 * that `import … from "quetelet"` works in any folder.
 */
export interface NotebookModules {
  require(id: string): unknown;
  import(id: string): Promise<unknown>;
  /** Of these static imports, those that require() cannot load: ES modules with an await at their top level. */
  needImport(ids: string[]): string[];
  /** Loads them by import(), for require() to find. */
  preload(ids: string[]): Promise<void>;
}

const ownRequire = createRequire(import.meta.url);
const onlyImportable = ["ERR_REQUIRE_ASYNC_MODULE", "ERR_REQUIRE_ESM", "ERR_PACKAGE_PATH_NOT_EXPORTED"];

/** `requireInFolder` also knows the modules that tslab made of cells and of TypeScript files in the folder. */
export function createNotebookModules(folder: string, requireInFolder: NodeJS.Require): NotebookModules {
  const imported = new Map<string, unknown>();
  const importInFolder = vm.runInThisContext("(id) => import(id)", {
    filename: join(folder, "notebook.js"),
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }) as (id: string) => Promise<object>;

  function load(id: string): unknown {
    if (imported.has(id)) return imported.get(id);
    try {
      return requireInFolder(id);
    } catch (error) {
      if (!isMissing(error, "MODULE_NOT_FOUND", id)) throw error;
      try {
        return ownRequire(id);
      } catch (again) {
        throw isMissing(again, "MODULE_NOT_FOUND", id) ? error : again;
      }
    }
  }

  async function importModule(id: string): Promise<unknown> {
    if (id.startsWith(".")) {
      try {
        return requireInFolder(id);
      } catch (error) {
        if (!onlyImportable.includes(codeOf(error))) throw error;
      }
    }
    try {
      return await importInFolder(id);
    } catch (error) {
      if (!isMissing(error, "ERR_MODULE_NOT_FOUND", id)) throw error;
      return await import(id).catch((again: unknown) => {
        throw isMissing(again, "ERR_MODULE_NOT_FOUND", id) ? error : again;
      });
    }
  }

  return {
    require: load,
    import: importModule,
    needImport: (ids) =>
      ids.filter((id) => {
        try {
          load(id);
          return false;
        } catch (error) {
          return onlyImportable.includes(codeOf(error));
        }
      }),
    async preload(ids) {
      for (const id of ids) {
        const namespace = (await importModule(id)) as object;
        // As Node's own require() of an ES module does: tells compiled code where the default export is.
        imported.set(id, "default" in namespace ? { ...namespace, __esModule: true } : namespace);
      }
    },
  };
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code);
}

/** Whether the package itself is absent, not something that it needs. */
function isMissing(error: unknown, code: string, id: string): boolean {
  if (codeOf(error) !== code || /^[./]|^file:/.test(id)) return false;
  const name = id.split("/", id.startsWith("@") ? 2 : 1).join("/");
  const message = (error as Error).message.split("\n")[0]!;
  return message.includes(`'${id}'`) || message.includes(`'${name}'`);
}
