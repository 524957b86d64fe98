import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directoryHandOver, type Kit, readRuntime } from "@slipway/action-kit";
import { type Plan, type PlannedSignature, SIGNATURE_SUFFIX, type SignerKind } from "@slipway/model";
import { type EmbeddedGitHub, type GitHubOptions, startGitHub } from "@slipway/rehearsal";
import { run as packageArchives } from "../../actions/package-archives/run.ts";
import { run as publishRelease } from "../../actions/publish-release/run.ts";
import { run as signAndChecksum } from "../../actions/sign-and-checksum/run.ts";
import { makeMinisignKey, makeOpenpgpKey } from "../../packages/rehearsal/src/sigstore/keys.ts";
import { type SigstoreServices, startSigstore } from "../../packages/rehearsal/src/sigstore/services.ts";
import { smallChain } from "./chain.ts";

export const SIGNED = "acme/app";
/** The workflow that signs, as tokens name it. */
export const WORKFLOW = "slipway/slipway/.github/workflows/release.yml";
const OVER = ["SHA256SUMS", "app-1.2.3-linux-amd64.tar.gz", "release.json"];

export interface SignedRelease {
  readonly github: EmbeddedGitHub;
  readonly sigstore: SigstoreServices | undefined;
  readonly plan: Plan;
  /** Holds one directory an artifact, as jobs hand them over. */
  readonly artifacts: string;
  /** File with Sigstore's roots of this release. */
  readonly trustedRoot: string;
  readonly token: string;
  /** Everything that is released, in one new directory. */
  download(): Promise<string>;
  /** One step of the chain, as a job of its own. */
  readonly pack: () => Promise<void>;
  readonly sign: () => Promise<void>;
  readonly publish: (draft?: boolean) => Promise<void>;
  close(): Promise<void>;
}

/** A small project with everything that signs, on an embedded GitHub; nothing of it is packed yet. */
export async function signable(
  kinds: readonly SignerKind[],
  { provenance = false, options = {} as Partial<GitHubOptions> } = {},
): Promise<SignedRelease> {
  const signatures: PlannedSignature[] = kinds
    .flatMap((by) => OVER.map((of) => ({ by, of, name: `${of}${SIGNATURE_SUFFIX[by]}` })))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const signing = signatures.length > 0 || provenance ? { signing: { signatures, provenance } } : {};
  const chain = smallChain({ repository: SIGNED, ...signing });
  const root = mkdtempSync(join(tmpdir(), "slipway-signed-"));
  for (const words of [
    ["tag", "v1.2.3"],
    ["branch", "-M", "main"],
  ])
    execFileSync("git", words, { cwd: chain.workspace });
  const github = await startGitHub({ directory: join(root, "github"), ...options });
  await github.createRepository({ fullName: SIGNED, from: chain.workspace, defaultBranch: "main" });
  const sigstore = kinds.includes("sigstore") || provenance ? await startSigstore() : undefined;
  const trustedRoot = join(root, "trusted_root.json");
  if (sigstore !== undefined) writeFileSync(trustedRoot, JSON.stringify(sigstore.trustedRoot));
  const openpgp = kinds.includes("openpgp") ? await makeOpenpgpKey("Release") : undefined;
  const minisign = kinds.includes("minisign") ? makeMinisignKey() : undefined;
  const quiet = () => {};
  let jobs = 0;
  let outputs: Readonly<Record<string, unknown>> = {};
  const job = () => {
    const credentials = github.startJob({
      repository: SIGNED,
      runId: 1,
      jobId: `job-${++jobs}`,
      permissions: { contents: "write", "id-token": "write", attestations: "write" },
      claims: {
        sub: `repo:${SIGNED}:ref:refs/tags/v1.2.3`,
        ref: "refs/tags/v1.2.3",
        sha: chain.plan.commit,
        repository: SIGNED,
        repository_id: "1",
        repository_owner_id: "1",
        repository_visibility: "public",
        event_name: "push",
        workflow_ref: `${SIGNED}/.github/workflows/release.yml@refs/tags/v1.2.3`,
        job_workflow_ref: `${WORKFLOW}@refs/tags/v1`,
        runner_environment: "github-hosted",
        run_id: "1",
        run_attempt: "1",
      },
    });
    const runtime = readRuntime({
      GITHUB_WORKSPACE: chain.workspace,
      RUNNER_TEMP: join(root, `temp-${jobs}`),
      GITHUB_SHA: chain.plan.commit,
      GITHUB_REPOSITORY: SIGNED,
      GITHUB_SERVER_URL: github.serverUrl,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_RUN_ID: "1",
    });
    const kit: Kit = {
      runtime,
      log: { info: quiet, debug: quiet, notice: quiet, warning: quiet, group: async (_, body) => await body() },
      handOver: directoryHandOver(chain.artifacts),
      summarise: async () => {},
      exportVariable: quiet,
      addPath: quiet,
    };
    const env = {
      ACTIONS_ID_TOKEN_REQUEST_URL: credentials.idToken?.requestUrl ?? "",
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: credentials.idToken?.requestToken ?? "",
      ...(sigstore && {
        SLIPWAY_FULCIO_URL: sigstore.fulcio,
        SLIPWAY_REKOR_URL: sigstore.rekor,
        SLIPWAY_TSA_URL: sigstore.timestamps,
      }),
    };
    return { kit, env, token: credentials.token };
  };
  const plan = { path: undefined, digest: chain.digest };
  return {
    github,
    sigstore,
    plan: chain.plan,
    artifacts: chain.artifacts,
    trustedRoot,
    token: github.issueToken({
      login: "ann",
      repositories: "all",
      permissions: { contents: "read", attestations: "read" },
    }),
    download: async () => {
      const to = join(mkdtempSync(join(root, "download-")), "release");
      await github.copyReleaseAssets(SIGNED, "v1.2.3", to);
      return to;
    },
    pack: async () => {
      for (const leg of ["linux", "source"]) await packageArchives({ mode: "chain", plan, leg }, job().kit);
    },
    sign: async () => {
      const { kit, env, token } = job();
      const given = {
        openpgpKey: openpgp?.key,
        openpgpPassphrase: openpgp?.passphrase,
        minisignKey: minisign?.key,
        minisignPassword: undefined,
        token,
      };
      outputs = await signAndChecksum({ mode: "chain", plan, signing: given }, kit, env);
    },
    publish: async (draft = false) => {
      const { kit, token } = job();
      const signatureDigests = JSON.parse(String(outputs["signature-digests"]));
      const inputs = {
        mode: "chain",
        plan,
        manifestDigest: String(outputs["manifest-digest"]),
        signatureDigests,
        repository: SIGNED,
        token,
        draft,
        latest: undefined,
        notes: { type: "default" },
        concurrency: 3,
        journal: undefined,
        discussion: undefined,
        pushTag: false,
      } as const;
      await publishRelease(inputs, kit, undefined, {});
    },
    close: async () => {
      await sigstore?.close();
      await github.close();
      for (const directory of [root, chain.workspace, chain.artifacts])
        rmSync(directory, { recursive: true, force: true });
    },
  };
}
