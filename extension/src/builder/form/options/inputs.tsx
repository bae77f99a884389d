import React, { useState } from "react";
import { useTrans } from "../../../ui/translation";
import { generalPath } from "../../draft/paths";
import { fieldsOf } from "../../draft/schema";
import { same } from "../../draft/options";
import { useForm } from "../context";
import { type InputProps, ProblemsAt, useProblemsAt } from "../field";
import { choiceWords, schemaText } from "../words";
import { textOf } from "../../draft/text-of";

interface ValueProps {
  field: string;
  value: unknown;
  /** What the model takes when nothing is set. */
  fallback: unknown;
}
interface EntryProps extends ValueProps {
  input: InputProps;
}

/**
 * Text that stands for a value: what is typed stays as it is while it means what the config holds. What cannot be
 * read is kept as text, so that it is told instead of lost.
 */
function useTyped(
  field: string,
  value: unknown,
  read: (text: string) => unknown,
  print: (value: unknown) => string,
) {
  const { set, touch } = useForm();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed !== null && same(read(typed), value) ? typed : value === undefined ? "" : print(value);
  return {
    value: text,
    onChange: (event: { target: { value: string } }) => {
      setTyped(event.target.value);
      set(field, read(event.target.value));
    },
    onBlur: () => touch(field),
  };
}

function readNumber(text: string): unknown {
  const trimmed = text.trim().replace("−", "-");
  if (trimmed === "") return undefined;
  const number = Number(/^-?\d+,\d+$/.test(trimmed) ? trimmed.replace(",", ".") : trimmed);
  return Number.isFinite(number) ? number : text;
}

export function NumberInput({
  field,
  value,
  fallback,
  input,
  unit,
}: EntryProps & { unit: string | null }): JSX.Element {
  const trans = useTrans();
  const typed = useTyped(field, value, readNumber, textOf);
  const entry = (
    <input
      {...input}
      {...typed}
      className="qt-Input qt-mod-number"
      inputMode="decimal"
      autoComplete="off"
      placeholder={fallback === undefined ? trans.__("automatic") : String(fallback)}
    />
  );
  return unit === null ? (
    entry
  ) : (
    <span className="qt-WithUnit">
      {entry}
      <span className="qt-Unit">{schemaText(unit, trans)}</span>
    </span>
  );
}

function readNumbers(text: string): unknown {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  if (parts.length === 0) return undefined;
  const numbers = parts.map(Number);
  return numbers.every(Number.isFinite) ? numbers : text;
}

export function NumbersInput({ field, value, fallback, input }: EntryProps): JSX.Element {
  const print = (list: unknown) => (Array.isArray(list) ? list.map(textOf).join(", ") : textOf(list));
  const typed = useTyped(field, value, readNumbers, print);
  return (
    <input
      {...input}
      {...typed}
      className="qt-Input"
      inputMode="text"
      autoComplete="off"
      placeholder={fallback === undefined ? "" : print(fallback)}
    />
  );
}

export function TextInput({ field, value, fallback, input }: EntryProps): JSX.Element {
  const typed = useTyped(field, value, (text) => (text === "" ? undefined : text), textOf);
  return (
    <input
      {...input}
      {...typed}
      className="qt-Input"
      placeholder={fallback === undefined ? "" : String(fallback)}
    />
  );
}

interface ChoiceProps extends EntryProps {
  options: readonly string[];
}

export function ChoiceInput({ field, value, fallback, input, options }: ChoiceProps): JSX.Element {
  const trans = useTrans();
  const { set } = useForm();
  const current = value ?? fallback ?? "";
  const hasDefault = typeof fallback === "string";
  const isStrange = current !== "" && !options.includes(textOf(current));
  return (
    <select
      {...input}
      className="qt-Input"
      value={textOf(current)}
      onChange={({ target }) =>
        set(field, target.value === "" || target.value === fallback ? undefined : target.value)
      }
    >
      {!hasDefault && (
        <option value="">{field === "fairnessLoss" ? trans.__("None") : trans.__("Automatic")}</option>
      )}
      {isStrange && <option value={textOf(current)}>{textOf(current)}</option>}
      {options.map((option) => (
        <option key={option} value={option}>
          {option === fallback
            ? trans.__("%1 (default)", choiceWords(option, trans))
            : choiceWords(option, trans)}
        </option>
      ))}
    </select>
  );
}

/** A choice of names, or a number of one's own. */
export function NumberOrChoiceInput({ field, value, fallback, input, options }: ChoiceProps): JSX.Element {
  const trans = useTrans();
  const { set } = useForm();
  const isNamed = typeof value === "string" && options.includes(value);
  const [asksNumber, setAsksNumber] = useState(false);
  const isNumber = !isNamed && (value !== undefined || asksNumber);
  return (
    <span className="qt-WithUnit">
      <select
        {...input}
        className="qt-Input"
        value={isNumber ? "number" : textOf(value ?? "")}
        onChange={({ target }) => {
          setAsksNumber(target.value === "number");
          set(field, target.value === "" || target.value === "number" ? undefined : target.value);
        }}
      >
        <option value="">{trans.__("Automatic")}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {choiceWords(option, trans)}
          </option>
        ))}
        <option value="number">{trans.__("A number…")}</option>
      </select>
      {isNumber && (
        <NumberInput
          field={field}
          value={value}
          fallback={fallback}
          unit={null}
          input={{ ...input, id: `${input.id}-number`, ...{ "aria-label": trans.__("Number") } }}
        />
      )}
    </span>
  );
}

/** A yes or no: the label stands behind the box. */
export function SwitchField({ field, value, fallback }: ValueProps): JSX.Element {
  const trans = useTrans();
  const { draft, idOf, set } = useForm();
  const about = fieldsOf(draft.config.model).get(generalPath(field))!;
  const told = useProblemsAt(field);
  const id = idOf(field);
  const isOn = (value ?? fallback) === true;
  return (
    <div className="qt-Field qt-Switch" data-qt-field={field}>
      <span className="qt-Switch-line">
        <input
          id={id}
          type="checkbox"
          checked={isOn}
          aria-describedby={`${id}-help ${id}-problems`}
          aria-invalid={told.length > 0 || undefined}
          onChange={({ target }) =>
            set(field, target.checked === (fallback ?? false) ? undefined : target.checked)
          }
        />
        <label className="qt-Field-label" htmlFor={id}>
          {schemaText(about.title, trans)}
        </label>
      </span>
      <p className="qt-Field-help" id={`${id}-help`}>
        {schemaText(`${about.help} ${about.more}`.trim(), trans)}
      </p>
      <ProblemsAt id={`${id}-problems`} told={told} />
    </div>
  );
}
