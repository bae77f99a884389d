import { describe, expect, it } from "vitest";
import { fieldsOfPart, layoutOf } from "../../../../../extension/src/builder/draft/layout";
import { generalPath } from "../../../../../extension/src/builder/draft/paths";
import { rolesOf } from "../../../../../extension/src/builder/draft/roles";
import { fieldsOf } from "../../../../../extension/src/builder/draft/schema";
import { models } from "../support";

describe.each(models)("the form of %s", (model) => {
  // Further outcomes have fields once they are there.
  const all = { model, also: [{}], dual: {}, dropout: {}, later: {} };
  const config = model === "trajectories" ? all : { model };
  const layout = layoutOf(model);
  const roles = rolesOf(config).map(({ field }) => generalPath(field));
  const options = [...layout.common, ...layout.more.flatMap(([, fields]) => fields)];
  const isInPart = (path: string) => layout.parts.some((part) => fieldsOfPart[part].test(path));

  it("has a place for every field of the schema, and one only", () => {
    for (const path of fieldsOf(model).keys()) {
      const isFurther = fieldsOfPart.further.test(path);
      const places = [
        ...roles.filter((role) => role === path && !isFurther),
        ...options.filter((option) => option === path),
        ...(isInPart(path) ? ["part"] : []),
      ];
      expect(places, `${model}.${path}`).toHaveLength(1);
    }
  });

  it("knows no field that the schema does not", () => {
    const known = [...fieldsOf(model).keys()];
    expect(options.filter((option) => !known.includes(option))).toEqual([]);
    expect(roles.filter((role) => !known.includes(role))).toEqual([]);
  });

  it("gives every field one line of help and a title", () => {
    for (const { path, title, help } of fieldsOf(model).values()) {
      expect(help.length, `${path}: ${help}`).toBeGreaterThan(8);
      expect(help.length, `${path}: ${help}`).toBeLessThan(170);
      expect(title, path).toMatch(/^\p{Lu}/u);
    }
  });
});
