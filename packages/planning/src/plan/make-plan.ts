import {
  isPrerelease,
  mistake,
  nearest,
  type Plan,
  type PlannedNotes,
  parseVersion,
  requireTarget,
  type TargetId,
} from "@slipway/model";
import type { Config } from "../config/load.ts";
import { CONFIG_NAME } from "../config/load.ts";
import type { Detected } from "../detect/detect.ts";
import type { GitState } from "../git/state.ts";
import type { Standing } from "../versions/judge.ts";
import { planAssets, planChecksums } from "./assets.ts";
import { planGate, planSboms } from "./bills.ts";
import { planBuilds } from "./builds.ts";
import { planChannels } from "./channels.ts";
import { needsMac, planCodeSigning } from "./code-signing.ts";
import { TrackedFiles } from "./globs.ts";
import { planLegs } from "./legs.ts";
import { planNews } from "./news.ts";
import { FileSets, planArchives, planGeneralArchives, variantsOf } from "./packages.ts";
import { planSigning } from "./signing.ts";
import { expandName } from "./template.ts";
import { planVersion } from "./version.ts";

/** Names of targets (or Rust's triples) and variants to which a plan is narrowed; empty lists take all. */
export interface Filters {
  readonly targets: readonly string[];
  readonly variants: readonly string[];
}

export interface PlanInput {
  readonly config: Config;
  readonly detected: Detected;
  readonly git: GitState;
  readonly filters?: Filters;
  /** How the version stands, and what changed; absent for builds. */
  readonly release?: { readonly standing: Standing; readonly notes: PlannedNotes | undefined };
}

/**
 * The plan of a release: equal input gives an equal plan, on every machine.
 * @throws {Problem} whatever the configuration asks for and cannot be had
 */
export function makePlan(input: PlanInput): Plan {
  const { config, detected, git, release, filters = { targets: [], variants: [] } } = input;
  const { settings } = config;
  const { version, tag, buildOnly } = planVersion(git, detected, settings.tagPrefix);
  const { targets: all, builds } = planBuilds(config, detected);
  const project = describeProject(config, detected, git);
  const targets = filterTargets(all, filters.targets);
  const everyVariant = [...variantsOf(config).keys()];
  const variants = filterVariants(everyVariant, filters.variants);

  const fileSets = new FileSets();
  const context = {
    config,
    project: { name: project.name, version },
    tracked: new TrackedFiles(git.files),
    builds,
    fileSets,
  };
  const general = planGeneralArchives(context);
  const codeSigning = planCodeSigning(config, project, git.files, buildOnly === true);
  const legs = planLegs(config, targets, builds, general.length > 0, needsMac(codeSigning));
  const archives = legs.targets.flatMap(({ target, leg }) =>
    variants.flatMap((variant) => planArchives(context, target, variant, leg)),
  );
  const packages = [...archives, ...general];
  const checksums = planChecksums(config);
  const sboms = planSboms(config, { name: project.name, version: version.text }, packages);
  const gate = planGate(config, sboms);
  const title = expandName(
    settings.release.title,
    { tag: tag.text, name: project.name, version: version.text },
    config.placeOf(["release", "title"]),
  );
  const channels = planChannels(config, project.name);
  const news = planNews(config);
  return {
    kind: "slipway-plan",
    schemaVersion: 1,
    project,
    ...(git.repository !== undefined && { repository: git.repository }),
    version: version.text,
    tag: tag.text,
    prerelease: isPrerelease(version),
    ...(buildOnly && { buildOnly }),
    commit: git.commit,
    timestamp: git.timestamp,
    release: {
      title,
      draft: settings.release.draft,
      latest: latest(settings.release.latest),
      ...(settings.release.discussion !== undefined && { discussion: settings.release.discussion }),
    },
    ...(release?.standing.backPort && { backPort: true as const }),
    ...(release?.standing.previous && { previousTag: release.standing.previous.text }),
    ...(release?.notes && { notes: release.notes }),
    targets: [...legs.targets],
    variants: [...variants],
    legs: [...legs.legs],
    builds: builds
      .map((build) => ({ ...build, targets: build.targets.filter((target) => targets.includes(target)) }))
      .filter((build) => build.targets.length > 0),
    ...(codeSigning && { codeSigning }),
    fileSets: fileSets.toJSON(),
    packages,
    checksums,
    ...(sboms && { sboms }),
    ...(gate && { vulnerabilities: gate }),
    ...(channels && { channels }),
    ...(news && { news }),
    ...planSigning(config, planAssets(config, packages, checksums, release?.notes?.asset, sboms), checksums),
    filtered: targets.length < all.length || variants.length < everyVariant.length,
  };
}

