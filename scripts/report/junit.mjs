// Reads the counts of a pytest run, and every skip with its reason, from its JUnit XML file.

/** @param {string} xml what `pytest --junitxml` wrote */
export function countJunit(xml) {
  const counts = { passed: 0, failed: 0, skipped: [] };
  for (const [, attributes, body = ""] of xml.matchAll(
    /<testcase\b((?:[^>"]|"[^"]*")*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g,
  )) {
    const skipped = /<skipped\b((?:[^>"]|"[^"]*")*)/.exec(body);
    if (/<(failure|error)\b/.test(body)) counts.failed += 1;
    else if (skipped)
      counts.skipped.push({ name: nameOf(attributes), reason: attribute(skipped[1], "message") });
    else counts.passed += 1;
  }
  return counts;
}

const nameOf = (attributes) => `${attribute(attributes, "classname")} > ${attribute(attributes, "name")}`;

function attribute(text, name) {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1] ?? "";
  const entities = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&", "#10": " " };
  return value.replace(/&(#?\w+);/g, (whole, entity) => entities[entity] ?? whole);
}
