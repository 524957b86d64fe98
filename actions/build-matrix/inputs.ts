import { resolve } from "node:path";
import type { Inputs, Runtime } from "@slipway/action-kit";
import { mistake, requireVersion } from "@slipway/model";
import { type PlanRequest, RELEASE_TYPES, type VersionRequest } from "@slipway/planning";

export interface MatrixInputs {
  readonly request: PlanRequest;
  readonly pushTag: boolean;
  readonly dryRun: boolean;
  readonly token: string | undefined;
}

/** Inputs of build-matrix; what the workflow's trigger says stands in for what is not given. */
export function parseInputs(inputs: Inputs, runtime: Runtime): MatrixInputs {
  const tag = inputs.text("tag");
  const version = versionRequest(inputs, tag);
  const request: PlanRequest = {
    directory: resolve(runtime.workspace, inputs.text("directory") ?? "."),
    config: inputs.text("config"),
    tag,
    ref: inputs.text("ref") ?? runtime.ref,
    repository: runtime.repository,
    filters: { targets: inputs.list("targets"), variants: inputs.list("variants") },
    version,
    allowGap: inputs.flag("allow-gap", false),
    server: linkServer(runtime.serverUrl),
  };
  return {
    request,
    pushTag: inputs.flag("push-tag", false),
    dryRun: inputs.flag("dry-run", false),
    token: inputs.text("token"),
  };
}

/** @throws {Problem} `conflicting-inputs`, `invalid-input`, `invalid-version` */
function versionRequest(inputs: Inputs, tag: string | undefined): VersionRequest | undefined {
  const given = inputs.text("version");
  const type = inputs.text("release-type");
  const id = inputs.text("prerelease-id");
  const said = Object.entries({ tag, version: given, "release-type": type }).filter(([, value]) => value !== undefined);
  if (said.length > 1) {
    throw mistake(
      "conflicting-inputs",
      `the inputs ${said.map(([name]) => `"${name}"`).join(" and ")} all say which version is released`,
      "keep one of them",
    );
  }
  if (id !== undefined && type === undefined) {
    throw mistake(
      "conflicting-inputs",
      'the input "prerelease-id" needs "release-type"',
      'add "release-type: prerelease" (or minor, auto …), or write the whole version in "version"',
    );
  }
  if (given !== undefined) {
    // People write the tag's form as well.
    return { type: "given", version: requireVersion(given.replace(/^v(?=\d)/, ""), 'the input "version"') };
  }
  if (type === undefined) return undefined;
  return { type: "next", next: { type: inputs.choice("release-type", RELEASE_TYPES, "auto"), prereleaseId: id } };
}

/** Links of a rehearsal lead where those of the release will, so that its plan does not depend on a port. */
function linkServer(server: string): string {
  return /^https?:\/\/(?:127\.0\.0\.1|localhost|[^/:]+\.localhost)(?::\d+)?\/?$/.test(server)
    ? "https://github.com"
    : server.replace(/\/$/, "");
}
