/**
 * tslab turns names of earlier cells' variables into `exports.name`, but misses those in `{ name }`, whose symbol
 * is the property's rather than the variable's. So `{ name }` becomes `{ name: name }` before tslab looks, and the
 * second name answers with the variable.
 */
import type typescript from "typescript";

type TypeScript = typeof typescript;

/** Has a program's checker and emitter treat shorthand properties so. Returns the same program. */
export function expandShorthand<T extends typescript.BuilderProgram>(ts: TypeScript, builder: T): T {
  const { emit } = builder;
  builder.emit = (file, write, token, declarationsOnly, custom) => {
    const before = [
      ...(custom?.before ?? []),
      (context: typescript.TransformationContext) => expand(ts, context),
    ];
    return emit(file, write, token, declarationsOnly, { ...custom, before });
  };
  const checker = builder.getProgram().getTypeChecker();
  const { getSymbolAtLocation } = checker;
  checker.getSymbolAtLocation = (node) => {
    const parsed = ts.getOriginalNode(node);
    const expanded = node !== parsed && parsed.parent && ts.isShorthandPropertyAssignment(parsed.parent);
    return expanded ? checker.getShorthandAssignmentValueSymbol(parsed.parent) : getSymbolAtLocation(node);
  };
  return builder;
}

function expand(ts: TypeScript, context: typescript.TransformationContext) {
  const { factory } = context;
  const visit = (node: typescript.Node): typescript.Node => {
    // `({ name = 1 } = value)` is an assignment pattern, in which tslab cannot assign to earlier variables anyway.
    if (!ts.isShorthandPropertyAssignment(node) || node.objectAssignmentInitializer) {
      return ts.visitEachChild(node, visit, context);
    }
    const variable = ts.setOriginalNode(factory.createIdentifier(node.name.text), node.name);
    return ts.setTextRange(
      factory.createPropertyAssignment(node.name, ts.setTextRange(variable, node.name)),
      node,
    );
  };
  return (file: typescript.SourceFile) => ts.visitEachChild(file, visit, context);
}
