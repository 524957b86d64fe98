/** What GitHub tells a workflow about a push (its documentation, "Webhook events and payloads", push). */
export interface Push {
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** `owner/name` */
  readonly repository: string;
  readonly defaultBranch: string;
  readonly ref: string;
  readonly commit: string;
  readonly message: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly actor: string;
}

export function pushPayload(push: Push): object {
  const [owner = "", name = ""] = push.repository.split("/");
  const url = `${push.serverUrl}/${push.repository}`;
  const person = { name: push.actor, email: `${push.actor}@users.noreply.github.localhost` };
  const user = (login: string) => ({ login, id: 1, type: "User", html_url: `${push.serverUrl}/${login}` });
  const commit = {
    id: push.commit,
    message: push.message,
    timestamp: push.timestamp,
    url: `${url}/commit/${push.commit}`,
    author: person,
    committer: person,
  };
  return {
    ref: push.ref,
    before: "0".repeat(40),
    after: push.commit,
    created: true,
    deleted: false,
    forced: false,
    base_ref: push.ref.startsWith("refs/tags/") ? `refs/heads/${push.defaultBranch}` : null,
    compare: `${url}/compare/${push.commit.slice(0, 12)}`,
    commits: [],
    head_commit: commit,
    pusher: person,
    sender: user(push.actor),
    repository: {
      id: 1,
      name,
      full_name: push.repository,
      private: false,
      owner: user(owner),
      html_url: url,
      clone_url: `${url}.git`,
      url: `${push.apiUrl}/repos/${push.repository}`,
      default_branch: push.defaultBranch,
    },
  };
}
