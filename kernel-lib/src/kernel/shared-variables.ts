/**
 * tslab compiles `let n = 0; …; export { n }`, which leaves two variables: the cell's functions use the local
 * one, later cells the exported one, so that after `n = 10` in a later cell the functions still see 0. Written as
 * `export let n = 0` there is only one, for then TypeScript has every use go through `exports.n`.
 */
import type typescript from "typescript";

type TypeScript = typeof typescript;

export interface SharedVariables {
  code: string;
  /** Lines, from zero, that begin with an `export ` now. */
  exportLines: ReadonlySet<number>;
}

export const exportWord = "export ";

/** Takes and gives an ES module, as JavaScript. */
export function shareVariables(ts: TypeScript, code: string): SharedVariables {
  const file = ts.createSourceFile("cell.js", code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const lists = file.statements.filter(
    (statement): statement is typescript.ExportDeclaration & { exportClause: typescript.NamedExports } =>
      ts.isExportDeclaration(statement) &&
      !statement.moduleSpecifier &&
      statement.exportClause !== undefined &&
      ts.isNamedExports(statement.exportClause),
  );
  const names = lists.flatMap(({ exportClause }) =>
    exportClause.elements.filter((element) => !element.propertyName).map(({ name }) => name.text),
  );
  const shared = file.statements.filter(
    (statement): statement is typescript.VariableStatement =>
      ts.isVariableStatement(statement) &&
      !statement.modifiers &&
      !(statement.declarationList.flags & ts.NodeFlags.Const) &&
      boundNames(ts, statement).every((name) => names.includes(name)),
  );
  if (shared.length === 0) return { code, exportLines: new Set() };

  const gone = new Set(shared.flatMap((statement) => boundNames(ts, statement)));
  const edits = [
    ...shared.map((statement) => ({
      start: statement.getStart(file),
      end: statement.getStart(file),
      text: exportWord,
    })),
    ...lists.map((list) => {
      const left = list.exportClause.elements.filter(
        ({ name, propertyName }) => propertyName || !gone.has(name.text),
      );
      const text = `export { ${left.map((element) => element.getText(file)).join(", ")} };`;
      return { start: list.getStart(file), end: list.end, text };
    }),
  ].sort((a, b) => b.start - a.start);
  return {
    code: edits.reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code),
    exportLines: new Set(
      shared.map((statement) => file.getLineAndCharacterOfPosition(statement.getStart(file)).line),
    ),
  };
}

function boundNames(ts: TypeScript, statement: typescript.VariableStatement): string[] {
  const namesOf = (name: typescript.BindingName): string[] =>
    ts.isIdentifier(name)
      ? [name.text]
      : name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesOf(element.name) : []));
  return statement.declarationList.declarations.flatMap(({ name }) => namesOf(name));
}
