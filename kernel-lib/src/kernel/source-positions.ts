import { SourceMap } from "node:module";
import { exportWord } from "./shared-variables.js";

/** One step from generated code back towards the source: a source map, as JSON.parse gives it. */
export type SourceMapPayload = ConstructorParameters<typeof SourceMap>[0];

export interface Script {
  /** The text that the person wrote. */
  source: string;
  /** Source maps from the code that runs back to the source, last stage first. */
  maps: SourceMapPayload[];
  /** Lines of the code between the first map and the second that `export ` was put before. */
  exportLines?: ReadonlySet<number>;
  /** Characters that stand before the code on its first line. */
  firstLineOffset?: number;
  /** Lines that stand before the source in what the compiler reads. */
  lineOffset?: number;
}

/** Zero-based. */
export interface Position {
  line: number;
  column: number;
}

/** Knows of every script that was compiled here which place in the source a place in the code came from. */
export interface SourcePositions {
  add(name: string, script: Script): void;
  has(name: string): boolean;
  source(name: string): string | undefined;
  original(name: string, position: Position): Position | null;
  /** Puts the source's places into a stack trace; frames of code that the compiler added are left out. */
  rewrite(stack: string): string;
}

export function createSourcePositions(): SourcePositions {
  const scripts = new Map<string, Script & { parsed?: SourceMap[] }>();

  function original(name: string, { line, column }: Position): Position | null {
    const script = scripts.get(name);
    if (!script) return null;
    const { maps, exportLines, firstLineOffset = 0, lineOffset = 0 } = script;
    script.parsed ??= maps.map((payload) => new SourceMap(payload));
    let at: Position = { line, column: line === 0 ? Math.max(0, column - firstLineOffset) : column };
    for (const [step, map] of script.parsed.entries()) {
      const entry = map.findEntry(at.line, at.column);
      if (!("originalLine" in entry) || entry.originalLine === undefined || entry.generatedLine !== at.line) {
        return null;
      }
      at = { line: entry.originalLine, column: entry.originalColumn };
      if (step === 0 && exportLines?.has(at.line)) at.column = Math.max(0, at.column - exportWord.length);
    }
    const inSource = at.line - lineOffset;
    return inSource < 0 || inSource >= script.source.split("\n").length
      ? null
      : { line: inSource, column: at.column };
  }

  return {
    add: (name, script) => void scripts.set(name, script),
    has: (name) => scripts.has(name),
    source: (name) => scripts.get(name)?.source,
    original,
    rewrite(stack) {
      return stack
        .split("\n")
        .flatMap((text) => {
          const found = /([^\s()]+):(\d+):(\d+)\)?$/.exec(text);
          if (!found || !/^\s+at /.test(text) || !scripts.has(found[1]!)) return [text];
          const place = original(found[1]!, { line: Number(found[2]) - 1, column: Number(found[3]) - 1 });
          if (!place) return [];
          return [text.replace(/:\d+:\d+(\)?)$/, `:${place.line + 1}:${place.column + 1}$1`)];
        })
        .join("\n");
    },
  };
}
