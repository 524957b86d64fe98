import { basename } from "node:path";
import { type Inputs, type PlanInputs, planInputs, type Runtime } from "@slipway/action-kit";
import {
  DIGEST_ALGORITHMS,
  type DigestAlgorithm,
  mistake,
  requireTag,
  requireVersion,
  SIGNER_KINDS,
  type SignerKind,
  type Tag,
  tagOf,
} from "@slipway/model";
import type { SigningInputs } from "./sign.ts";

export interface ChainInputs {
  readonly mode: "chain";
  readonly plan: PlanInputs;
  readonly signing: SigningInputs;
}

export interface AloneInputs {
  readonly mode: "alone";
  readonly files: readonly string[];
  readonly name: string;
  readonly tag: Tag;
  readonly commit: string;
  readonly algorithms: readonly DigestAlgorithm[];
  readonly output: string;
  readonly signing: SigningInputs;
  readonly sign: readonly SignerKind[];
  readonly over: "checksums" | "all";
  readonly provenance: boolean;
}

export function parseInputs(inputs: Inputs, runtime: Runtime): ChainInputs | AloneInputs {
  const plan = planInputs(inputs);
  const files = inputs.lines("files");
  if (plan.path !== undefined || plan.digest !== undefined) {
    if (files.length > 0)
      throw mistake("inputs-contradict", 'both "plan-digest" and "files" are given', "with a plan, leave `files` out");
    return { mode: "chain", plan, signing: signingInputs(inputs) };
  }
  if (files.length === 0) {
    throw mistake(
      "missing-input",
      'neither "plan-digest" nor "files" is given',
      "pass build-matrix's output `plan-digest`, or the files to describe",
    );
  }
  return {
    mode: "alone",
    files,
    name: projectName(inputs, runtime),
    tag: tagFrom(inputs, runtime),
    commit: commitFrom(runtime),
    algorithms: inputs.choices("algorithms", DIGEST_ALGORITHMS, DIGEST_ALGORITHMS),
    output: inputs.text("output") ?? ".",
    signing: signingInputs(inputs),
    sign: inputs.choices("sign", SIGNER_KINDS, []),
    over: inputs.choice("sign-over", ["checksums", "all"] as const, "checksums"),
    provenance: inputs.flag("provenance", false),
  };
}

function signingInputs(inputs: Inputs): SigningInputs {
  return {
    openpgpKey: inputs.text("openpgp-key"),
    openpgpPassphrase: inputs.text("openpgp-passphrase"),
    minisignKey: inputs.text("minisign-key"),
    minisignPassword: inputs.text("minisign-password"),
    token: inputs.text("token"),
  };
}

function projectName(inputs: Inputs, { repository, workspace }: Runtime): string {
  return inputs.text("name") ?? basename(repository ?? workspace);
}

function tagFrom(inputs: Inputs, { ref }: Runtime): Tag {
  const version = inputs.text("version");
  if (version !== undefined) return tagOf(requireVersion(version.replace(/^v(?=\d)/, ""), 'the input "version"'));
  if (ref?.startsWith("refs/tags/")) return requireTag(ref.slice("refs/tags/".length));
  throw mistake(
    "missing-input",
    'the input "version" is empty and no tag started this run',
    'add "version: …" under "with:"',
  );
}

function commitFrom({ sha }: Runtime): string {
  if (sha !== undefined) return sha;
  throw mistake(
    "missing-input",
    "GITHUB_SHA is not set",
    "outside GitHub Actions, set GITHUB_SHA to the commit that was built",
  );
}
