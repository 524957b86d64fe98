import { type Inputs, type PlanInputs, planInputs } from "@slipway/action-kit";
import { JOURNAL_BRANCH, mistake, requireTag } from "@slipway/model";

/** How the actions of channels are told of the release. */
export type ReleaseInputs =
  | { readonly from: "chain"; readonly plan: PlanInputs; readonly manifestDigest: string }
  /** A plan that was made again for a release that is published already, as a reviewed draft is. */
  | { readonly from: "published"; readonly plan: PlanInputs; readonly tag: string }
  /** A manifest of this machine, relative to the workspace. */
  | { readonly from: "file"; readonly path: string }
  /** The asset `release.json` of a published release. */
  | { readonly from: "tag"; readonly tag: string };

/**
 * Inputs `plan-digest`, `plan`, `manifest-digest`; alone `release` or `tag`, else the tag that started the run. A plan with a
 * tag and without the manifest's digest is about the published release.
 */
export function releaseInputs(inputs: Inputs, ref: string | undefined): ReleaseInputs {
  const plan = planInputs(inputs);
  const path = inputs.text("release");
  const tag = inputs.text("tag");
  const inChain = plan.path !== undefined || plan.digest !== undefined;
  const other = path !== undefined ? "release" : tag !== undefined ? "tag" : undefined;
  if (inChain && other === "tag" && inputs.text("manifest-digest") === undefined) {
    return { from: "published", plan, tag: requireTag((tag ?? "").replace(/^refs\/tags\//, "")).text };
  }
  if (inChain && other !== undefined) {
    throw mistake(
      "inputs-contradict",
      `both a plan and "${other}" are given`,
      `the plan says it all: leave "${other}" out`,
    );
  }
  if (inChain) return { from: "chain", plan, manifestDigest: inputs.required("manifest-digest") };
  if (path !== undefined) return { from: "file", path };
  const text = tag ?? /^refs\/tags\/(.+)$/.exec(ref ?? "")?.[1];
  if (text !== undefined) return { from: "tag", tag: requireTag(text.replace(/^refs\/tags\//, "")).text };
  throw mistake(
    "missing-input",
    'neither "plan-digest" nor "release" nor "tag" is given, and no tag started this run',
    "pass build-matrix's output `plan-digest` and sign-and-checksum's `manifest-digest`, or the tag of a published release",
  );
}

/** Input `journal`: a branch, or `off`. */
export function journalInput(inputs: Inputs): string | undefined {
  const text = inputs.text("journal") ?? JOURNAL_BRANCH;
  if (text === "off") return undefined;
  if (/^[\w][\w./-]*$/.test(text) && !/\.\.|\/\/|\/$|\.lock$/.test(text)) return text.replace(/^refs\/heads\//, "");
  throw mistake("bad-journal", `the input "journal" is "${text}", which is no branch`, 'write a branch, or "off"');
}
