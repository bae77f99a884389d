import type { Converter, ConvertResult, Diagnostic } from "tslab/dist/converter.js";
import { createNotebookModules } from "./modules.js";
import { createSourcePositions, type SourcePositions } from "./source-positions.js";
import { loadTslab } from "./tslab.js";

/** How a cell's code ended. `value` is undefined when there is nothing to show. */
export type Outcome =
  | { status: "ok"; value: unknown }
  | { status: "thrown"; error: unknown }
  | { status: "mistyped"; diagnostics: Diagnostic[] };

export interface NotebookExecutor {
  /**
   * Compiles and runs a cell under the name `script`, which its stack traces carry. The code runs before this
   * returns, up to its first await.
   */
  execute(source: string, script: string): Promise<Outcome>;
  /** The language service: quick info and completions at a UTF-16 offset, knowing what earlier cells declared. */
  inspect(source: string, offset: number): ReturnType<Converter["inspect"]> | undefined;
  complete(source: string, offset: number): ReturnType<Converter["complete"]>;
  isComplete(source: string): { completed: boolean; indent?: string };
  /** What a top-level variable holds, or undefined. */
  variable(name: string): unknown;
  /** Has `execute` return at once, though the cell's code may be awaiting something. */
  interrupt(): void;
  close(): void;
  readonly positions: SourcePositions;
}

export interface ExecutorOptions {
  /** The notebook's folder. */
  folder: string;
  /** Runs the compiler, which must not be torn apart by an interrupt. */
  guarded<T>(body: () => T): T;
  /** Throws when the running code belongs to a cell that an interrupt has ended. */
  checkAlive(): void;
  /** Errors in cells that define a module, which are defined all the same. */
  onModuleDiagnostics(diagnostics: Diagnostic[], source: string): void;
}

/** What tslab's executor leaves on globalThis for the code of the cells; `alive` and the like are ours. */
interface CellGlobals {
  require: NodeJS.Require;
  import(id: string): Promise<unknown>;
  preload(ids: string[]): Promise<void>;
  alive<T>(value: T): T;
}

export function createNotebookExecutor(options: ExecutorOptions): NotebookExecutor {
  const { folder, guarded, checkAlive, onModuleDiagnostics } = options;
  const { createConverter, createExecutor, isCompleteCode, takeNotes } = loadTslab();
  const positions = createSourcePositions();
  const converter = createConverter({ isJS: false, isBrowser: false });
  let browser: Converter | null = null;
  let script = "";
  let diagnostics: Diagnostic[] = [];
  let thrown: { error: unknown } | null = null;
  let value: unknown;

  const node: Converter = {
    convert(declarations, source) {
      const result = guarded(() => converter.convert(declarations, source));
      diagnostics = result.diagnostics;
      return result.output ? prepare(result, source) : result;
    },
    addModule(name, source, meta) {
      onModuleDiagnostics(
        guarded(() => converter.addModule(name, source, meta)),
        source,
      );
      return [];
    },
    inspect: (...args) => guarded(() => converter.inspect(...args)),
    complete: (...args) => guarded(() => converter.complete(...args)),
    close: () => converter.close(),
  };

  /** Names the script for stack traces, and loads first what require() cannot. */
  function prepare(result: ConvertResult, source: string): ConvertResult {
    const { maps, exportLines, staticImports, topLevelAwait } = takeNotes(result.output!);
    const missing = modules.needImport(staticImports);
    const hasToplevelAwait = result.hasToplevelAwait || topLevelAwait || missing.length > 0;
    const preload = missing.length > 0 ? `await __tslab__.preload(${JSON.stringify(missing)}); ` : "";
    const wrapper = hasToplevelAwait
      ? "(async function(exports, require) { "
      : "(function(exports, require) { ";
    const firstLineOffset = wrapper.length + preload.length;
    positions.add(script, { source, maps, exportLines, firstLineOffset, lineOffset: 1 });
    return { ...result, hasToplevelAwait, output: `${preload}${result.output}\n//# sourceURL=${script}` };
  }

  // The executor reports through the console it is given: the last expression's value, and what was thrown.
  const executor = createExecutor(
    folder,
    {
      node,
      get browser() {
        return (browser ??= createConverter({ isJS: false, isBrowser: true }));
      },
      close: () => {
        converter.close();
        browser?.close();
      },
    },
    {
      log: (shown: unknown) => void (value = shown),
      error: (error: unknown) => void (thrown = { error }),
    },
  );

  const globals = (globalThis as unknown as { __tslab__: CellGlobals }).__tslab__;
  const modules = createNotebookModules(folder, globals.require);
  globals.require = modules.require as NodeJS.Require;
  globals.import = modules.import;
  globals.preload = modules.preload;
  globals.alive = (awaited) => {
    checkAlive();
    return awaited;
  };

  return {
    positions,
    async execute(source, name) {
      script = name;
      diagnostics = [];
      thrown = null;
      value = undefined;
      const before = { ...executor.locals };
      const done = await executor.execute(source);
      if (done) return { status: "ok", value };
      // What the failed cell declared anew but never came to set keeps the value it had.
      for (const [key, held] of Object.entries(before)) executor.locals[key] ??= held;
      if (diagnostics.length > 0) return { status: "mistyped", diagnostics };
      return { status: "thrown", error: (thrown as { error: unknown } | null)?.error };
    },
    inspect: (source, offset) => executor.inspect(source, offset),
    complete: (source, offset) => executor.complete(source, offset),
    isComplete: isCompleteCode,
    variable: (name) => (Object.hasOwn(executor.locals, name) ? executor.locals[name] : undefined),
    interrupt: () => executor.interrupt(),
    close: () => executor.close(),
  };
}
