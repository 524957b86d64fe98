import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  configurationDigest,
  isPrerelease,
  type Plan,
  parseVersion,
  REHEARSAL_PATH,
  ROLLBACK_REHEARSAL,
  type RollbackRehearsal,
  type Tag,
  tagOf,
  type Version,
  writeDocument,
} from "@slipway/model";
import {
  bumpVersion,
  CONFIG_NAME,
  changelogPath,
  changelogSection,
  checkoutTree,
  detect,
  loadConfig,
  NO_CONFIG,
  readGit,
} from "@slipway/planning";
import { runGit } from "../../github/git.ts";
import { planFor } from "../preview.ts";
import { checkOut, git } from "../source.ts";
import type { Stage } from "../stage.ts";
import { type ChosenWorkflow, chooseWorkflows } from "../workflows.ts";

/** A higher version of the same source: it is there to be taken back. */
export interface Second {
  readonly tag: Tag;
  readonly commit: string;
  readonly tree: string;
  readonly workflow: ChosenWorkflow;
  readonly plan: Plan;
  readonly callInputs: Readonly<Record<string, string>>;
  /** For people. */
  readonly notes: readonly string[];
}

const SOMEBODY = { name: "Slipway rehearsal", email: "rehearsal@slipway.invalid", date: "2026-01-02T00:00:00Z" };
/** The first release has just run them on the same source. */
const CHECKED = ["tests", "audit"];

/**
 * A commit on top of the released one in which manifests and changelog say a higher version, and its tag; both in the copy.
 * @param tree folder to check it out into
 */
export async function prepareSecond(stage: Stage, first: Tag, tree: string, templates: string): Promise<Second> {
  const { source } = stage;
  await checkOut(source, stage.commit, tree);
  const config = stage.workflows[0]?.inputs.config;
  const tag = await nextTag(first, source.gitDirectory);
  await raise(tree, source.fullName, config, first.version, tag.version);
  const recorded = await provideRecord(tree, config, first.version, tag.version);
  const person = (role: string) => ({
    [`GIT_${role}_NAME`]: SOMEBODY.name,
    [`GIT_${role}_EMAIL`]: SOMEBODY.email,
    [`GIT_${role}_DATE`]: SOMEBODY.date,
  });
  const env = { ...person("AUTHOR"), ...person("COMMITTER") };
  const here = ["-C", tree, "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgsign=false"];
  await git([...here, "add", "--all"]);
  // What is ignored in the project is not ignored here.
  if (recorded) await git([...here, "add", "--force", REHEARSAL_PATH]);
  const message = `fix: ${tag.version.text}, which a rehearsal takes back`;
  await git([...here, "commit", "--quiet", "--allow-empty", "--message", message], { env });
  await git([...here, "update-ref", `refs/tags/${tag.text}`, "HEAD"]);
  const commit = (await git(["-C", tree, "rev-parse", "HEAD"])).toString("utf8").trim();
  const refs = [
    `HEAD:refs/tags/${tag.text}`,
    ...(stage.commit === source.head ? [`HEAD:refs/heads/${source.branch}`] : []),
  ];
  await git([...here, "push", "--quiet", source.gitDirectory, ...refs]);
  const ref = `refs/tags/${tag.text}`;
  const { workflows } = await chooseWorkflows(tree, ref, templates);
  const workflow = workflows.find(({ path }) => path === stage.workflows[0]?.path) ?? workflows[0];
  if (workflow === undefined) throw new Error(`no workflow runs for ${ref}`);
  const variants = list(stage.callInputs.variants ?? workflow.inputs.variants);
  const given = list(stage.callInputs.targets ?? workflow.inputs.targets);
  const request = { ref, repository: source.fullName, config, variants };
  const whole = await planFor(tree, { ...request, targets: given });
  const all = whole.targets.map(({ target }) => target);
  // A workflow of the user's own has no such inputs.
  const few = workflow.callsSlipway ? enoughFor(whole) : all;
  const narrowed = few.length < all.length;
  const plan = narrowed ? await planFor(tree, { ...request, targets: few }) : whole;
  const skipped = [...(list(workflow.inputs.skipChecks) ?? []), ...CHECKED];
  return {
    tag,
    commit,
    tree,
    workflow,
    plan,
    callInputs: workflow.callsSlipway
      ? { ...stage.callInputs, "skip-checks": skipped.join(","), ...(narrowed && { targets: few.join(",") }) }
      : {},
    notes: [
      `the second release, ${tag.text}, is the same source with another version`,
      ...(narrowed
        ? [`the second release is built for ${few.join(", ")} only: every channel gets something of it`]
        : []),
      ...(recorded ? [`the rollback asks for a rehearsal of it: for this one it finds a record in the copy`] : []),
      ...(workflow.callsSlipway ? [`the second release leaves out the checks ${CHECKED.join(" and ")}`] : []),
    ],
  };
}

const list = (text: string | undefined): readonly string[] | undefined => text?.split(/[\s,]+/).filter(Boolean);

