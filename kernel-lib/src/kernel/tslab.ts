/**
 * Loads tslab's converter and executor with a TypeScript whose compiler host is ours: modern module
 * resolution with the kernel's own packages as a second place to look, source maps, and cells whose awaits
 * notice an interrupt. tslab offers no options for these, so it is given a copy of the `typescript` module in
 * which two functions are wrapped.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type typescript from "typescript";
import { shareVariables } from "./shared-variables.js";
import { expandShorthand } from "./shorthand.js";
import type { SourceMapPayload } from "./source-positions.js";

type TypeScript = typeof typescript;
export type ConverterModule = typeof import("tslab/dist/converter.js");
export type ExecutorModule = typeof import("tslab/dist/executor.js");

export interface Tslab extends ConverterModule, ExecutorModule {
  ts: TypeScript;
  /** What is known of code that the converter gave out just now; forgets it. */
  takeNotes(code: string): CompilerNotes;
}

/** What a compiled cell's text does not tell. */
export interface CompilerNotes {
  /** Source maps, last stage first. */
  maps: SourceMapPayload[];
  /** Lines of the intermediate code that `export ` was put before. */
  exportLines: ReadonlySet<number>;
  /** What its `import … from` statements name, those for types alone left out. */
  staticImports: string[];
  /** Whether `await` or `for await` stands outside functions; tslab misses `await (…)` and all `for await`. */
  topLevelAwait: boolean;
}

const require = createRequire(import.meta.url);
const tslabRequire = createRequire(require.resolve("tslab/package.json"));

/** Has `display` of `import { display } from "tslab"` write where this kernel writes. */
export function setTslabDisplay(write: (content: object, update?: boolean) => void): void {
  tslabRequire("./dist/jupyter.js").lastWriteDisplayData = write;
}

let loaded: Tslab | null = null;

export function loadTslab(): Tslab {
  if (loaded) return loaded;
  const path = tslabRequire.resolve("@tslab/typescript-for-tslab");
  const ts: TypeScript = tslabRequire(path);
  const notes = new Map<string, CompilerNotes>();
  watchOnlyOwnFiles(ts);
  require.cache[path]!.exports = {
    ...ts,
    createWatchCompilerHost: wrapCompilerHost(ts),
    transpileModule: wrapTranspile(ts, notes),
  };
  loaded = {
    ts,
    ...(tslabRequire("./dist/converter.js") as ConverterModule),
    ...(tslabRequire("./dist/executor.js") as ExecutorModule),
    takeNotes(code) {
      const found = notes.get(code) ?? emptyNotes();
      notes.clear();
      return found;
    },
  };
  return loaded;
}

function emptyNotes(): CompilerNotes {
  return { maps: [], exportLines: new Set(), staticImports: [], topLevelAwait: false };
}

/** What the kernel tells of itself, without loading the compiler. */
export function versions(): { tslab: string; typescript: string } {
  return {
    tslab: tslabRequire("./package.json").version,
    typescript: tslabRequire("@tslab/typescript-for-tslab/package.json").version,
  };
}

/** Packages do not change under a running kernel; watching them all would cost start-up time and idle work. */
function watchOnlyOwnFiles(ts: TypeScript): void {
  const nothing = { close() {} };
  const watchFile = ts.sys.watchFile!.bind(ts.sys);
  ts.sys.watchFile = (path, ...rest) =>
    /\/node_modules\/|\.d\.ts$|\.json$/.test(path) ? nothing : watchFile(path, ...rest);
  ts.sys.watchDirectory = () => nothing;
}

type CreateHost = (
  rootFiles: string[],
  options: typescript.CompilerOptions,
  system: typescript.System,
  ...rest: unknown[]
) => typescript.WatchCompilerHostOfFilesAndCompilerOptions<typescript.BuilderProgram>;

function wrapCompilerHost(ts: TypeScript): CreateHost {
  return (rootFiles, options, system, ...rest) => {
    const host = (ts.createWatchCompilerHost as unknown as CreateHost)(
      rootFiles,
      {
        ...options,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        lib: [...(options.lib ?? []), "lib.es2023.d.ts"],
        inlineSourceMap: true,
        types: ["node"],
        typeRoots: [join(dirname(require.resolve("@types/node/package.json")), "..")],
      },
      system,
      ...rest,
    );
    const { createProgram } = host;
    host.createProgram = (...program) => expandShorthand(ts, createProgram(...program));
    host.resolveModuleNameLiterals = resolveModules(ts, system);
    // With a resolver of one's own, TypeScript would otherwise resolve every package's imports anew each cell.
    host.hasInvalidatedResolutions = (path) => !path.endsWith(".d.ts") || path.endsWith("/__prev__.d.ts");
    return host;
  };
}

