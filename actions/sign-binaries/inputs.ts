import { resolve } from "node:path";
import { type Inputs, type PlanInputs, planInputs, type Runtime } from "@slipway/action-kit";
import { CODE_SIGNING_SECRETS, type CodeSigningSecrets, machineServers } from "@slipway/integrity/code-signing";
import { mistake, PlannedCodeSigning } from "@slipway/model";

interface Common {
  /** Absolute. */
  readonly directory: string;
  readonly secrets: CodeSigningSecrets;
  /** In place of those that the plan names. */
  readonly timestampServers: readonly string[] | undefined;
  readonly installTools: boolean;
}

export interface ChainInputs extends Common {
  readonly mode: "chain";
  readonly plan: PlanInputs;
  readonly leg: string;
  readonly handOver: boolean;
}

export interface AloneInputs extends Common {
  readonly mode: "alone";
  /** Globs relative to the directory. */
  readonly files: readonly string[];
  readonly signing: PlannedCodeSigning;
}

const DEFAULT_TIMESTAMPS = ["http://timestamp.digicert.com"];

/** @param env names servers for a machine that cannot reach those of the configuration, as a rehearsal's */
export function parseInputs(
  inputs: Inputs,
  runtime: Runtime,
  env: NodeJS.ProcessEnv = process.env,
): ChainInputs | AloneInputs {
  const plan = planInputs(inputs);
  const files = inputs.lines("files");
  const servers = inputs.list("timestamp-servers");
  const common = {
    directory: resolve(runtime.workspace, inputs.text("directory") ?? "."),
    secrets: secretsOf(inputs),
    timestampServers: servers.length > 0 ? servers : machineServers(env),
    installTools: inputs.flag("install-tools", env.RUNNER_ENVIRONMENT === "github-hosted"),
  };
  if (plan.path !== undefined || plan.digest !== undefined) {
    if (files.length > 0) {
      throw mistake("inputs-contradict", 'both a plan and "files" are given', "with a plan, leave `files` out");
    }
    const leg = inputs.required("leg");
    return { mode: "chain", plan, leg, handOver: inputs.flag("hand-over-binaries", false), ...common };
  }
  if (files.length === 0) {
    throw mistake(
      "missing-input",
      'neither "plan-digest" nor "files" is given',
      "pass `leg` and `plan-digest`, or the files to sign, one glob a line",
    );
  }
  return { mode: "alone", files, signing: aloneSigning(inputs, common), ...common };
}

function secretsOf(inputs: Inputs): CodeSigningSecrets {
  const names = Object.entries(CODE_SIGNING_SECRETS) as [keyof CodeSigningSecrets, string][];
  return Object.fromEntries(names.map(([key, name]) => [key, inputs.text(name)]));
}

/** What a plan would say. */
function aloneSigning(inputs: Inputs, { secrets, timestampServers }: Common): PlannedCodeSigning {
  const description = inputs.text("description");
  const url = inputs.text("url");
  const macos = inputs.choice("macos", ["ad-hoc", "developer-id", "none"], "ad-hoc");
  const entitlements = inputs.text("entitlements");
  const identifierPrefix = inputs.text("identifier-prefix");
  const timestamps = timestampServers ?? DEFAULT_TIMESTAMPS;
  const signing = PlannedCodeSigning.safeParse({
    ...(secrets.windowsCertificate !== undefined && {
      windows: { ...(description && { description }), ...(url && { url }), timestamps },
    }),
    ...(macos === "none" && { macos }),
    ...(macos === "developer-id" && {
      macos: {
        ...(entitlements && { entitlements }),
        hardenedRuntime: inputs.flag("hardened-runtime", true),
        notarise: inputs.flag("notarise", true),
        ...(identifierPrefix && { identifierPrefix }),
      },
    }),
  });
  if (signing.success) return signing.data;
  const [issue] = signing.error.issues;
  throw mistake(
    "invalid-input",
    `an input cannot be used: ${issue?.path.join(".")}: ${issue?.message}`,
    "timestamp servers are http or https addresses, and `entitlements` is a path relative to `directory`",
  );
}
