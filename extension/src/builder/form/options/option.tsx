import React from "react";
import { getAt, generalPath } from "../../draft/paths";
import { fieldsOf } from "../../draft/schema";
import { useForm } from "../context";
import { FieldFrame } from "../field";
import { ClassWeights } from "./class-weights";
import {
  ChoiceInput,
  NumberInput,
  NumberOrChoiceInput,
  NumbersInput,
  SwitchField,
  TextInput,
} from "./inputs";
import { OrderedText } from "./ordered-text";
import { LevelChoice } from "./level-choice";
import { Theta } from "./theta";

/** One option, with the control that its type in the schema asks for. */
export function Option({ field }: { field: string }): JSX.Element | null {
  const { draft } = useForm();
  const { config } = draft;
  const about = fieldsOf(config.model).get(generalPath(field));
  if (!about) return null;
  if (field === "classWeights") return <ClassWeights />;
  if (field === "ordered") return <OrderedText />;
  if (field === "theta") return <Theta />;
  if (field === "positive") return <LevelChoice field={field} column={config.label} />;
  if (field === "reference" && about.control.kind === "text")
    return <LevelChoice field={field} column={config.protected} />;
  const value = getAt(config, field);
  const { control, unit, fallback } = about;
  const shared = { field, value, fallback };
  switch (control.kind) {
    case "switch":
      return <SwitchField {...shared} />;
    case "number":
      return (
        <FieldFrame field={field}>
          {(input) => <NumberInput {...shared} input={input} unit={unit} />}
        </FieldFrame>
      );
    case "choice":
      return (
        <FieldFrame field={field}>
          {(input) => <ChoiceInput {...shared} input={input} options={control.options} />}
        </FieldFrame>
      );
    case "number-or-choice":
      return (
        <FieldFrame field={field}>
          {(input) => <NumberOrChoiceInput {...shared} input={input} options={control.options} />}
        </FieldFrame>
      );
    case "numbers":
      return <FieldFrame field={field}>{(input) => <NumbersInput {...shared} input={input} />}</FieldFrame>;
    default:
      return <FieldFrame field={field}>{(input) => <TextInput {...shared} input={input} />}</FieldFrame>;
  }
}
