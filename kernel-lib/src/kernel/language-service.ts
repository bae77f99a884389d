import type { NotebookExecutor } from "./executor.js";

/** Content of inspect_reply: signature and documentation, as text and as Markdown. */
export function inspectCode(executor: NotebookExecutor, code: string, cursor: number): object {
  const offset = toOffset(code, cursor);
  // At the cursor, right before it, and, inside the parentheses of a call, the function that is called.
  const places = [offset, offset - 1, calleeEnd(code, offset)].filter((place) => place >= 0);
  for (const place of places) {
    const info = executor.inspect(code, place);
    if (!info) continue;
    const join = (parts: { text: string }[] | undefined) => (parts ?? []).map(({ text }) => text).join("");
    const signature = join(info.displayParts);
    const documentation = join(info.documentation);
    const tags = (info.tags ?? []).map(({ name, text }) => ({ name, text: join(text) }));
    const plain = [
      signature,
      documentation,
      tags.map(({ name, text }) => `@${name} ${text}`.trim()).join("\n"),
    ];
    const markdown = [
      `\`\`\`ts\n${signature}\n\`\`\``,
      documentation,
      tags.map(({ name, text }) => `*@${name}* ${text}`.trim()).join("\n\n"),
    ];
    const data = { "text/plain": paragraphs(plain), "text/markdown": paragraphs(markdown) };
    return { status: "ok", found: true, data, metadata: {} };
  }
  return { status: "ok", found: false, data: {}, metadata: {} };
}

/** Content of complete_reply. */
export function completeCode(executor: NotebookExecutor, code: string, cursor: number): object {
  const { start, end, candidates, original } = executor.complete(code, toOffset(code, cursor));
  const [cursor_start, cursor_end] = [toCursor(code, start), toCursor(code, end)];
  const kinds = new Map(original?.entries.map((entry) => [entry.name, entry.kind as string]));
  const types = candidates.map((text) => {
    return { start: cursor_start, end: cursor_end, text, type: kinds.get(text) ?? "" };
  });
  return {
    status: "ok",
    matches: candidates,
    cursor_start,
    cursor_end,
    metadata: { _jupyter_types_experimental: types },
  };
}

function paragraphs(parts: string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Where the name of the function ends whose argument list the offset stands in; -1 when in none. */
function calleeEnd(code: string, offset: number): number {
  let depth = 0;
  for (let i = offset - 1; i >= 0; i--) {
    if (")]}".includes(code[i]!)) depth++;
    else if ("([{".includes(code[i]!) && depth > 0) depth--;
    else if (code[i] === "(") return i - 1;
  }
  return -1;
}

/** Jupyter counts characters (code points), JavaScript UTF-16 units. */
export function toOffset(code: string, cursor: number): number {
  return [...code].slice(0, cursor).join("").length;
}

export function toCursor(code: string, offset: number): number {
  return [...code.slice(0, offset)].length;
}
