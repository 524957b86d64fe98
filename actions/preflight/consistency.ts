import { parseVersion, requireTag } from "@slipway/model";
import { changelogPath, changelogSection, licenceFiles } from "@slipway/planning";
import { failed, type Outcome, passed, skipped, warning } from "./check.ts";
import type { Project } from "./project.ts";

/** Every manifest that holds a version holds the release's. */
export function checkVersion({ plan, detected }: Project): Outcome {
  if (plan.buildOnly) return skipped("nothing is released, so no version is announced");
  const stated = detected.stated.flatMap(({ facts: { version } }) => (version === undefined ? [] : [version]));
  if (stated.length === 0) return skipped("no manifest holds a version");
  // Manifests hold no build metadata as a rule; it does not count for precedence either.
  const core = (text: string) => parseVersion(text)?.text.split("+")[0];
  const wrong = stated.filter(({ value }) => core(value) !== core(plan.version));
  if (wrong.length === 0) return passed(`${plan.version} in ${stated.map(({ file }) => file).join(", ")}`);
  return failed(
    `the tag ${plan.tag} says ${plan.version}, and ${wrong.map(({ file, value }) => `${file} says ${value}`).join(", ")}`,
    `write ${plan.version} into ${wrong.map(({ file }) => file).join(" and ")}, and release that commit`,
  );
}

/** Operators and punctuation of SPDX expressions (SPDX 2.3, annex D). */
const EXPRESSION = /\s+(?:AND|OR|WITH)\s+|[()\s]+/;

export async function checkLicence({ config, detected, tree }: Project): Promise<Outcome> {
  const { licence = config.settings.license } = config.settings;
  const stated = [
    ...(licence === undefined ? [] : [{ file: config.file ?? "the configuration", value: licence }]),
    ...detected.stated.flatMap(({ facts }) => (facts.licence === undefined ? [] : [facts.licence])),
  ];
  const other = stated.find(({ value }) => value !== stated[0]?.value);
  if (stated[0] !== undefined && other !== undefined) {
    return failed(
      `${stated[0].file} says ${stated[0].value}, and ${other.file} says ${other.value}`,
      "write one SPDX expression into all of them",
    );
  }
  const files = await licenceFiles(tree);
  const expression = stated[0]?.value;
  if (files.length === 0) {
    return warning(
      `the project has no licence file at its root${expression === undefined ? "" : `, though ${stated[0]?.file} says ${expression}`}`,
    );
  }
  const names = files.map(({ file }) => file).join(", ");
  if (expression === undefined) return passed(`${names}; no manifest names a licence`);
  const ids = expression.split(EXPRESSION).filter((id) => id !== "");
  const foreign = files.find(({ id }) => id !== undefined && !ids.some((one) => one === id || isVersionOf(one, id)));
  if (foreign !== undefined) {
    return failed(
      `${foreign.file} holds the text of ${foreign.id}, and ${stated[0]?.file} says ${expression}`,
      `bring ${foreign.file} and ${stated[0]?.file} in step`,
    );
  }
  const known = files.some(({ id }) => id !== undefined);
  return passed(known ? `${expression} in ${names}` : `${names}, whose text is not one of the common licences`);
}

/** GPL-3.0-or-later is of GPL-3.0. */
function isVersionOf(expression: string, family: string): boolean {
  return expression === `${family}-only` || expression === `${family}-or-later` || expression === `${family}+`;
}

export async function checkChangelog(project: Project): Promise<Outcome> {
  const { config, plan, tree } = project;
  if (plan.buildOnly) return skipped("nothing is released");
  const required = config.settings.preflight.changelog === "required";
  const path = changelogPath(config, tree);
  const text = path === undefined ? undefined : await tree.read(path);
  if (path === undefined || text === undefined) {
    return required
      ? failed("the project has no changelog", `add CHANGELOG.md with the heading "## [${plan.version}]"`)
      : skipped("the project has no changelog");
  }
  const { version, prefix } = requireTag(plan.tag);
  const names = [plan.project.name, ...(prefix === undefined ? [] : [prefix])];
  const section = changelogSection(text, version, names);
  if (section !== undefined && section !== "") return passed(`${path} tells about ${plan.version}`);
  const found = `${path} ${section === "" ? "has nothing below" : "has no section for"} ${plan.version}`;
  return required ? failed(found, `write what changed below "## [${plan.version}]"`) : warning(found);
}
