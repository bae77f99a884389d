import React from "react";
import { useTrans } from "../../../ui/translation";
import { isMeaningful, layoutOf } from "../../draft/layout";
import { getAt } from "../../draft/paths";
import { useForm } from "../context";
import { groupWords } from "../words";
import { Option } from "./option";

/** The options that are left alone most of the time, by what they are about; how many are set is told. */
export function MoreOptions(): JSX.Element {
  const trans = useTrans();
  const { draft } = useForm();
  const { config } = draft;
  const groups = layoutOf(config.model).more.map(
    ([name, fields]) => [name, fields.filter((field) => isMeaningful(config, field))] as const,
  );
  return (
    <section className="qt-Section">
      <details className="qt-Fold qt-mod-more">
        <summary>
          <h2>{trans.__("More options")}</h2>
        </summary>
        {groups
          .filter(([, fields]) => fields.length > 0)
          .map(([name, fields]) => {
            const set = fields.filter((field) => getAt(config, field) !== undefined).length;
            return (
              <details key={name} className="qt-Fold">
                <summary>
                  {groupWords(name, trans)}
                  {set > 0 && <span className="qt-Count">{trans.__("%1 set", set)}</span>}
                </summary>
                <div className="qt-Options">
                  {fields.map((field) => (
                    <Option key={field} field={field} />
                  ))}
                </div>
              </details>
            );
          })}
      </details>
    </section>
  );
}
