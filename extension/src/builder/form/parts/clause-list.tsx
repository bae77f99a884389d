import React from "react";
import type { CohortDefinition } from "quetelet/contract";
import { useTrans } from "../../../ui/translation";
import { clausesOf, definitionOf, isCondition, type Join, newCondition } from "../../draft/cohorts";
import { useMore } from "../use-more";
import { ConditionLine } from "./condition-line";

interface ClauseListProps {
  definition: CohortDefinition;
  /** Name of the cohort, for labels. */
  name: string;
  onChange: (definition: CohortDefinition) => void;
}

/** Lines joined by “and” and “or”; a line can be a group of lines, in brackets. */
export function ClauseList({ definition, name, onChange }: ClauseListProps): JSX.Element {
  const trans = useTrans();
  const { clauses, joins } = clausesOf(definition);
  const { shown, more } = useMore(clauses, 20);
  const change = (next: CohortDefinition[], nextJoins: Join[]) =>
    onChange(definitionOf({ clauses: next, joins: nextJoins }));
  const add = (clause: CohortDefinition) => change([...clauses, clause], [...joins, joins.at(-1) ?? "and"]);
  const remove = (index: number) =>
    change(
      clauses.filter((_, k) => k !== index),
      joins.filter((_, k) => k !== Math.max(0, index - 1)),
    );
  return (
    <div className="qt-Clauses">
      {shown.map((clause, index) => (
        <div className="qt-Clause" key={index}>
          {index > 0 && (
            <select
              className="qt-Input qt-mod-join"
              aria-label={trans.__("How line %1 of ‘%2’ is joined", index + 1, name)}
              value={joins[index - 1]}
              onChange={({ target }) =>
                change(
                  clauses,
                  joins.map((each, k) => (k === index - 1 ? (target.value as Join) : each)),
                )
              }
            >
              <option value="and">{trans.__("and")}</option>
              <option value="or">{trans.__("or")}</option>
            </select>
          )}
          {isCondition(clause) ? (
            <ConditionLine
              condition={clause}
              label={trans.__("Line %1 of ‘%2’", index + 1, name)}
              onChange={(next) =>
                change(
                  clauses.map((each, k) => (k === index ? next : each)),
                  joins,
                )
              }
              onRemove={clauses.length > 1 ? () => remove(index) : null}
            />
          ) : (
            <div className="qt-Bracket" role="group" aria-label={trans.__("Group of lines in ‘%1’", name)}>
              <ClauseList
                definition={clause}
                name={name}
                onChange={(next) =>
                  change(
                    clauses.map((each, k) => (k === index ? (isCondition(next) ? [next] : next) : each)),
                    joins,
                  )
                }
              />
              {clauses.length > 1 && (
                <button type="button" className="qt-Link" onClick={() => remove(index)}>
                  {trans.__("Remove the group")}
                </button>
              )}
            </div>
          )}
        </div>
      ))}
      {more}
      <div className="qt-Adds">
        <button type="button" className="qt-Link" onClick={() => add(newCondition)}>
          {trans.__("Add a line")}
        </button>
        <button type="button" className="qt-Link" onClick={() => add([newCondition])}>
          {trans.__("Add a group in brackets")}
        </button>
      </div>
    </div>
  );
}
