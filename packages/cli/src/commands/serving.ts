import type { Rehearsal, Summary } from "@slipway/rehearsal";

/**
 * How to look around in the embedded GitHub that `--serve` keeps up.
 *
 * @param report path of the page, as this user writes it
 */
export function serving(summary: Summary, { github, token }: NonNullable<Rehearsal["served"]>, report: string): string {
  const { repository, release } = summary;
  const web = `${github.serverUrl}/${repository}`;
  const { GH_HOST = "github.localhost", HTTP_PROXY = "" } = github.ghEnvironment(token);
  const asset = release?.draft === false ? release.assets[0]?.name : undefined;
  const downloads = `${web}/releases/download/${release?.tag}/${asset}`;
  return `
The embedded GitHub stays up until Ctrl-C.
  browser   ${report}
${asset === undefined ? "" : `            ${downloads}\n`}  git       git clone ${web}.git
            (where *.localhost does not resolve: ${github.gitUrl(repository)})
  gh        export GH_HOST=${GH_HOST} GH_TOKEN=${token} HTTP_PROXY=${HTTP_PROXY}
            gh release ${release === null ? "list" : `view ${release.tag}`} --repo ${GH_HOST}/${repository}
  API       ${github.apiUrl}
`;
}
