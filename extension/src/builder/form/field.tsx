import React, { type ReactNode } from "react";
import { useTrans } from "../../ui/translation";
import type { Problem } from "../draft/types";
import { generalPath } from "../draft/paths";
import { fieldsOf } from "../draft/schema";
import { useForm } from "./context";
import { schemaText, titleOf } from "./words";

/** What an input needs so that its label, its help and what is wrong with it are known to belong to it. */
export interface InputProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface FieldFrameProps {
  field: string;
  title?: string;
  help?: string;
  more?: string;
  /** Several inputs have a heading in place of a label. */
  isGroup?: boolean;
  className?: string;
  children: (props: InputProps) => ReactNode;
}

/** A field with its label, one line of help, and what is wrong with it. */
export function FieldFrame({
  field,
  isGroup = false,
  className = "",
  children,
  ...words
}: FieldFrameProps): JSX.Element {
  const trans = useTrans();
  const { draft, idOf } = useForm();
  const about = fieldsOf(draft.config.model).get(generalPath(field));
  const title = words.title ?? schemaText(titleOf(draft.config.model, field, trans), trans);
  const help = words.help ?? schemaText(about?.help ?? "", trans);
  const more = words.more ?? schemaText(about?.more ?? "", trans);
  const told = useProblemsAt(field);
  const id = idOf(field);
  const described = [help && `${id}-help`, told.length > 0 && `${id}-problems`].filter(Boolean).join(" ");
  const isWrong = told.some(({ kind }) => kind !== "note");
  const props: InputProps = {
    id,
    "aria-describedby": described || undefined,
    "aria-invalid": isWrong || undefined,
  };
  const content = (
    <>
      {children(props)}
      {help && <Help id={`${id}-help`} help={help} more={more} title={title} />}
      <ProblemsAt id={`${id}-problems`} told={told} />
    </>
  );
  const classes = `qt-Field ${isWrong ? "qt-mod-wrong" : ""} ${className}`;
  return isGroup ? (
    <div
      className={classes}
      data-qt-field={field}
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={described || undefined}
    >
      <span className="qt-Field-label" id={`${id}-label`}>
        {title}
      </span>
      {content}
    </div>
  ) : (
    <div className={classes} data-qt-field={field}>
      <label className="qt-Field-label" htmlFor={id}>
        {title}
      </label>
      {content}
    </div>
  );
}

function Help({
  id,
  help,
  more,
  title,
}: {
  id: string;
  help: string;
  more: string;
  title: string;
}): JSX.Element {
  const trans = useTrans();
  if (more === "") {
    return (
      <p className="qt-Field-help" id={id}>
        {help}
      </p>
    );
  }
  return (
    <details className="qt-Field-help">
      <summary aria-label={trans.__("%1 More about %2", help, title)}>
        <span id={id}>{help}</span> <span className="qt-Field-more">{trans.__("More")}</span>
      </summary>
      <p>{more}</p>
    </details>
  );
}

/** What is told at a field: of itself, and of entries in it that have no place of their own. */
export function useProblemsAt(field: string): Problem[] {
  const { problems } = useForm();
  const own = field === "sets" || field === "cohorts";
  return problems.filter((each) => each.field === field || (!own && (each.field.startsWith(`${field}[`) || each.field.startsWith(`${field}.`)))); // prettier-ignore
}

/** Of more problems at one field than these, the others are only counted. */
const MOST = 10;

export function ProblemsAt({ id, told }: { id: string; told: readonly Problem[] }): JSX.Element {
  const trans = useTrans();
  const { set } = useForm();
  const left = told.length - MOST;
  return (
    <ul className="qt-Problems" id={id}>
      {told.slice(0, MOST).map(({ message, kind, mend }) => (
        <li key={message} className={kind === "note" ? "qt-Problem qt-mod-note" : "qt-Problem"}>
          <span>{message}</span>
          {mend && (
            <button type="button" className="qt-Link" onClick={() => set(mend.field, mend.value)}>
              {mend.label}
            </button>
          )}
        </li>
      ))}
      {left > 0 && <li className="qt-Problem">{trans._n("and %1 more", "and %1 more", left, left)}</li>}
    </ul>
  );
}
