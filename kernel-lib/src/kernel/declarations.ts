/**
 * What later cells are told that earlier ones declared: the text of a declaration file, as tslab keeps it. A
 * cell that failed has declared more than it came to set.
 */
import type typescript from "typescript";

type TypeScript = typeof typescript;

export interface CarryOver {
  /** The declarations before the cell. */
  earlier: string;
  /** Those after it, had it ended well: its own, and of the earlier those that it did not declare anew. */
  declared: string;
  /** Of the names that the cell declared, those that it never set. */
  unset: ReadonlySet<string>;
}

/** The declarations after a cell that failed: names that it never set stay what they were. Types all stay. */
export function carryOver(ts: TypeScript, { earlier, declared, unset }: CarryOver): string {
  if (unset.size === 0) return declared;
  const pick = (text: string, keep: (name: string) => boolean, types: boolean) => {
    const file = ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.Latest, true);
    return file.statements.flatMap((statement) => pickNames(ts, statement, keep, types));
  };
  return [
    ...pick(declared, (name) => !unset.has(name), true),
    ...pick(earlier, (name) => unset.has(name), false),
    "",
  ].join("\n");
}

/** A statement's text with only those of its names that are to be kept; nothing when there are none. */
function pickNames(
  ts: TypeScript,
  statement: typescript.Statement,
  keep: (name: string) => boolean,
  types: boolean,
): string[] {
  if (ts.isVariableStatement(statement)) {
    const { declarations, flags } = statement.declarationList;
    const kept = declarations.filter(({ name }) => keep(name.getText()));
    const keyword = flags & ts.NodeFlags.Const ? "const" : "let";
    return kept.map((declaration) => `declare ${keyword} ${declaration.getText()};`);
  }
  if (ts.isImportDeclaration(statement)) return pickImports(ts, statement, keep);
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement)
  ) {
    return keep(statement.name!.text) ? [statement.getText()] : [];
  }
  return types ? [statement.getText()] : [];
}

function pickImports(
  ts: TypeScript,
  statement: typescript.ImportDeclaration,
  keep: (name: string) => boolean,
): string[] {
  const { importClause: clause, moduleSpecifier } = statement;
  if (!clause) return [];
  const word = clause.isTypeOnly ? "import type" : "import";
  const from = `from ${moduleSpecifier.getText()};`;
  const imports: string[] = [];
  if (clause.name && keep(clause.name.text)) imports.push(`${word} ${clause.name.text} ${from}`);
  const { namedBindings: bindings } = clause;
  if (bindings && ts.isNamespaceImport(bindings)) {
    if (keep(bindings.name.text)) imports.push(`${word} ${bindings.getText()} ${from}`);
  } else if (bindings) {
    const kept = bindings.elements.filter(({ name }) => keep(name.text)).map((element) => element.getText());
    if (kept.length > 0) imports.push(`${word} { ${kept.join(", ")} } ${from}`);
  }
  return imports;
}
