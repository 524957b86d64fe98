import { type Inputs, type PlanInputs, planInputs, type Runtime } from "@slipway/action-kit";
import type { LatestWish } from "@slipway/forge";
import { JOURNAL_BRANCH, mistake, requireTag, type Tag } from "@slipway/model";

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
  /** Branch of the journal; undefined: none is kept. */
  readonly journal: string | undefined;
  readonly discussion: string | undefined;
  /** Create the tag where it does not exist. */
  readonly pushTag: boolean;
}

export interface ChainInputs extends CommonInputs {
  readonly mode: "chain";
  readonly plan: PlanInputs;
  /** SHA-256 of release.json. */
  readonly manifestDigest: string;
  /** SHA-256 of the signatures of release.json, by name. */
  readonly signatureDigests?: Readonly<Record<string, string>> | undefined;
}

export interface AloneInputs extends CommonInputs {
  readonly mode: "alone";
  readonly tag: Tag;
  /** Globs. */
  readonly files: readonly string[];
  readonly title: string;
  readonly prerelease: boolean | undefined;
  /** Commit that this run checked out, when the tag started it or is to be created. */
  readonly commit: string | undefined;
}

/** A reviewed draft goes public as it is; nothing is built, taken or uploaded. */
export interface ReviewedInputs extends CommonInputs {
  readonly mode: "reviewed";
  readonly tag: Tag;
}

export type PublishInputs = ChainInputs | AloneInputs | ReviewedInputs;

/** Inputs that mean nothing to a reviewed draft: it has them already. */
const NOT_REVIEWED = [
  "plan",
  "plan-digest",
  "manifest-digest",
  "signature-digests",
  "files",
  "name",
  "prerelease",
  "draft",
  "notes",
  "notes-file",
] as const;

/** Inputs that mean something only without a plan. */
const ALONE_ONLY = ["tag", "files", "name", "prerelease"] as const;

export function parseInputs(inputs: Inputs, runtime: Runtime): PublishInputs {
  const common = {
    repository: repositoryFrom(runtime),
    token: inputs.required("token"),
    draft: optionalFlag(inputs, "draft"),
    latest:
      inputs.text("latest") === undefined ? undefined : inputs.choice("latest", ["auto", "yes", "no"] as const, "auto"),
    notes: notesFrom(inputs),
    concurrency: inputs.count("concurrency", 6, 1),
    journal: journalFrom(inputs),
    discussion: inputs.text("discussion-category"),
    pushTag: inputs.flag("push-tag", false),
  };
  if (inputs.flag("publish-draft", false)) {
    const contradicting = NOT_REVIEWED.find((name) => inputs.text(name) !== undefined);
    if (contradicting === undefined) return { mode: "reviewed", ...common, tag: tagFrom(inputs, runtime) };
    throw mistake(
      "inputs-contradict",
      `both "publish-draft" and "${contradicting}" are given`,
      `the draft is published as it was reviewed: leave "${contradicting}" out`,
    );
  }
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
  if (inChain) {
    const manifestDigest = inputs.required("manifest-digest");
    return { mode: "chain", ...common, plan, manifestDigest, signatureDigests: signatureDigests(inputs) };
  }

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
    commit: common.pushTag || runtime.ref === `refs/tags/${tag.text}` ? runtime.sha : undefined,
  };
}

function signatureDigests(inputs: Inputs): Readonly<Record<string, string>> | undefined {
  const text = inputs.text("signature-digests");
  if (text === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null && !Array.isArray(read)) return read as Record<string, string>;
  } catch {
    // Told below.
  }
  throw mistake(
    "invalid-input",
    'the input "signature-digests" is no JSON object',
    "pass the output `signature-digests` of sign-and-checksum as it is",
  );
}

/** A branch, or `off`. */
function journalFrom(inputs: Inputs): string | undefined {
  const text = inputs.text("journal") ?? JOURNAL_BRANCH;
  if (text === "off") return undefined;
  const branch = text.replace(/^refs\/heads\//, "");
  // git-check-ref-format(1), as far as a branch is likely to miss it.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is forbidden
  if (!/^[/.-]|[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|[/.]$|\.lock$/.test(branch)) return branch;
  throw mistake("bad-journal", `the input "journal" is "${text}", which is no branch`, 'write a branch, or "off"');
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
