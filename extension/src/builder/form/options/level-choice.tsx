import React from "react";
import type { ColumnDescription } from "quetelet/contract";
import { useTrans } from "../../../ui/translation";
import { getAt } from "../../draft/paths";
import { useForm } from "../context";
import { FieldFrame } from "../field";
import { textOf } from "../../draft/text-of";

/** A level of a column as the config has it: text, number or yes and no. */
export function valueOfLevel(
  level: string,
  { kind }: Pick<ColumnDescription, "kind">,
): string | number | boolean {
  if (kind === "number") return Number(level);
  return kind === "boolean" ? level === "true" : level;
}

/** One of the values of a column, such as the positive class of the label. */
export function LevelChoice({ field, column }: { field: string; column: unknown }): JSX.Element {
  const trans = useTrans();
  const { draft, columns, set } = useForm();
  const about = columns.get(textOf(column));
  const value = getAt(draft.config, field);
  const levels = about?.levels ?? [];
  const isStrange = value !== undefined && !levels.includes(textOf(value));
  const asText = field === "reference";
  return (
    <FieldFrame field={field}>
      {(input) => (
        <select
          {...input}
          className="qt-Input"
          value={value === undefined ? "" : `=${textOf(value)}`}
          onChange={({ target }) => {
            const level = target.value.slice(1);
            set(
              field,
              target.value === "" ? undefined : about && !asText ? valueOfLevel(level, about) : level,
            );
          }}
        >
          <option value="">{trans.__("Automatic")}</option>
          {isStrange && <option value={`=${textOf(value)}`}>{textOf(value)}</option>}
          {levels.map((level) => (
            <option key={level} value={`=${level}`}>
              {level === "" ? trans.__("(empty text)") : level}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
