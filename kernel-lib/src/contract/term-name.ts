const plainName = /^(?:[\p{L}_]|\.[\p{L}_])[\p{L}\p{M}\p{N}_.]*$/u;

/** A column name as it must be written in a term: in backticks where it holds spaces or signs. */
export function printName(name: string): string {
  return plainName.test(name) ? name : `\`${name.replaceAll("`", "``")}\``;
}

/** The column that a term is, when it is nothing but a name; null for an expression. */
export function nameOfTerm(term: string): string | null {
  const text = term.trim();
  if (plainName.test(text)) return text;
  const quoted = /^`((?:[^`]|``)+)`$/u.exec(text);
  return quoted ? quoted[1]!.replaceAll("``", "`") : null;
}
