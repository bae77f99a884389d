import type { ResultDocument } from "quetelet/contract";
import React, { useId } from "react";
import { Action } from "../ui/action";
import { copyText, saveFile } from "../ui/browser";
import { fileName } from "../ui/export";
import { useTrans } from "../ui/translation";
import { type Fact, provenanceFacts, readableTime } from "./provenance-facts";

/** What another person needs to get the same numbers: data, seed, software and the config itself. */
export function Provenance({ result, source }: { result: ResultDocument; source: string }): JSX.Element {
  const trans = useTrans();
  const heading = useId();
  const config = JSON.stringify(result.config, null, 2);
  return (
    <div className="qt-Provenance">
      <dl className="qt-Statistics">
        {provenanceFacts(result, trans).map((fact) => (
          <div key={fact.term} className="qt-Statistics-row">
            <dt>{fact.term}</dt>
            <dd>
              <FactText {...fact} />
            </dd>
          </div>
        ))}
      </dl>
      <section aria-labelledby={heading}>
        <div className="qt-Table-bar">
          <h3 id={heading} className="qt-Table-title">
            {trans.__("Config")}
          </h3>
          <Action
            label={trans.__("Copy")}
            description={trans.__("Copy the config as JSON")}
            done={trans.__("Copied")}
            run={() => copyText(config)}
          />
          <Action
            label={trans.__("Save result")}
            description={trans.__("Save the whole result document as JSON")}
            done={trans.__("Saved")}
            run={() =>
              saveFile(JSON.stringify(result), {
                name: fileName([source], "quetelet.json"),
                type: "application/json",
              })
            }
          />
        </div>
        <pre className="qt-Code" tabIndex={0} aria-labelledby={heading}>
          {config}
        </pre>
      </section>
    </div>
  );
}

function FactText({ text, kind }: Fact): JSX.Element {
  switch (kind) {
    case "text":
      return <>{text}</>;
    case "hash":
      return <code className="qt-hash">{text}</code>;
    case "time": {
      const time = readableTime(text);
      return time.machine === null ? <>{time.text}</> : <time dateTime={time.machine}>{time.text}</time>;
    }
  }
}
