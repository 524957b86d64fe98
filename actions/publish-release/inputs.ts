import { type Inputs, type PlanInputs, planInputs, type Runtime } from "@slipway/action-kit";
import type { LatestWish } from "@slipway/forge";
import { mistake, requireTag, type Tag } from "@slipway/model";

export type NotesInput =
  | { readonly type: "text"; readonly text: string }
  /** Relative to the workspace. */
  | { readonly type: "file"; readonly path: string }
  | { readonly type: "default" };

interface CommonInputs {
  readonly repository: string;
  readonly token: string;
  /** Absent: what the plan says. */
  readonly draft: boolean | undefined;
  readonly latest: LatestWish | undefined;
  readonly notes: NotesInput;
  readonly concurrency: number;
}

export interface ChainInputs extends CommonInputs {
  readonly mode: "chain";
  readonly plan: PlanInputs;
  /** SHA-256 of release.json. */
  readonly manifestDigest: string;
}

export interface AloneInputs extends CommonInputs {
  readonly mode: "alone";
  readonly tag: Tag;
  /** Globs. */
  readonly files: readonly string[];
  readonly title: string;
  readonly prerelease: boolean | undefined;
  /** Commit that this run checked out, when the tag started it. */
  readonly commit: string | undefined;
}

export type PublishInputs = ChainInputs | AloneInputs;

/** Inputs that mean something only without a plan. */
const ALONE_ONLY = ["tag", "files", "name", "prerelease"] as const;

export function parseInputs(inputs: Inputs, runtime: Runtime): PublishInputs {
  const plan = planInputs(inputs);
  const inChain = plan.path !== undefined || plan.digest !== undefined;
  if (inChain) {
    const contradicting = ALONE_ONLY.find((name) => inputs.text(name) !== undefined);
    if (contradicting !== undefined) {
      throw mistake(
        "inputs-contradict",
        `both a plan and "${contradicting}" are given`,
        `the plan says it all: leave "${contradicting}" out`,
      );
    }
  }
  const common = {
    repository: repositoryFrom(runtime),
    token: inputs.required("token"),
    draft: optionalFlag(inputs, "draft"),
    latest:
      inputs.text("latest") === undefined ? undefined : inputs.choice("latest", ["auto", "yes", "no"] as const, "auto"),
    notes: notesFrom(inputs),
    concurrency: inputs.count("concurrency", 6, 1),
  };
  if (inChain) return { mode: "chain", ...common, plan, manifestDigest: inputs.required("manifest-digest") };

  const tag = tagFrom(inputs, runtime);
  const files = inputs.lines("files");
  if (files.length === 0) {
    throw mistake(
      "missing-input",
      'neither "plan-digest" nor "files" is given',
      "pass build-matrix's output `plan-digest`, or the files to publish",
    );
  }
  return {
    mode: "alone",
    ...common,
    tag,
    files,
    title: inputs.text("name") ?? tag.text,
    prerelease: optionalFlag(inputs, "prerelease"),
    commit: runtime.ref === `refs/tags/${tag.text}` ? runtime.sha : undefined,
  };
}

function optionalFlag(inputs: Inputs, name: string): boolean | undefined {
  return inputs.text(name) === undefined ? undefined : inputs.flag(name, false);
}

function repositoryFrom({ repository }: Runtime): string {
  if (repository !== undefined) return repository;
  throw mistake(
    "missing-repository",
    "GITHUB_REPOSITORY is not set",
    "outside GitHub Actions, set GITHUB_REPOSITORY to owner/name",
  );
}

function notesFrom(inputs: Inputs): NotesInput {
  const text = inputs.text("notes");
  const path = inputs.text("notes-file");
  if (text !== undefined && path !== undefined) {
    throw mistake("inputs-contradict", 'both "notes" and "notes-file" are given', "leave one of them out");
  }
  if (text !== undefined) return { type: "text", text };
  return path === undefined ? { type: "default" } : { type: "file", path };
}

function tagFrom(inputs: Inputs, { ref }: Runtime): Tag {
  const text = inputs.text("tag") ?? /^refs\/tags\/(?<tag>.+)$/.exec(ref ?? "")?.groups?.tag;
  if (text !== undefined) return requireTag(text.replace(/^refs\/tags\//, ""));
  throw mistake("missing-input", 'the input "tag" is empty and no tag started this run', 'add "tag: …" under "with:"');
}
