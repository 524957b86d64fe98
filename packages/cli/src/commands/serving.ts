import type { Rehearsal, Summary } from "@slipway/rehearsal";

/** How to look around in the embedded GitHub that `--serve` keeps up. */
export function serving({ repository, tag }: Summary, { github, token }: NonNullable<Rehearsal["served"]>): string {
  const web = `${github.serverUrl}/${repository}`;
  const { GH_HOST = "github.localhost", HTTP_PROXY = "" } = github.ghEnvironment(token);
  const view = tag === null ? "list" : `view ${tag}`;
  return `
The embedded GitHub stays up until Ctrl-C.
  browser   ${web}/releases${tag === null ? "" : `/tag/${tag}`}
  git       git clone ${web}.git
            (where *.localhost does not resolve: ${github.gitUrl(repository)})
  gh        export GH_HOST=${GH_HOST} GH_TOKEN=${token} HTTP_PROXY=${HTTP_PROXY}
            gh release ${view} --repo ${GH_HOST}/${repository}
  API       ${github.apiUrl}
`;
}
