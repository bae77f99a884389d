import type { Converter, ConvertResult, Diagnostic } from "tslab/dist/converter.js";
import { carryOver } from "./declarations.js";
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
   * returns, up to its first await. Of a cell that fails, the names that it has set stay.
   */
  execute(source: string, script: string): Promise<Outcome>;
  /** The language service: quick info and completions at a UTF-16 offset, knowing what earlier cells declared. */
  inspect(source: string, offset: number): ReturnType<Converter["inspect"]> | undefined;
  complete(source: string, offset: number): ReturnType<Converter["complete"]>;
  isComplete(source: string): { completed: boolean; indent?: string };
  /** What a top-level variable holds, or undefined. */
  variable(name: string): unknown;
  /** Names of all top-level variables, functions, classes and imports that cells have set. */
  names(): string[];
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
  /** Called as a cell's code begins: takes away the values of the names that it declares anew. */
  begin(): void;
}

/** A cell whose code has not ended well yet. */
interface OpenCell {
  /** What it declares, types left out. */
  names: string[];
  /** All declarations, once it has ended well. */
  declared: string;
  /** The earlier values of its names; null before its code began. */
  before: Map<string, unknown> | null;
}

/** TypeScript has a module set all that it exports to undefined before anything else. */
const hoisted =
  /^(Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);\n)((?:(?:exports\.[^\s=]+ = )+void 0;\n)+)/m;

export function createNotebookExecutor(options: ExecutorOptions): NotebookExecutor {
  const { folder, guarded, checkAlive, onModuleDiagnostics } = options;
  const { createConverter, createExecutor, isCompleteCode, takeNotes, ts } = loadTslab();
  const positions = createSourcePositions();
  const converter = createConverter({ isJS: false, isBrowser: false });
  let browser: Converter | null = null;
  let script = "";
  let diagnostics: Diagnostic[] = [];
  let thrown: { error: unknown } | null = null;
  let value: unknown;
  // tslab keeps declarations too, but forgets those of a cell that failed.
  let declarations = "";
  let open: OpenCell | null = null;

  const node: Converter = {
    convert(_, source) {
      const result = guarded(() => converter.convert(declarations, source));
      diagnostics = result.diagnostics;
      if (diagnostics.length === 0) open = { names: [], declared: result.declOutput ?? "", before: null };
      return result.output ? prepare(result, source) : result;
    },
    addModule(name, source, meta) {
      onModuleDiagnostics(
        guarded(() => converter.addModule(name, source, meta)),
        source,
      );
      return [];
    },
    inspect: (_, ...args) => guarded(() => converter.inspect(declarations, ...args)),
    complete: (_, ...args) => guarded(() => converter.complete(declarations, ...args)),
    close: () => converter.close(),
  };

  /** Names the script for stack traces, and loads first what require() cannot. */
  function prepare(result: ConvertResult, source: string): ConvertResult {
    const { maps, exportLines, staticImports, topLevelAwait } = takeNotes(result.output!);
    const missing = modules.needImport(staticImports);
    const hasToplevelAwait = result.hasToplevelAwait || topLevelAwait || missing.length > 0;
    const preload =
      missing.length > 0 ? `__tslab__.alive(await __tslab__.preload(${JSON.stringify(missing)})); ` : "";
    const begin = `${preload}__tslab__.begin(); `;
    const output = result.output!.replace(hoisted, (_, first: string, settings: string) => {
      open!.names = [...settings.matchAll(/exports\.(\S+) =/g)].map(([, name]) => name!);
      return first + settings.replace(/.+/g, "");
    });
    const wrapper = hasToplevelAwait
      ? "(async function(exports, require) { "
      : "(function(exports, require) { ";
    const firstLineOffset = wrapper.length + begin.length;
    positions.add(script, { source, maps, exportLines, firstLineOffset, lineOffset: 1 });
    return { ...result, hasToplevelAwait, output: `${begin}${output}\n//# sourceURL=${script}` };
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
  globals.begin = () => {
    const { locals } = executor;
    open!.before = new Map(open!.names.filter((name) => name in locals).map((name) => [name, locals[name]]));
    for (const name of open!.names) delete locals[name];
  };

  /** Ends the open cell as failed: the names that it never set get back what they were. */
  function keepWhatWasSet(): void {
    if (!open) return;
    const { names, declared, before } = open;
    open = null;
    if (!before) return;
    const unset = new Set(names.filter((name) => !(name in executor.locals)));
    for (const [name, held] of before) if (unset.has(name)) executor.locals[name] = held;
    declarations = guarded(() => carryOver(ts, { earlier: declarations, declared, unset }));
  }

  return {
    positions,
    async execute(source, name) {
      script = name;
      diagnostics = [];
      thrown = null;
      value = undefined;
      const done = await executor.execute(source);
      if (done) {
        declarations = open?.declared ?? declarations;
        open = null;
        return { status: "ok", value };
      }
      keepWhatWasSet();
      if (diagnostics.length > 0) return { status: "mistyped", diagnostics };
      return { status: "thrown", error: (thrown as { error: unknown } | null)?.error };
    },
    inspect: (source, offset) => executor.inspect(source, offset),
    complete: (source, offset) => executor.complete(source, offset),
    isComplete: isCompleteCode,
    variable: (name) => (Object.hasOwn(executor.locals, name) ? executor.locals[name] : undefined),
    names: () => Object.keys(executor.locals),
    interrupt() {
      executor.interrupt();
      // Now, for `execute` does not go on where the cell's code had to be terminated.
      keepWhatWasSet();
    },
    close: () => executor.close(),
  };
}
