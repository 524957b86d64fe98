import { type Kit, markdownTable, type Outputs } from "@slipway/action-kit";
import { honourProxy } from "@slipway/forge";
import { mistake, nearest, Problem } from "@slipway/model";
import { type Check, type Finding, failed, type Outcome, passed } from "./check.ts";
import { CODE_SIGNING, checkSigners } from "./code-signing.ts";
import { commandChecks, commandEnvironment } from "./commands.ts";
import { checkChangelog, checkLicence, checkVersion } from "./consistency.ts";
import { checkCredentials } from "./credentials.ts";
import type { PreflightInputs } from "./inputs.ts";
import { type Project, readProject } from "./project.ts";
import { checkSigning, SIGNING } from "./signing.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Makes every check, shows all of them, and only then fails if one did. */
export async function run(inputs: PreflightInputs, kit: Kit, env: Env = process.env): Promise<Outputs> {
  honourProxy();
  const findings: Finding[] = [];
  const perform = async ({ name, run: body }: Check) => {
    const start = performance.now();
    const outcome = await kit.log.group(`Check ${name}`, body);
    const seconds = (performance.now() - start) / 1000;
    findings.push({ name, outcome, seconds });
    kit.log.info(`${name}: ${outcome.status}: ${outcome.detail}`);
  };
  let project: Project | undefined;
  await perform({
    name: "configuration",
    run: async () => {
      const read = await attempt(() => readProject(inputs, kit));
      if (!("plan" in read)) return read;
      project = read;
      return passed(
        `${read.plan.project.name} ${read.plan.version}, ${read.config.file ?? "without a configuration file"}`,
      );
    },
  });
  // Without a readable project there is nothing that the others could look at.
  if (project !== undefined) {
    for (const check of chosen(checksOf(project, inputs, kit, env), inputs)) await perform(check);
  }
  return conclude(findings, kit);
}

function checksOf(project: Project, inputs: PreflightInputs, kit: Kit, env: Env): Check[] {
  const { version, licence, changelog } = project.config.settings.preflight;
  const { plan } = project;
  const { runtime, log } = kit;
  return [
    ...(version ? [{ name: "version", run: async () => checkVersion(project) }] : []),
    ...(licence ? [{ name: "licence", run: () => checkLicence(project) }] : []),
    ...(changelog === false ? [] : [{ name: "changelog", run: () => checkChangelog(project) }]),
    { name: "credentials", run: () => checkCredentials({ inputs, runtime, plan, env, tell: log.info }) },
    ...(plan.signing ? [{ name: SIGNING, run: () => checkSigning(plan, inputs, kit, env) }] : []),
    ...(plan.codeSigning ? [{ name: CODE_SIGNING, run: () => checkSigners(plan, inputs.codeSigning, env) }] : []),
    ...commandChecks({ project, env: commandEnvironment(env, project), log }),
  ];
}

/** @throws {Problem} `unknown-check` */
function chosen(all: readonly Check[], { checks, skip }: PreflightInputs): readonly Check[] {
  const names = ["configuration", ...all.map(({ name }) => name)];
  const foreign = [...checks, ...skip].find(
    (name) => name !== CODE_SIGNING && name !== SIGNING && !names.includes(name),
  );
  if (foreign !== undefined) {
    const guess = nearest(foreign, names);
    throw mistake(
      "unknown-check",
      `there is no check "${foreign}", or the configuration leaves it out`,
      `${guess === undefined ? "" : `did you mean "${guess}"? `}checks: ${names.join(", ")}`,
    );
  }
  return all.filter(({ name }) => (checks.length === 0 || checks.includes(name)) && !skip.includes(name));
}

async function conclude(findings: readonly Finding[], kit: Kit): Promise<Outputs> {
  const table = {
    head: ["check", "result", "what was found", "seconds"],
    rows: findings.map(({ name, outcome, seconds }) => [name, outcome.status, outcome.detail, seconds.toFixed(1)]),
  };
  const width = Math.max(...findings.map(({ name }) => name.length));
  for (const { name, outcome } of findings) {
    const [first = ""] = outcome.detail.split("\n");
    kit.log.info(`${name.padEnd(width)}  ${outcome.status.padEnd(7)}  ${first}`);
    if (outcome.status === "warning") kit.log.warning(`${name}: ${outcome.detail}`);
  }
  await kit.summarise("### Before the release", markdownTable(table));
  const names = (status: Outcome["status"]) =>
    findings.filter(({ outcome }) => outcome.status === status).map(({ name }) => name);
  const lost = names("failed");
  if (lost.length > 0) throw gate(findings, lost);
  return {
    passed: names("passed").join(","),
    warnings: names("warning").join(","),
    skipped: names("skipped").join(","),
  };
}

function gate(findings: readonly Finding[], lost: readonly string[]): Problem {
  const lines = findings.flatMap(({ name, outcome }) =>
    outcome.status === "failed" ? [{ what: `${name}: ${outcome.detail}`, remedy: `${name}: ${outcome.remedy}` }] : [],
  );
  return new Problem({
    kind: "failure",
    code: "preflight-failed",
    message: `${lost.length} of ${findings.length} checks failed: ${lost.join(", ")}. Nothing was changed\n${lines.map(({ what }) => what).join("\n")}`,
    remedy: lines.map(({ remedy }) => remedy).join("; "),
  });
}

async function attempt(body: () => Promise<Project>): Promise<Project | Outcome> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return failed(error.message, error.remedy);
  }
}
