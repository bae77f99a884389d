import type { Diagnostic } from "tslab/dist/converter.js";
import type { ErrorReport } from "./trace.js";
import { red } from "./ansi.js";

const mostShown = 10;
const cannotFindModule = 2307;

/** Type and syntax errors of a cell as an error message: each with its line and a caret below the place. */
export function reportDiagnostics(diagnostics: Diagnostic[], source: string, cell: string): ErrorReport {
  const problems = joinChains(withinSource(diagnostics, source));
  const [first] = problems;
  const rest = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  const evalue = `${place(first!, cell)}: ${first!.messages[0]}${rest}`;
  const traceback = problems.slice(0, mostShown).flatMap((problem) => describe(problem, source, cell));
  if (problems.length > mostShown) traceback.push(`… and ${problems.length - mostShown} more`);
  return { ename: "TypeScriptError", evalue, traceback };
}

interface Problem extends Diagnostic {
  messages: string[];
}

/**
 * tslab puts a line of its own below the cell, where TypeScript finds fault when a bracket is left open. That
 * is told once, at the end of what the person wrote.
 */
function withinSource(diagnostics: Diagnostic[], source: string): Diagnostic[] {
  const lines = source.trimEnd().split("\n");
  const [line, character] = [lines.length - 1, lines.at(-1)!.length];
  const end = { line, character, offset: source.trimEnd().length };
  const beyond = ({ fileName, start }: Diagnostic) => fileName === undefined && start.line > line;
  const first = diagnostics.find(beyond);
  return diagnostics
    .filter((diagnostic) => diagnostic === first || !beyond(diagnostic))
    .map((diagnostic) => (diagnostic === first ? { ...diagnostic, start: end, end } : diagnostic));
}

/** What to do about it, where that is plain. */
function advice({ messages: [message], code }: Problem): string[] {
  if (code === cannotFindModule) {
    const [, name] = /'((?:@[^/']+\/)?[^./'@:][^/':]*)(?:\/[^']*)?'/.exec(message!) ?? [];
    return name && name !== "quetelet" ? [`Install it beside the notebook: npm install ${name}`] : [];
  }
  const unawaited = /(?:on type|of type|^Type) '(?:Promise|Run)</.test(message!);
  const awaited = !/to (?:parameter of )?type '(?:Promise|Run)</.test(message!);
  return unawaited && awaited ? ["Did you forget to use 'await'?"] : [];
}

/** tslab hands the parts of one message out one by one; they start and end at the same place. */
function joinChains(diagnostics: Diagnostic[]): Problem[] {
  const problems: Problem[] = [];
  for (const diagnostic of diagnostics) {
    const last = problems.at(-1);
    const samePlace =
      last?.start.offset === diagnostic.start.offset && last.end.offset === diagnostic.end.offset;
    if (samePlace) last.messages.push(diagnostic.messageText);
    else problems.push({ ...diagnostic, messages: [diagnostic.messageText] });
  }
  return problems;
}

function place({ start, fileName }: Diagnostic, cell: string): string {
  return `${fileName ?? cell}, line ${start.line + 1}`;
}

function describe(problem: Problem, source: string, cell: string): string[] {
  const { start, end, messages, code, fileName } = problem;
  const [message, ...details] = messages;
  const lines = [
    `${red(`error TS${code}`)}: ${message}`,
    ...[...details, ...advice(problem)].map((text) => `  ${text}`),
  ];
  lines.push(`  at ${place(problem, cell)}, column ${start.character + 1}`);
  if (fileName === undefined) {
    const width = end.line === start.line ? end.character - start.character : Infinity;
    lines.push(...excerpt(source, start.line, start.character, width));
  }
  return lines;
}

/** One line of source with its number, and a caret (or more of them) below; all counts from zero. */
export function excerpt(source: string, line: number, column: number, width = 1): string[] {
  const text = source.split("\n")[line];
  if (text === undefined) return [];
  const number = String(line + 1);
  const carets = "^".repeat(Math.max(1, Math.min(width, text.length - column)));
  const padding = text.slice(0, column).replace(/[^\t]/g, " ");
  return [`    ${number} | ${text}`, `    ${" ".repeat(number.length)} | ${padding}${red(carets)}`];
}
