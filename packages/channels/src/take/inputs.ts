import { type Inputs, type PlanInputs, planInputs, type Runtime } from "@slipway/action-kit";
import { JOURNAL_BRANCH, mistake, requireTag } from "@slipway/model";

/** The inputs that every action of a channel has: which release, and with which token its repository is read. */
export interface ReleaseInputs {
  /** `chain`: what this run's jobs handed over; `alone`: a published release of `repository`. */
  readonly source:
    | { readonly type: "chain"; readonly plan: PlanInputs; readonly manifestDigest: string }
    | { readonly type: "alone"; readonly tag: string };
  readonly repository: string;
  /** Of the released repository: reads the release and writes the journal. */
  readonly token: string;
  /** Branch of the journal; undefined: none is kept. */
  readonly journal: string | undefined;
  readonly dryRun: boolean;
}

/** Inputs `plan-digest`, `plan`, `manifest-digest`, `tag`, `repository`, `token`, `journal` and `dry-run`. */
export function releaseInputs(inputs: Inputs, runtime: Runtime): ReleaseInputs {
  const plan = planInputs(inputs);
  const inChain = plan.path !== undefined || plan.digest !== undefined;
  const tag = inputs.text("tag");
  if (inChain && tag !== undefined) {
    throw mistake("inputs-contradict", 'both a plan and "tag" are given', 'the plan says the tag: leave "tag" out');
  }
  return {
    source: inChain
      ? { type: "chain", plan, manifestDigest: inputs.required("manifest-digest") }
      : { type: "alone", tag: tagFrom(tag, runtime) },
    repository: repositoryFrom(inputs, runtime),
    token: inputs.required("token"),
    journal: journalFrom(inputs),
    dryRun: inputs.flag("dry-run", false),
  };
}

function tagFrom(text: string | undefined, { ref }: Runtime): string {
  const found = text ?? /^refs\/tags\/(.+)$/.exec(ref ?? "")?.[1];
  if (found !== undefined) return requireTag(found.replace(/^refs\/tags\//, "")).text;
  throw mistake(
    "missing-input",
    'neither "plan-digest" nor "tag" is given, and no tag started this run',
    'pass build-matrix\'s output `plan-digest`, or add "tag: …" under "with:"',
  );
}

function repositoryFrom(inputs: Inputs, runtime: Runtime): string {
  const repository = inputs.text("repository") ?? runtime.repository;
  if (repository !== undefined && /^[\w.-]+\/[\w.-]+$/.test(repository)) return repository;
  throw mistake(
    "missing-repository",
    repository === undefined ? "GITHUB_REPOSITORY is not set" : `"${repository}" is no repository`,
    "outside GitHub Actions, set GITHUB_REPOSITORY to owner/name",
  );
}

function journalFrom(inputs: Inputs): string | undefined {
  const text = inputs.text("journal") ?? JOURNAL_BRANCH;
  return text === "off" ? undefined : text.replace(/^refs\/heads\//, "");
}
