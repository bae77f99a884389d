/**
 * Names that code declares, as far as its text tells: also of cells that have not run since the kernel began, which would
 * declare them again. One too many costs nothing but a number behind a name.
 */
export function declaredNames(code: string): string[] {
  const single = /\b(?:const|let|var|class|function)\b\s*\*?\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu;
  const pattern = /\b(?:const|let|var)\s*([{[][^=;]*)/gu;
  const imports = /\bimport\s+([^"'`;]*?)\bfrom\b/gu;
  const groups = [...code.matchAll(pattern), ...code.matchAll(imports)].map(([, names]) => names!);
  return [
    ...[...code.matchAll(single)].map(([, name]) => name!),
    ...groups.flatMap((names) => names.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? []),
  ];
}
