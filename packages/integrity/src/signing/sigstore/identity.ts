import { setTimeout as wait } from "node:timers/promises";
import { Problem } from "@slipway/model";
import { reasonOf } from "../signer.ts";

/** The job's identity: a token by GitHub's issuer, which says which workflow of which repository runs. */

type Env = Readonly<Record<string, string | undefined>>;

/** Claims of a job's token, as far as they are used (docs.github.com, "OpenID Connect reference"). */
export interface JobClaims {
  readonly iss: string;
  readonly repository: string;
  readonly repository_visibility?: string;
  readonly repository_id: string;
  readonly repository_owner_id: string;
  readonly ref: string;
  readonly sha: string;
  readonly event_name: string;
  readonly workflow_ref: string;
  readonly job_workflow_ref: string;
  readonly runner_environment: string;
  readonly run_id: string;
  readonly run_attempt: string;
}

const NEEDED: readonly (keyof JobClaims)[] = [
  ...([
    "iss",
    "repository",
    "repository_id",
    "repository_owner_id",
    "ref",
    "sha",
    "event_name",
    "workflow_ref",
  ] as const),
  ...(["job_workflow_ref", "runner_environment", "run_id", "run_attempt"] as const),
];

const AUDIENCE = "sigstore";
const DEADLINE_MS = 20_000;
const ATTEMPTS = 3;

export interface JobIdentity {
  /** A fresh token: one lives for minutes only. @throws {Problem} `identity-token-missing`, `identity-token-refused`, `identity-token-incomplete` */
  token(): Promise<string>;
  /** @throws {Problem} as `token` does */
  claims(): Promise<JobClaims>;
}

/** @param pause milliseconds before a question is asked again */
export function jobIdentity(env: Env, pause = 1000): JobIdentity {
  let read: Promise<JobClaims> | undefined;
  const token = () => askToken(env, pause);
  return {
    token,
    claims: () => {
      read ??= token().then(claimsOf);
      return read;
    },
  };
}

/** Name of the workflow in certificates: what Fulcio makes of a token by GitHub's issuer. */
export function identityOf({ job_workflow_ref }: JobClaims, serverUrl: string): string {
  return `${serverUrl}/${job_workflow_ref}`;
}

const identityMissing = () =>
  new Problem({
    kind: "refusal",
    code: "identity-token-missing",
    message: "the job may not ask for an identity token, without which nothing is signed by Sigstore",
    remedy:
      'give the job "permissions: id-token: write"; the workflow that calls Slipway\'s must have it too. Runs for pull requests from forks never get it',
  });

async function askToken(env: Env, pause: number): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env;
  if (!address || !bearer) throw identityMissing();
  const url = new URL(address);
  url.searchParams.set("audience", AUDIENCE);
  let why = "";
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await wait(pause * attempt);
    try {
      const answer = await fetch(url, {
        headers: { authorization: `Bearer ${bearer}`, accept: "application/json" },
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      if (answer.ok) {
        const { value } = (await answer.json()) as { value?: unknown };
        if (typeof value === "string") return value;
      }
      why = `status ${answer.status}`;
      if (answer.status < 500 && answer.status !== 429) break;
    } catch (error) {
      why = reasonOf((error as Error).cause ?? error);
    }
  }
  throw new Problem({
    kind: "failure",
    code: "identity-token-refused",
    message: `GitHub gave no identity token (${why})`,
    remedy: "look at githubstatus.com, and run the job again",
  });
}

function claimsOf(token: string): JobClaims {
  const [, payload = ""] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Partial<JobClaims>;
  const missing = NEEDED.filter((name) => typeof claims[name] !== "string");
  if (missing.length === 0) return claims as JobClaims;
  throw new Problem({
    kind: "refusal",
    code: "identity-token-incomplete",
    message: `the identity token does not say: ${missing.join(", ")}`,
    remedy:
      "sign in a job of GitHub Actions itself; a runner or server that is not GitHub's gives tokens without these claims",
  });
}
