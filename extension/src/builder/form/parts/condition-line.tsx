import React, { useId, useRef, useState, type KeyboardEvent } from "react";
import type { CohortCondition, CohortValue, ColumnDescription } from "quetelet/contract";
import { useTrans, type Trans } from "../../../ui/translation";
import { type Operator, operators } from "../../draft/cohorts";
import { same } from "../../draft/options";
import { useForm } from "../context";
import { valueOfLevel } from "../options/level-choice";
import { textOf } from "../../draft/text-of";
import { useOutsidePress } from "../use-outside-press";

interface ConditionLineProps {
  condition: CohortCondition;
  label: string;
  onChange: (condition: CohortCondition) => void;
  onRemove: (() => void) | null;
}

/** Column, operator and value of one condition. */
export function ConditionLine({ condition, label, onChange, onRemove }: ConditionLineProps): JSX.Element {
  const trans = useTrans();
  const { columns, draft } = useForm();
  const [name, operator, value] = condition;
  const column = columns.get(name);
  const choices = [...columns.keys()].filter((each) => each !== draft.config.label);
  const usable = operators.filter((each) => column?.kind !== "text" || each === "==" || each === "!=");
  return (
    <div className="qt-Condition" role="group" aria-label={label}>
      <select
        className="qt-Input"
        aria-label={trans.__("Column")}
        value={name}
        onChange={({ target }) => {
          const next = columns.get(target.value);
          const isText = next?.kind === "text" || next?.kind === "boolean";
          onChange([
            target.value,
            isText ? "==" : isOrdered(operator) ? operator : "==",
            fresh(isText ? "==" : operator),
          ]);
        }}
      >
        <option value="">{trans.__("Column…")}</option>
        {name !== "" && !choices.includes(name) && <option value={name}>{name}</option>}
        {choices.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
      <select
        className="qt-Input qt-mod-operator"
        aria-label={trans.__("Comparison")}
        value={operator}
        onChange={({ target }) => {
          const next = target.value as Operator;
          onChange([name, next, shapeOf(next) === shapeOf(operator) ? value : fresh(next)]);
        }}
      >
        {(usable.includes(operator) ? usable : [...usable, operator]).map((each) => (
          <option key={each} value={each}>
            {operatorWords(each, trans)}
          </option>
        ))}
      </select>
      <ValueEntry
        column={column}
        operator={operator}
        value={value}
        onChange={(next) => onChange([name, operator, next])}
      />
      {onRemove && (
        <button
          type="button"
          className="qt-Icon"
          aria-label={trans.__("Remove: %1", label)}
          onClick={onRemove}
        >
          <span aria-hidden="true">×</span>
        </button>
      )}
    </div>
  );
}

/** Values that are shown of one condition; a document may hold thousands. */
const MOST = 50;
const isOrdered = (operator: Operator) => operator !== "==" && operator !== "!=";
const shapeOf = (operator: Operator) =>
  operator === "range" ? "pair" : isOrdered(operator) ? "one" : "list";
const fresh = (operator: Operator): CohortCondition[2] =>
  operator === "range" ? ["", ""] : isOrdered(operator) ? "" : [];

function operatorWords(operator: Operator, trans: Trans): string {
  switch (operator) {
    case "==":
      return trans.__("is");
    case "!=":
      return trans.__("is not");
    case ">":
      return trans.__("is above");
    case ">=":
      return trans.__("is at least");
    case "<":
      return trans.__("is below");
    case "<=":
      return trans.__("is at most");
    case "range":
      return trans.__("is between");
  }
}

interface ValueEntryProps {
  column: ColumnDescription | undefined;
  operator: Operator;
  value: CohortCondition[2];
  onChange: (value: CohortCondition[2]) => void;
}

function ValueEntry({ column, operator, value, onChange }: ValueEntryProps): JSX.Element {
  const trans = useTrans();
  if (operator === "range") {
    const [low, high] = Array.isArray(value) ? value : ["", ""];
    return (
      <span className="qt-Range">
        <OneValue
          column={column}
          label={trans.__("From")}
          value={low ?? ""}
          onChange={(next) => onChange([next, high ?? ""])}
        />
        <span>{trans.__("and")}</span>
        <OneValue
          column={column}
          label={trans.__("To")}
          value={high ?? ""}
          onChange={(next) => onChange([low ?? "", next])}
        />
      </span>
    );
  }
  if (isOrdered(operator)) {
    const single = Array.isArray(value) ? (value[0] ?? "") : value;
    return <OneValue column={column} label={trans.__("Value")} value={single} onChange={onChange} />;
  }
  return <ValueList column={column} value={value} onChange={onChange} />;
}

interface OneValueProps {
  column: ColumnDescription | undefined;
  label: string;
  value: CohortValue;
  onChange: (value: CohortValue) => void;
}

function OneValue({ column, label, value, onChange }: OneValueProps): JSX.Element {
  const isDate = column?.kind === "date";
  const [typed, setTyped] = useState<string | null>(null);
  const text =
    typed !== null && readValue(typed, column) === value ? typed : value === null ? "" : textOf(value);
  const limits = column && column.min !== null && !isDate ? `${column.min} – ${column.max}` : "";
  return (
    <input
      className="qt-Input qt-mod-number"
      aria-label={label}
      type={isDate ? "date" : "text"}
      inputMode={isDate ? undefined : "decimal"}
      placeholder={limits}
      value={text}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(readValue(target.value, column));
      }}
    />
  );
}