/** Looks from the notebook's folder first, then from this package. */
function resolveModules(
  ts: TypeScript,
  system: typescript.System,
): NonNullable<
  typescript.WatchCompilerHostOfFilesAndCompilerOptions<typescript.BuilderProgram>["resolveModuleNameLiterals"]
> {
  const own = fileURLToPath(import.meta.url);
  const cache = ts.createModuleResolutionCache(system.getCurrentDirectory(), (name) => name);
  return (literals, containingFile, redirected, options) =>
    literals.map(({ text }) => {
      const lasting = containingFile.includes("/node_modules/") || containingFile.endsWith(".d.ts");
      const found = ts.resolveModuleName(
        text,
        containingFile,
        options,
        system,
        lasting ? cache : undefined,
        redirected,
      );
      if (found.resolvedModule || /^[./]/.test(text)) return found;
      const fallback = ts.resolveModuleName(text, own, options, system, cache);
      return fallback.resolvedModule ? fallback : found;
    });
}

/** The step from ES module to CommonJS: instruments the code and takes notes. */
function wrapTranspile(ts: TypeScript, notes: Map<string, CompilerNotes>): TypeScript["transpileModule"] {
  const inline = /\n?\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/;
  return (input, options) => {
    const first = inline.exec(input);
    const { code, exportLines } = shareVariables(ts, input.replace(inline, ""));
    const note: CompilerNotes = { ...emptyNotes(), exportLines };
    const result = ts.transpileModule(code, {
      ...options,
      compilerOptions: { ...options.compilerOptions, sourceMap: true },
      transformers: { before: [(context) => (file) => instrument(ts, context, file, note)] },
    });
    const outputText = result.outputText.replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, "");
    note.maps.push(JSON.parse(result.sourceMapText!));
    if (first) note.maps.push(JSON.parse(Buffer.from(first[1]!, "base64").toString()));
    notes.set(outputText, note);
    return { ...result, outputText };
  };
}

/**
 * `await x` becomes `__tslab__.alive(await x)`, which throws once the cell was interrupted, so that its loops
 * end; `import(x)` becomes `__tslab__.import(x)`, for TypeScript would make it a require(); `let x;` of the cell
 * itself becomes `let x = undefined;`, so that it can be told whether the declaration ran.
 */
function instrument(
  ts: TypeScript,
  context: typescript.TransformationContext,
  file: typescript.SourceFile,
  note: CompilerNotes,
): typescript.SourceFile {
  const { factory } = context;
  const helper = (name: string) =>
    factory.createPropertyAccessExpression(factory.createIdentifier("__tslab__"), name);
  let depth = 0;
  const visit = (node: typescript.Node): typescript.Node => {
    const isFunction = ts.isFunctionLike(node);
    if (isFunction) depth++;
    const visited = ts.visitEachChild(node, visit, context);
    if (isFunction) depth--;
    if (ts.isImportDeclaration(visited) && ts.isStringLiteral(visited.moduleSpecifier)) {
      note.staticImports.push(visited.moduleSpecifier.text);
    }
    const awaits = ts.isAwaitExpression(visited) || (ts.isForOfStatement(visited) && visited.awaitModifier);
    if (awaits && depth === 0) note.topLevelAwait = true;
    if (ts.isAwaitExpression(visited)) {
      return factory.createCallExpression(helper("alive"), undefined, [visited]);
    }
    if (ts.isCallExpression(visited) && visited.expression.kind === ts.SyntaxKind.ImportKeyword) {
      return factory.updateCallExpression(visited, helper("import"), undefined, visited.arguments);
    }
    if (ts.isVariableStatement(visited) && node.parent === file) return initialise(ts, factory, visited);
    return visited;
  };
  return ts.visitEachChild(file, visit, context);
}

function initialise(
  ts: TypeScript,
  factory: typescript.NodeFactory,
  statement: typescript.VariableStatement,
): typescript.VariableStatement {
  const { declarationList: list } = statement;
  if (!(list.flags & ts.NodeFlags.Let)) return statement;
  const declarations = list.declarations.map((declaration) => {
    const { name, initializer } = declaration;
    const value = initializer ?? factory.createIdentifier("undefined");
    return factory.updateVariableDeclaration(declaration, name, undefined, undefined, value);
  });
  return factory.updateVariableStatement(
    statement,
    statement.modifiers,
    factory.updateVariableDeclarationList(list, declarations),
  );
}
