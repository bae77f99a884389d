import type { ResultDocument } from "quetelet/contract";
import React, { useId } from "react";
import { Action } from "../ui/action";
import { copyText, saveFile } from "../ui/browser";
import { fileName } from "../ui/export";
import { MISSING, formatCell, formatSeconds } from "../ui/format";
import { useTrans } from "../ui/translation";

/** What another person needs to get the same numbers: data, seed, software and the config itself. */
export function Provenance({ result, source }: { result: ResultDocument; source: string }): JSX.Element {
  const trans = useTrans();
  const heading = useId();
  const { seed, backend, device, versions, dataSha256, rows, startedAt, seconds } = result.provenance;
  const config = JSON.stringify(result.config, null, 2);
  const versionText = Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");
  return (
    <div className="qt-Provenance">
      <dl className="qt-Statistics">
        <Fact term={trans.__("Seed")}>{seed === null ? MISSING : String(seed)}</Fact>
        <Fact term={trans.__("Backend")}>{backend || MISSING}</Fact>
        <Fact term={trans.__("Device")}>{device || MISSING}</Fact>
        <Fact term={trans.__("Versions")}>{versionText || MISSING}</Fact>
        <Fact term={trans.__("Rows given")}>{formatCell(rows, "integer")}</Fact>
        <Fact term={trans.__("Data, SHA-256")}>
          {dataSha256 ? <code className="qt-hash">{dataSha256}</code> : MISSING}
        </Fact>
        <Fact term={trans.__("Started")}>
          <Time iso={startedAt} />
        </Fact>
        <Fact term={trans.__("Took")}>{seconds === null ? MISSING : formatSeconds(seconds)}</Fact>
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

function Fact({ term, children }: { term: string; children: React.ReactNode }): JSX.Element {
  return (
    <div className="qt-Statistics-row">
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Time({ iso }: { iso: string }): JSX.Element {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return <>{iso || MISSING}</>;
  return (
    <time dateTime={time.toISOString()}>
      {time.toLocaleString(undefined, { dateStyle: "long", timeStyle: "medium" })}
    </time>
  );
}
