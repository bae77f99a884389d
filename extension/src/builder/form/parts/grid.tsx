import React, { useId, useState } from "react";
import { useTrans, type Trans } from "../../../ui/translation";
import { getAt } from "../../draft/paths";
import { useForm } from "../context";
import { FieldFrame, type InputProps } from "../field";
import { NumberInput } from "../options/inputs";

const USUAL = 8;
/** Numbers of groups that are shown; a document may hold thousands. */
const MOST = 50;

/** Numbers of groups to fit, and the orders of their curves, as a small grid. */
export function GridPart(): JSX.Element {
  const trans = useTrans();
  const id = useId();
  const { draft } = useForm();
  const { groups, family } = draft.config;
  const chosen = [groups ?? 2].flat().filter((each): each is number => typeof each === "number");
  const single = chosen.length === 1 && Number.isInteger(chosen[0]) && chosen[0]! <= 50 ? chosen[0]! : null;
  return (
    <section className="qt-Section" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{trans.__("Groups and curves")}</h2>
      <GroupNumbers chosen={chosen} />
      <OrderGrid field="order" groups={single} />
      {(family === "zip" || draft.config.zeroOrder !== undefined) && (
        <OrderGrid field="zeroOrder" groups={single} />
      )}
    </section>
  );
}

/** Which numbers of groups are fitted: one, or several to compare. */
function GroupNumbers({ chosen }: { chosen: number[] }): JSX.Element {
  const trans = useTrans();
  const { set, draft } = useForm();
  const [other, setOther] = useState("");
  const numbers = [...new Set([...Array.from({ length: USUAL }, (_, k) => k + 1), ...chosen])]
    .sort((a, b) => a - b)
    .slice(0, MOST);
  const choose = (next: number[]) => {
    if (next.length === 0) return;
    const sorted = next.sort((a, b) => a - b);
    set("groups", sorted.length === 1 ? sorted[0] : sorted);
  };
  const toggle = (number: number) =>
    choose(chosen.includes(number) ? chosen.filter((each) => each !== number) : [...chosen, number]);
  const addOther = () => {
    const number = Number(other);
    if (Number.isInteger(number) && number >= 1 && !chosen.includes(number)) choose([...chosen, number]);
    setOther("");
  };
  return (
    <FieldFrame field="groups" isGroup>
      {() => (
        <div className="qt-Toggles">
          {numbers.map((number) => (
            <label key={number} className="qt-Toggle">
              <input
                type="checkbox"
                checked={chosen.includes(number)}
                aria-label={trans._n("%1 group", "%1 groups", number, number)}
                onChange={() => toggle(number)}
              />
              <span>{number}</span>
            </label>
          ))}
          <input
            className="qt-Input qt-mod-short"
            type="number"
            min={1}
            max={50}
            aria-label={trans.__("Another number of groups; Enter adds it")}
            placeholder={trans.__("more")}
            value={other}
            onChange={({ target }) => setOther(target.value)}
            onBlur={addOther}
            onKeyDown={(event) => event.key === "Enter" && addOther()}
          />
          <span className="qt-Toggles-said" role="status">
            {chosen.length > 1 && draft.config.groups !== undefined
              ? trans.__("%1 numbers are compared; the best by BIC is told in full.", chosen.length)
              : ""}
          </span>
        </div>
      )}
    </FieldFrame>
  );
}

function orderWords(order: number, trans: Trans): string {
  switch (order) {
    case 0:
      return trans.__("flat");
    case 1:
      return trans.__("linear");
    case 2:
      return trans.__("quadratic");
    case 3:
      return trans.__("cubic");
    case 4:
      return trans.__("quartic");
    default:
      return trans.__("quintic");
  }
}

/** The order of each group's curve: a row a group, a column an order. */
export function OrderGrid({ field, groups }: { field: string; groups: number | null }): JSX.Element {
  const trans = useTrans();
  const prefix = useId();
  const { draft, set } = useForm();
  const value = getAt(draft.config, field);
  const at = field.slice(0, field.lastIndexOf(".") + 1);
  const isZero = field.endsWith("zeroOrder");
  const usual = isZero ? 0 : 2;
  const isSpline = !isZero && (getAt(draft.config, `${at}curve`) ?? "polynomial") !== "polynomial";
  const orders = Array.isArray(value) ? (value as number[]) : null;
  const common = typeof value === "number" ? value : usual;
  const rows =
    groups !== null && orders ? Array.from({ length: groups }, (_, k) => orders[k] ?? usual) : [common];
  const isEach = groups !== null && orders !== null;
  if (isSpline && !isEach) {
    return (
      <FieldFrame field={field} title={trans.__("Degrees of freedom of the splines")}>
        {(input: InputProps) => (
          <NumberInput field={field} value={value} fallback={usual} input={input} unit={null} />
        )}
      </FieldFrame>
    );
  }
  const choose = (row: number, order: number) =>
    isEach
      ? set(
          field,
          rows.map((each, k) => (k === row ? order : each)),
        )
      : set(field, order === usual ? undefined : order);
  return (
    <FieldFrame field={field} isGroup>
      {() => (
        <>
          <table className="qt-Orders">
            <thead>
              <tr>
                <td />
                {[0, 1, 2, 3, 4, 5].map((order) => (
                  <th key={order} scope="col">
                    {order}
                    <span>{orderWords(order, trans)}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((chosen, row) => {
                const name = isEach ? trans.__("Group %1", row + 1) : trans.__("All groups");
                return (
                  <tr key={row}>
                    <th scope="row">{name}</th>
                    {[0, 1, 2, 3, 4, 5].map((order) => (
                      <td key={order}>
                        <input
                          type="radio"
                          name={`${prefix}-${row}`}
                          checked={chosen === order}
                          aria-label={trans.__("%1: order %2, %3", name, order, orderWords(order, trans))}
                          onChange={() => choose(row, order)}
                        />
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
          {groups !== null && groups > 1 && (
            <label className="qt-Check">
              <input
                type="checkbox"
                checked={isEach}
                onChange={({ target }) =>
                  set(
                    field,
                    target.checked
                      ? new Array<number>(groups).fill(common)
                      : rows[0] === usual
                        ? undefined
                        : rows[0],
                  )
                }
              />
              {trans.__("An order for each group")}
            </label>
          )}
        </>
      )}
    </FieldFrame>
  );
}