/** A patch after a final version, a pre-release after a pre-release; one that is not taken. */
async function nextTag({ version, prefix }: Tag, directory: string): Promise<Tag> {
  for (let next = after(version); ; next = after(next)) {
    const tag = tagOf(next, prefix);
    const taken = await runGit(["--git-dir", directory, "rev-parse", "--verify", "--quiet", `refs/tags/${tag.text}`]);
    if (taken.code !== 0) return tag;
  }
}

export function after(version: Version): Version {
  if (!isPrerelease(version)) return bumpVersion(version, "patch");
  const parts = [...version.prerelease];
  const last = parts.at(-1);
  if (typeof last === "number") parts[parts.length - 1] = last + 1;
  else parts.push(1);
  const { major, minor, patch } = version;
  const next = parseVersion(`${major}.${minor}.${patch}-${parts.join(".")}`);
  if (next === undefined) throw new Error(`no version comes after ${version.text}`);
  return next;
}

/** Targets of which every channel gets something: one of Linux, and those that single channels need. */
function enoughFor({ targets, channels = {} }: Plan): readonly string[] {
  const names: readonly string[] = targets.map(({ target }) => target);
  const first = (system: string) => names.find((name) => name.startsWith(`${system}-`));
  const here = `linux-${process.arch === "arm64" ? "arm64" : "amd64"}`;
  const wanted = [
    names.includes(here) ? here : (first("linux") ?? names[0]),
    ...((channels.scoop ?? []).length > 0 ? [first("windows")] : []),
    ...((channels.homebrew ?? []).some(({ cask }) => cask !== undefined) ? [first("macos")] : []),
  ];
  return names.filter((name) => wanted.includes(name));
}

/** A rollback may ask for a rehearsal that passed, which this one is about to become. @returns whether it does */
async function provideRecord(
  directory: string,
  path: string | undefined,
  to: Version,
  from: Version,
): Promise<boolean> {
  const config = await loadConfig(directory, path).catch(() => undefined);
  if (config?.settings.rollback?.rehearsal.required !== true) return false;
  const text = await readFile(join(directory, path ?? CONFIG_NAME), "utf8").catch(() => undefined);
  const record: RollbackRehearsal = {
    kind: "slipway-rollback-rehearsal",
    schemaVersion: 1,
    time: new Date().toISOString(),
    tool: "this rehearsal",
    from: from.text,
    to: to.text,
    channels: [],
    config: text === undefined ? null : configurationDigest(text),
    result: "passed",
    checks: [],
  };
  const file = join(directory, REHEARSAL_PATH);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, writeDocument(ROLLBACK_REHEARSAL, record));
  return true;
}

/** Writes the version into the manifests that say it, and a section about it into the changelog. */
async function raise(
  directory: string,
  repository: string,
  config: string | undefined,
  from: Version,
  to: Version,
): Promise<void> {
  const state = await readGit(directory, { repository });
  const tree = checkoutTree(directory, state);
  const settings = (await loadConfig(directory, config).catch(() => undefined)) ?? NO_CONFIG;
  const { stated } = await detect(tree, settings.settings.builds ?? []);
  const edit = async (path: string, change: (text: string) => string) => {
    const text = await tree.read(path);
    if (text !== undefined) await writeFile(join(directory, path), change(text));
  };
  const said = stated.flatMap(({ facts }) =>
    facts.version === undefined ? [] : [{ ...facts.version, name: facts.name?.value }],
  );
  for (const { file, value, name } of said) {
    await edit(file, (text) => withVersion(text, value, to.text));
    const folder = file.replace(/[^/]*$/, "");
    if (file.endsWith("Cargo.toml") && name !== undefined) {
      const lock = (text: string) =>
        text.replace(`name = "${name}"\nversion = "${value}"`, `name = "${name}"\nversion = "${to.text}"`);
      await edit(`${folder}Cargo.lock`, lock);
    }
    // Its own version stands at the top, once or twice.
    if (file.endsWith("package.json")) {
      const own = (text: string) =>
        text.replace(new RegExp(`^(\\s{2,6}"version": )"${escaped(value)}"`, "m"), `$1"${to.text}"`);
      await edit(`${folder}package-lock.json`, (text) => own(own(text)));
    }
  }
  const changelog = changelogPath(settings, tree);
  if (changelog !== undefined) await edit(changelog, (text) => withSection(text, from, to));
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The first place that looks like the manifest's own version. */
export function withVersion(text: string, from: string, to: string): string {
  const own = new RegExp(`(\\bversion\\b["']?\\s*[:=]\\s*["'])${escaped(from)}(["'])`);
  return own.test(text) ? text.replace(own, `$1${to}$2`) : text.replace(from, to);
}

/** A section like that of the version before, above it; where that has none, as it is. */
export function withSection(text: string, from: Version, to: Version): string {
  if (changelogSection(text, from) === undefined || changelogSection(text, to) !== undefined) return text;
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.startsWith("#") && line.includes(from.text));
  const heading = lines[at];
  if (heading === undefined) return text;
  const section = [heading.replace(from.text, to.text), "", "- A rehearsal releases this, and takes it back.", ""];
  return [...lines.slice(0, at), ...section, ...lines.slice(at)].join("\n");
}

/** Of a workflow that lies in a checkout. */
export const workflowText = (tree: string, { path }: ChosenWorkflow): Promise<string> =>
  readFile(join(tree, path), "utf8");
