export type Token =
  | { kind: "name" | "text"; value: string; at: number; quoted: boolean }
  | { kind: "number"; value: number; at: number }
  | { kind: "sign"; value: string; at: number }
  | { kind: "end"; at: number };

const patterns = {
  space: /\s+/y,
  number: /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y,
  // Letters of any script; dots inside, because R writes names such as Solar.R.
  name: /(?:[\p{L}_]|\.[\p{L}_])[\p{L}\p{M}\p{N}_.]*/uy,
  backticks: /`((?:[^`]|``)+)`/y,
  text: /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/sy,
  sign: /\*\*|[-+*/^:(),=[\].]/y,
};

/** Splits a term into tokens; `fail` throws the sentence for a character that has no place in one. */
export function tokenise(text: string, fail: (reason: string) => never): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at += match[0].length;
    return match;
  };
  for (;;) {
    take(patterns.space);
    const start = at;
    if (at >= text.length) return [...tokens, { kind: "end", at }];
    let match: RegExpExecArray | null;
    if ((match = take(patterns.number))) {
      tokens.push({ kind: "number", value: Number(match[0]), at: start });
    } else if ((match = take(patterns.name))) {
      tokens.push({ kind: "name", value: match[0], at: start, quoted: false });
    } else if ((match = take(patterns.backticks))) {
      tokens.push({ kind: "name", value: match[1]!.replaceAll("``", "`"), at: start, quoted: true });
    } else if ((match = take(patterns.text))) {
      const value = (match[1] ?? match[2]!).replace(/\\(.)/gs, "$1");
      tokens.push({ kind: "text", value, at: start, quoted: true });
    } else if ((match = take(patterns.sign))) {
      tokens.push({ kind: "sign", value: match[0] === "**" ? "^" : match[0], at: start });
    } else if (text[at] === "~") {
      fail("it holds '~'; name the outcome in 'outcome' and write only the terms here");
    } else if (/["'`]/.test(text[at]!)) {
      fail(`the quotation mark ${text[at]} at character ${at + 1} is never closed`);
    } else {
      fail(
        `'${String.fromCodePoint(text.codePointAt(at)!)}' at character ${at + 1} has no meaning here; write a column name that holds it in backticks`,
      );
    }
  }
}
