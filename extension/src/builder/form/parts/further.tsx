import React, { useId } from "react";
import { useTrans } from "../../../ui/translation";
import { getAt } from "../../draft/paths";
import { rolesOf } from "../../draft/roles";
import { helpOf } from "../../draft/schema";
import { useForm } from "../context";
import { Option } from "../options/option";
import { ProblemsAt, useProblemsAt } from "../field";
import { RoleSlot } from "../roles/role-slot";
import { schemaText } from "../words";
import { OrderGrid } from "./grid";

/** Further outcomes and equations of a trajectory model, each added when it is wanted. */
export function FurtherPart(): JSX.Element {
  const trans = useTrans();
  const id = useId();
  const { draft, set } = useForm();
  const { also, dual, dropout, later, groups } = draft.config;
  const others = Array.isArray(also) ? (also as unknown[]) : [];
  const single = groupsOf(groups);
  return (
    <section className="qt-Section" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{trans.__("Further outcomes")}</h2>
      <div className="qt-Adds">
        <AddButton
          field="also"
          label={trans.__("Outcome with the same groups")}
          onAdd={() => set("also", [...others, {}])}
        />
        {dual === undefined && (
          <AddButton
            field="dual"
            label={trans.__("Outcome with groups of its own")}
            onAdd={() => set("dual", {})}
          />
        )}
        {dropout === undefined && (
          <AddButton field="dropout" label={trans.__("Leaving the study")} onAdd={() => set("dropout", {})} />
        )}
        {later === undefined && (
          <AddButton field="later" label={trans.__("Later outcome")} onAdd={() => set("later", {})} />
        )}
      </div>
      {others.map((_, index) => (
        <Further
          key={index}
          field={`also[${index}]`}
          title={trans.__("Outcome %1 with the same groups", index + 2)}
          onRemove={() =>
            set(
              "also",
              others.filter((_, k) => k !== index),
            )
          }
        >
          <CurveFields at={`also[${index}].`} groups={single} />
        </Further>
      ))}
      {dual !== undefined && (
        <Further
          field="dual"
          title={trans.__("Outcome with groups of its own")}
          onRemove={() => set("dual", undefined)}
        >
          <CurveFields at="dual." groups={groupsOf(getAt(draft.config, "dual.groups"))} />
        </Further>
      )}
      {dropout !== undefined && (
        <Further
          field="dropout"
          title={trans.__("Leaving the study")}
          onRemove={() => set("dropout", undefined)}
        >
          <Option field="dropout.lags" />
          <Slots at="dropout." />
        </Further>
      )}
      {later !== undefined && (
        <Further field="later" title={trans.__("Later outcome")} onRemove={() => set("later", undefined)}>
          <Slots at="later." />
          <Option field="later.family" />
        </Further>
      )}
    </section>
  );
}

/** One number of groups that a grid can have rows for; null for several, and for what is no number. */
function groupsOf(value: unknown): number | null {
  if (value === undefined) return 2;
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 50 ? value : null;
}

function AddButton({
  field,
  label,
  onAdd,
}: {
  field: string;
  label: string;
  onAdd: () => void;
}): JSX.Element {
  const trans = useTrans();
  const { draft } = useForm();
  return (
    <button
      type="button"
      className="qt-Button"
      title={schemaText(helpOf(draft.config.model, field), trans)}
      onClick={onAdd}
    >
      <span aria-hidden="true">+ </span>
      {label}
    </button>
  );
}

interface FurtherProps {
  field: string;
  title: string;
  onRemove: () => void;
  children: React.ReactNode;
}

function Further({ field, title, onRemove, children }: FurtherProps): JSX.Element {
  const trans = useTrans();
  const { draft, idOf } = useForm();
  // What a field inside has of problems is told there.
  const told = useProblemsAt(field).filter((each) => each.field === field);
  return (
    <fieldset className="qt-Card" data-qt-field={field}>
      <legend>{title}</legend>
      <p className="qt-Field-help">
        {schemaText(helpOf(draft.config.model, field.replace(/\[.*/, "")), trans)}
      </p>
      {children}
      <ProblemsAt id={`${idOf(field)}-problems`} told={told} />
      <button type="button" className="qt-Link" onClick={onRemove}>
        {trans.__("Remove “%1”", title)}
      </button>
    </fieldset>
  );
}

function Slots({ at }: { at: string }): JSX.Element {
  const { draft } = useForm();
  const roles = rolesOf(draft.config).filter(({ field }) => field.startsWith(at));
  const isShown = (role: (typeof roles)[number]) =>
    role.when(draft.config) || getAt(draft.config, role.field) !== undefined;
  return (
    <>
      {roles.filter(isShown).map((role) => (
        <RoleSlot key={role.field} {...role} />
      ))}
    </>
  );
}

function CurveFields({ at, groups }: { at: string; groups: number | null }): JSX.Element {
  const { draft } = useForm();
  const get = (name: string) => getAt(draft.config, at + name);
  const family = get("family") ?? "gaussian";
  const isCensored = family === "censored-normal";
  const options = [
    "family",
    ...(isCensored || get("lower") !== undefined ? ["lower"] : []),
    ...(isCensored || get("upper") !== undefined ? ["upper"] : []),
    ...(at === "dual." ? ["groups"] : []),
    "curve",
    ...(["gaussian", "censored-normal", "negative-binomial", "beta"].includes(family as string)
      ? ["sigma"]
      : []),
  ];
  return (
    <>
      <Slots at={at} />
      <div className="qt-Options">
        {options.map((name) => (
          <Option key={name} field={at + name} />
        ))}
      </div>
      <OrderGrid field={`${at}order`} groups={groups} />
      {(family === "zip" || get("zeroOrder") !== undefined) && (
        <OrderGrid field={`${at}zeroOrder`} groups={groups} />
      )}
    </>
  );
}
