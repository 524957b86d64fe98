import { setTimeout as wait } from "node:timers/promises";
import type { Runtime } from "@slipway/action-kit";
import { failed, type Outcome, passed, skipped } from "./check.ts";
import type { PreflightInputs } from "./inputs.ts";
import type { Project } from "./project.ts";

export interface CredentialsContext {
  readonly inputs: Pick<PreflightInputs, "token" | "permissions">;
  readonly runtime: Runtime;
  readonly plan: Pick<Project["plan"], "tag" | "commit">;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds before a question is asked again. */
  readonly pause?: number;
}

const DEADLINE_MS = 20_000;
const ATTEMPTS = 3;

/** Whether the job may do what a release needs, found out without changing anything. */
export async function checkCredentials(context: CredentialsContext): Promise<Outcome> {
  const { inputs, runtime, env } = context;
  const { token, permissions } = inputs;
  const { repository } = runtime;
  if (repository === undefined) return skipped("this is no job of GitHub's: GITHUB_REPOSITORY is not set");
  const said: string[] = [];
  const idToken = Boolean(env.ACTIONS_ID_TOKEN_REQUEST_URL && env.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
  if (permissions.includes("id-token") && !idToken) {
    return failed("the job may not ask for an identity token", permissionRemedy("id-token: write", context));
  }
  said.push(idToken ? "identity tokens" : "no identity tokens");
  if (token === undefined) {
    if (permissions.includes("contents")) return failed("there is no token", 'set the input "token"');
    return skipped("there is no token");
  }
  const seen = await ask(context, token, `/repos/${repository}`);
  if (typeof seen === "string") return failed(seen, "look at githubstatus.com, and run the job again");
  if (seen.status === 401)
    return failed("GitHub does not know the token, or it has expired", 'renew the secret behind the input "token"');
  if (seen.status !== 200) {
    return failed(
      `the token does not see ${repository} (status ${seen.status})`,
      permissionRemedy("contents: read", context),
    );
  }
  const { archived, fork } = seen.body as { archived?: boolean; fork?: boolean };
  if (archived) return failed(`${repository} is archived, so it takes no release`, "unarchive it in its settings");
  if (fork) said.push("the repository is a fork");
  const writable = await mayWrite(context, token, repository);
  if (typeof writable === "string") return failed(writable, "look at githubstatus.com, and run the job again");
  if (!writable && permissions.includes("contents")) {
    return failed(
      `the token may not write the contents of ${repository}`,
      permissionRemedy("contents: write", context),
    );
  }
  said.push(writable ? "contents may be written" : "contents may only be read");
  return passed(said.join("; "));
}

function permissionRemedy(permission: string, { runtime }: CredentialsContext): string {
  const fork = runtime.ref?.startsWith("refs/pull/")
    ? "; runs for pull requests from forks only read, so release from a push to the repository itself"
    : "";
  return `give the job "permissions: ${permission}" (a called workflow cannot have more than its caller)${fork}`;
}

/** Generated notes need write access and store nothing (docs.github.com, "Generate release notes content for a release"). */
async function mayWrite(context: CredentialsContext, token: string, repository: string): Promise<boolean | string> {
  const { tag, commit } = context.plan;
  const answer = await ask(context, token, `/repos/${repository}/releases/generate-notes`, {
    tag_name: tag,
    target_commitish: commit,
  });
  if (typeof answer === "string") return answer;
  return answer.status !== 403 && answer.status !== 404 && answer.status !== 401;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** @returns why there was no answer, as text */
async function ask(
  { runtime, pause = 1000 }: CredentialsContext,
  token: string,
  path: string,
  body?: object,
): Promise<Answer | string> {
  let why = "";
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await wait(pause * attempt);
    try {
      const response = await fetch(runtime.apiUrl + path, {
        method: body === undefined ? "GET" : "POST",
        headers: {
          authorization: `Bearer ${token}`,
          accept: "application/vnd.github+json",
          "user-agent": "slipway-preflight",
          "x-github-api-version": "2022-11-28",
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        signal: AbortSignal.timeout(DEADLINE_MS),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const limited = response.status === 429 || response.headers.get("x-ratelimit-remaining") === "0";
      if (response.ok || (response.status < 500 && !limited)) {
        return { status: response.status, body: await response.json().catch(() => undefined) };
      }
      why = `GitHub answered ${response.status}`;
    } catch (error) {
      const { cause, message } = error as Error;
      why = `GitHub could not be asked: ${cause instanceof Error ? cause.message : message}`;
    }
  }
  return why;
}
