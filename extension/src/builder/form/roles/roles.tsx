import React, { useEffect, useId, useState } from "react";
import { useTrans } from "../../../ui/translation";
import { fieldsOfPart } from "../../draft/layout";
import { generalPath, getAt } from "../../draft/paths";
import { type Role, rolesOf } from "../../draft/roles";
import { fieldsOf } from "../../draft/schema";
import { useForm } from "../context";
import { RoleSlot } from "./role-slot";

/** Fields about columns of which few people have need; they wait until asked for, or until they hold something. */
const rare = new Set("offset weights score groups partialDependence categories area nextOutcome".split(" "));

/** The parts that columns play in the model. Those of further outcomes stand with these. */
export function Roles(): JSX.Element {
  const trans = useTrans();
  const id = useId();
  const { draft } = useForm();
  const { config } = draft;
  const isSet = ({ field }: Role) => getAt(config, field) !== undefined;
  const roles = rolesOf(config)
    .filter(({ field }) => !fieldsOfPart.further.test(generalPath(field)))
    .filter((role) => role.when(config) || isSet(role));
  // What is required of an object is so only once there is the object.
  const isRequired = ({ field }: Role) =>
    !field.includes(".") && fieldsOf(config.model).get(field)?.required === true;
  const main = roles.filter(({ field }) => !rare.has(field));
  // Places for one column stand side by side, those for many below them.
  const optional = main.filter((role) => !isRequired(role));
  const inOrder = [
    ...main.filter(isRequired),
    ...optional.filter(({ many }) => !many),
    ...optional.filter(({ many }) => many),
  ];
  const others = roles.filter(({ field }) => rare.has(field));
  const isAnySet = others.some(isSet);
  const [isOpen, setIsOpen] = useState(isAnySet);
  useEffect(() => {
    if (isAnySet) setIsOpen(true);
  }, [isAnySet]);
  return (
    <section className="qt-Section" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{trans.__("What the columns are")}</h2>
      <div className="qt-Roles">
        {inOrder.map((role) => (
          <RoleSlot key={role.field} {...role} />
        ))}
      </div>
      {others.length > 0 && (
        <details
          className="qt-Fold"
          open={isOpen}
          onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
        >
          <summary>{trans.__("More columns")}</summary>
          <div className="qt-Roles">
            {others.map((role) => (
              <RoleSlot key={role.field} {...role} />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}
