import type { Surface } from "./surfaces.js";

/** The page of surfaces in Markdown: each with its line and its two pictures. */
export function surfacesPage(surfaces: readonly Pick<Surface, "name" | "title" | "says">[]): string {
  const picture = (name: string, title: string, theme: string) =>
    `![${title}, ${theme}](images/${name}-${theme}.png)`;
  const sections = surfaces.map(
    ({ name, title, says }) =>
      `## ${title}\n\n${says}\n\n${picture(name, title, "light")}\n\n${picture(name, title, "dark")}\n`,
  );
  const head = "# What it looks like\n\n`npm run screenshots` takes these pictures and writes this page.\n";
  return [head, ...sections].join("\n");
}
