import type { ResultDocument } from "quetelet/contract";
import React from "react";
import { useTrans } from "../ui/translation";
import { formulaText } from "./formula";
import { headerFigures } from "./header-figures";
import { plainWarning } from "./plain-warning";
import { ResultActions } from "./result-actions";
import { errorsWords, modelName, outcomeName, statusWords } from "./words";

/** What was fitted, whether it came to an end, and what a reader must be warned of. */
export function Header({ result }: { result: ResultDocument }): JSX.Element {
  const trans = useTrans();
  const { config, status, warnings } = result;
  const outcome = outcomeName(config);
  const formula = formulaText(result, trans);
  const figures = headerFigures(result, trans);
  const errors =
    config.model === "ols" || config.model === "glm"
      ? errorsWords(config.errors, config.cluster, trans)
      : null;
  return (
    <header className="qt-Header">
      <div className="qt-Header-top">
        <div>
          <p className="qt-Header-model">{modelName(result, trans)}</p>
          {outcome && <h2 className="qt-Header-outcome">{outcome}</h2>}
        </div>
        <ResultActions result={result} />
        <p className={`qt-Status qt-mod-${status === "converged" ? "good" : "unsure"}`}>
          <span className="qt-hidden">{trans.__("Status:")} </span>
          {statusWords(status, trans)}
        </p>
      </div>
      {formula !== null && <p className="qt-Header-formula">{formula}</p>}
      <dl className="qt-Header-figures">
        {figures.map(([term, value]) => (
          <Figure key={term} term={term} value={value} />
        ))}
        {errors && <Figure term={trans.__("Standard errors")} value={errors} />}
      </dl>
      {warnings.length > 0 && (
        <div className="qt-Warnings">
          <h3 className="qt-Warnings-title">
            {trans._n("%1 warning", "%1 warnings", warnings.length, warnings.length)}
          </h3>
          <ul className="qt-Warnings-list" role="list" aria-label={trans.__("Warnings")}>
            {warnings.map((warning, i) => {
              const plain = plainWarning(warning, result, trans);
              return (
                // The code is for those who look it up, and no part of the sentence.
                <li key={i} title={warning.code}>
                  {plain !== null && <>{plain} </>}
                  <span className={plain === null ? undefined : "qt-quiet"}>{warning.message}</span>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </header>
  );
}

function Figure({ term, value }: { term: string; value: string }): JSX.Element {
  return (
    <div className="qt-Figure">
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}