function readValue(text: string, column: ColumnDescription | undefined): CohortValue {
  const number = Number(text);
  const isNumber =
    text.trim() !== "" && Number.isFinite(number) && column?.kind !== "text" && column?.kind !== "date";
  return isNumber ? number : text;
}

/** Any of several values: ticked among the levels, or typed where there are too many. */
function ValueList({ column, value, onChange }: Omit<ValueEntryProps, "operator">): JSX.Element {
  const trans = useTrans();
  const id = useId();
  const place = useRef<HTMLDetailsElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  useOutsidePress(place, isOpen, () => setIsOpen(false));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen) return;
    event.preventDefault();
    event.stopPropagation();
    setIsOpen(false);
    place.current?.querySelector("summary")?.focus();
  };
  const values = (Array.isArray(value) ? value : [value]) as CohortValue[];
  const isListed = column !== undefined && column.distinct !== null && column.distinct <= column.levels.length && column.distinct <= 50; // prettier-ignore
  // An empty text alone would be taken for a value that is still to come.
  const write = (next: CohortValue[]) => onChange(next.length === 1 && next[0] !== "" ? next[0]! : next);
  if (!isListed) {
    return <TypedList values={values} column={column} onChange={write} />;
  }
  const options = [
    ...column.levels.map((level) => ({
      value: valueOfLevel(level, column) as CohortValue,
      label: level === "" ? trans.__("(empty text)") : level,
    })),
    ...(column.missing > 0 || values.includes(null) ? [{ value: null, label: trans.__("no value") }] : []),
  ];
  const strange = values.filter((each) => !options.some((option) => option.value === each)).slice(0, MOST);
  const words = values.slice(0, MOST).map((each) => (each === null ? trans.__("no value") : textOf(each)));
  const said = values.length === 0 ? trans.__("Choose…") : words.join(trans.__(" or "));
  return (
    <details
      ref={place}
      className="qt-ValueList"
      open={isOpen}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }) =>
        // A press on a label takes the focus to nobody first.
        relatedTarget !== null && !currentTarget.contains(relatedTarget) && setIsOpen(false)
      }
    >
      <summary className="qt-Input" aria-label={trans.__("Values: %1", said)}>
        {said}
      </summary>
      <fieldset>
        <legend className="qt-hidden">{trans.__("Values")}</legend>
        {[...options, ...strange.map((each) => ({ value: each, label: textOf(each) }))].map(
          (option, index) => (
            <label key={index} htmlFor={`${id}-${index}`}>
              <input
                id={`${id}-${index}`}
                type="checkbox"
                checked={values.includes(option.value)}
                onChange={({ target }) =>
                  write(
                    target.checked
                      ? [...values, option.value]
                      : values.filter((each) => each !== option.value),
                  )
                }
              />
              {option.label}
            </label>
          ),
        )}
      </fieldset>
    </details>
  );
}

interface TypedListProps {
  values: readonly CohortValue[];
  column: ColumnDescription | undefined;
  onChange: (values: CohortValue[]) => void;
}

/** Values typed with semicolons between them; what is typed stays as it is while it means what the config holds. */
function TypedList({ values, column, onChange }: TypedListProps): JSX.Element {
  const trans = useTrans();
  const [typed, setTyped] = useState<string | null>(null);
  const read = (text: string) =>
    text
      .split(";")
      .map((part) => part.trim())
      .filter((part) => part !== "")
      .map((part) => readValue(part, column));
  const text = values.map((each) => (each === null ? "" : textOf(each))).join("; ");
  return (
    <input
      className="qt-Input"
      aria-label={trans.__("Value, or several with semicolons between them")}
      placeholder={trans.__("value; value")}
      disabled={column === undefined && text === ""}
      value={typed !== null && same(read(typed), values) ? typed : text}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(read(target.value));
      }}
    />
  );
}
