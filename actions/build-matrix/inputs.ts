import { resolve } from "node:path";
import type { Inputs, Runtime } from "@slipway/action-kit";
import { type PlanRequest, RELEASE_TYPES, versionRequest } from "@slipway/planning";

export interface MatrixInputs {
  readonly request: PlanRequest;
  readonly pushTag: boolean;
  readonly dryRun: boolean;
  /** Refuse a plan of which nothing will be released. */
  readonly forRelease: boolean;
  readonly token: string | undefined;
}

/** Inputs of build-matrix; what the workflow's trigger says stands in for what is not given. */
export function parseInputs(inputs: Inputs, runtime: Runtime): MatrixInputs {
  const tag = inputs.text("tag");
  const version = versionRequest({
    tag,
    version: inputs.text("version"),
    releaseType:
      inputs.text("release-type") === undefined ? undefined : inputs.choice("release-type", RELEASE_TYPES, "auto"),
    prereleaseId: inputs.text("prerelease-id"),
  });
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
    forRelease: inputs.flag("for-release", false),
    token: inputs.text("token"),
  };
}

/** Links of a rehearsal lead where those of the release will, so that its plan does not depend on a port. */
function linkServer(server: string): string {
  return /^https?:\/\/(?:127\.0\.0\.1|localhost|[^/:]+\.localhost)(?::\d+)?\/?$/.test(server)
    ? "https://github.com"
    : server.replace(/\/$/, "");
}