/** Things that are worth a person's look and do not stop a release. */
export function planNotes({ config, detected, git, release }: Omit<PlanInput, "filters">): string[] {
  const notes: string[] = [];
  if (release?.standing.backPort) {
    notes.push(`A higher version than ${git.tag?.text} is released: this is a back-port, and does not become latest.`);
  }
  const { version } = detected;
  if (git.tag !== undefined && version !== undefined && parseVersion(version.value)?.text !== git.tag.version.text) {
    notes.push(
      `The tag says ${git.tag.version.text} and ${version.file} says ${version.value}: the tag counts; bring the file in step before tagging.`,
    );
  }
  if (config.settings.builds === undefined) {
    const [used, ...others] = detected.builds.filter(
      ({ directory, binaries }) => directory === "." && binaries.length > 0,
    );
    for (const other of others) {
      notes.push(
        `${used?.file} is built and ${other.file} is not: list both under \`builds\` in ${CONFIG_NAME} if both are meant.`,
      );
    }
  }
  return notes;
}

/** @throws {Problem} `missing-name` */
export function projectName({ settings }: Pick<Config, "settings">, detected: Detected, git: GitState): string {
  const name = settings.name ?? detected.name?.value ?? git.repository?.split("/")[1];
  if (name !== undefined) return name;
  throw mistake(
    "missing-name",
    "the project has no name: neither a manifest nor a remote repository gives one",
    `write "name: …" in ${CONFIG_NAME}`,
  );
}

function describeProject({ settings }: Config, detected: Detected, git: GitState): Plan["project"] {
  const name = projectName({ settings }, detected, git);
  const description = settings.description ?? detected.description?.value;
  const licence = settings.licence ?? settings.license ?? detected.licence?.value;
  const homepage = settings.homepage ?? detected.homepage?.value ?? detected.repository?.value;
  return {
    name,
    ...(description !== undefined && { description }),
    ...(licence !== undefined && { licence }),
    ...(homepage !== undefined && { homepage }),
  };
}

function filterTargets(all: readonly TargetId[], wanted: readonly string[]): readonly TargetId[] {
  const ids = wanted.map((name) => requireTarget(name).id);
  const foreign = ids.find((id) => !all.includes(id));
  if (foreign !== undefined) {
    throw mistake(
      "target-not-planned",
      `the filter names ${foreign}, for which this project is not released`,
      `its targets: ${all.join(", ")}; others are added under \`targets\` in ${CONFIG_NAME}`,
    );
  }
  return ids.length === 0 ? all : all.filter((id) => ids.includes(id));
}

function filterVariants(all: readonly string[], wanted: readonly string[]): readonly string[] {
  const foreign = wanted.find((name) => !all.includes(name));
  if (foreign !== undefined) {
    const guess = nearest(foreign, all);
    throw mistake(
      "unknown-variant",
      `the filter names the variant "${foreign}", which this project does not have`,
      `${guess === undefined ? "" : `did you mean "${guess}"? `}its variants: ${all.join(", ")}`,
    );
  }
  return wanted.length === 0 ? all : all.filter((name) => wanted.includes(name));
}

function latest(wanted: Config["settings"]["release"]["latest"]): Plan["release"]["latest"] {
  if (typeof wanted === "boolean") return wanted ? "yes" : "no";
  return wanted;
}
