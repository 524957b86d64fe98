import { createAdvisory, getAdvisory, listAdvisories, updateAdvisory } from "./advisories.ts";
import type { Handler } from "./answers.ts";
import { deleteArtifact, downloadArtifact, getArtifact, listArtifacts, listRunArtifacts } from "./artifacts-rest.ts";
import { deleteAsset, getAsset, listAssets, updateAsset, uploadAsset } from "./assets.ts";
import { createAttestation, listAttestations } from "./attestations.ts";
import { compareCommits, deleteContent, getCommit, getContent, listCommits, putContent } from "./contents.ts";
import { tarball, zipball } from "./downloads.ts";
import {
  createBlob,
  createGitCommit,
  createTag,
  createTree,
  getBlob,
  getGitCommit,
  getTag,
  getTree,
} from "./git-data.ts";
import {
  addLabels,
  createPull,
  getPull,
  listIssueLabels,
  listLabels,
  listPulls,
  mergePull,
  updatePull,
} from "./pulls.ts";
import {
  createRef,
  deleteRef,
  getBranch,
  getRef,
  listBranches,
  listMatchingRefs,
  listTags,
  updateRef,
} from "./refs.ts";
import {
  createRelease,
  deleteRelease,
  generateNotes,
  getLatestRelease,
  getRelease,
  getReleaseByTag,
  listReleases,
  updateRelease,
} from "./releases.ts";
import {
  checkImmutableReleases,
  disableImmutableReleases,
  enableImmutableReleases,
  getActionsPermissions,
  getRepository,
} from "./repositories.ts";
import { getAuthenticatedUser } from "./users.ts";

export interface Route {
  /** Permission and level that the token needs in the repository; `none` for what lies outside repositories. */
  readonly needs: "none" | `${string}:${"read" | "write"}`;
  readonly handle: Handler;
}

/**
 * Every REST operation that is served, by GitHub's operation id. Method and path come from GitHub's description, which
 * `scripts/openapi.ts` cuts down to just these; run it after adding a row.
 */
export const ROUTES: Readonly<Record<string, Route>> = {
  "users/get-authenticated": { needs: "none", handle: getAuthenticatedUser },
  // The server answers this one itself, since it alone counts requests.
  "rate-limit/get": { needs: "none", handle: () => ({ status: 200 }) },

  "repos/get": { needs: "metadata:read", handle: getRepository },
  "repos/check-immutable-releases": { needs: "administration:read", handle: checkImmutableReleases },
  "repos/enable-immutable-releases": { needs: "administration:write", handle: enableImmutableReleases },
  "repos/disable-immutable-releases": { needs: "administration:write", handle: disableImmutableReleases },
  "repos/list-tags": { needs: "contents:read", handle: listTags },
  "repos/list-branches": { needs: "contents:read", handle: listBranches },
  "repos/get-branch": { needs: "contents:read", handle: getBranch },
  "repos/list-commits": { needs: "contents:read", handle: listCommits },
  "repos/get-commit": { needs: "contents:read", handle: getCommit },
  "repos/compare-commits-with-basehead": { needs: "contents:read", handle: compareCommits },
  "repos/download-tarball-archive": { needs: "contents:read", handle: tarball },
  "repos/download-zipball-archive": { needs: "contents:read", handle: zipball },

  "repos/list-releases": { needs: "contents:read", handle: listReleases },
  "repos/create-release": { needs: "contents:write", handle: createRelease },
  "repos/get-release": { needs: "contents:read", handle: getRelease },
  "repos/update-release": { needs: "contents:write", handle: updateRelease },
  "repos/delete-release": { needs: "contents:write", handle: deleteRelease },
  "repos/get-latest-release": { needs: "contents:read", handle: getLatestRelease },
  "repos/get-release-by-tag": { needs: "contents:read", handle: getReleaseByTag },
  "repos/generate-release-notes": { needs: "contents:write", handle: generateNotes },
  "repos/list-release-assets": { needs: "contents:read", handle: listAssets },
  "repos/upload-release-asset": { needs: "contents:write", handle: uploadAsset },
  "repos/get-release-asset": { needs: "contents:read", handle: getAsset },
  "repos/update-release-asset": { needs: "contents:write", handle: updateAsset },
  "repos/delete-release-asset": { needs: "contents:write", handle: deleteAsset },

  "git/get-ref": { needs: "contents:read", handle: getRef },
  "git/list-matching-refs": { needs: "contents:read", handle: listMatchingRefs },
  "git/create-ref": { needs: "contents:write", handle: createRef },
  "git/update-ref": { needs: "contents:write", handle: updateRef },
  "git/delete-ref": { needs: "contents:write", handle: deleteRef },
  "git/get-blob": { needs: "contents:read", handle: getBlob },
  "git/create-blob": { needs: "contents:write", handle: createBlob },
  "git/get-tree": { needs: "contents:read", handle: getTree },
  "git/create-tree": { needs: "contents:write", handle: createTree },
  "git/get-commit": { needs: "contents:read", handle: getGitCommit },
  "git/create-commit": { needs: "contents:write", handle: createGitCommit },
  "git/get-tag": { needs: "contents:read", handle: getTag },
  "git/create-tag": { needs: "contents:write", handle: createTag },

  "repos/get-content": { needs: "contents:read", handle: getContent },
  "repos/create-or-update-file-contents": { needs: "contents:write", handle: putContent },
  "repos/delete-file": { needs: "contents:write", handle: deleteContent },

  "pulls/list": { needs: "pull-requests:read", handle: listPulls },
  "pulls/create": { needs: "pull-requests:write", handle: createPull },
  "pulls/get": { needs: "pull-requests:read", handle: getPull },
  "pulls/update": { needs: "pull-requests:write", handle: updatePull },
  "pulls/merge": { needs: "contents:write", handle: mergePull },
  "issues/add-labels": { needs: "pull-requests:write", handle: addLabels },
  "issues/list-labels-on-issue": { needs: "pull-requests:read", handle: listIssueLabels },
  "issues/list-labels-for-repo": { needs: "issues:read", handle: listLabels },

  "actions/get-github-actions-permissions-repository": { needs: "administration:read", handle: getActionsPermissions },
  "actions/list-artifacts-for-repo": { needs: "actions:read", handle: listArtifacts },
  "actions/list-workflow-run-artifacts": { needs: "actions:read", handle: listRunArtifacts },
  "actions/get-artifact": { needs: "actions:read", handle: getArtifact },
  "actions/download-artifact": { needs: "actions:read", handle: downloadArtifact },
  "actions/delete-artifact": { needs: "actions:write", handle: deleteArtifact },

  "repos/create-attestation": { needs: "attestations:write", handle: createAttestation },
  "repos/list-attestations": { needs: "attestations:read", handle: listAttestations },

  // Workflows cannot give their own token this permission; a GitHub App or a fine-grained token may have it.
  "security-advisories/list-repository-advisories": { needs: "metadata:read", handle: listAdvisories },
  "security-advisories/create-repository-advisory": { needs: "repository-advisories:write", handle: createAdvisory },
  "security-advisories/get-repository-advisory": { needs: "metadata:read", handle: getAdvisory },
  "security-advisories/update-repository-advisory": { needs: "repository-advisories:write", handle: updateAdvisory },
};
