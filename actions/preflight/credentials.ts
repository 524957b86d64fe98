import type { Runtime } from "@slipway/action-kit";
import { type Api, isRateLimit, openApi, Patience, RETRY_POLICY, RequestFailure, type Time } from "@slipway/forge";
import { failed, type Outcome, passed, skipped } from "./check.ts";
import type { PreflightInputs } from "./inputs.ts";
import type { Project } from "./project.ts";

export interface CredentialsContext {
  readonly inputs: Pick<PreflightInputs, "token" | "permissions">;
  readonly runtime: Runtime;
  readonly plan: Pick<Project["plan"], "tag" | "commit">;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Hears why a question is asked again. */
  readonly tell?: (line: string) => void;
  readonly time?: Time;
}

const DEADLINE_MS = 20_000;
/** A limit that lasts longer is for a person to wait out. */
const POLICY = { ...RETRY_POLICY, attempts: 4, longestLimit: 5 * 60_000 };

/** Whether the job may do what a release needs, found out without changing anything. */
export async function checkCredentials(context: CredentialsContext): Promise<Outcome> {
  const { inputs, runtime, plan, env, tell, time } = context;
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
  const patience = new Patience({ policy: POLICY, ...(tell && { tell }), ...(time && { time }) });
  const api = openApi({ apiUrl: runtime.apiUrl, token, patience, deadline: DEADLINE_MS, fetch });
  const [owner = "", repo = ""] = repository.split("/");
  const seen = await ask(api, "GET /repos/{owner}/{repo}", { owner, repo });
  if (typeof seen === "string") return failed(seen, UNANSWERED);
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
  // Generated notes need write access and store nothing (docs.github.com, "Generate release notes content for a release").
  const written = await ask(api, "POST /repos/{owner}/{repo}/releases/generate-notes", {
    owner,
    repo,
    tag_name: plan.tag,
    target_commitish: plan.commit,
  });
  if (typeof written === "string") return failed(written, UNANSWERED);
  const writable = ![401, 403, 404].includes(written.status);
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

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const UNANSWERED = "run the job again later; githubstatus.com tells of outages";

/** @returns why there was no answer that tells anything, as text */
async function ask(api: Api, operation: string, parameters: Record<string, string>): Promise<Answer | string> {
  try {
    const { status, data } = await api.repeat(operation, (client) => client.request(operation, parameters));
    return { status, body: data };
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    const { status, reason } = error.details;
    if (status === undefined) return `GitHub could not be asked: ${reason}`;
    if (status >= 500 || isRateLimit(error.details)) return `GitHub answered ${status}: ${reason}`;
    return { status, body: undefined };
  }
}
