import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Answer } from "./answers.ts";
import { findRepository, type World } from "./state.ts";
import type { Signer } from "./tokens.ts";

/** The issuer of job identities: discovery document, key set, and the token endpoint that a job's environment names. */

export const OIDC_PATH = "/_oidc";

export function oidcCall(
  world: World,
  signer: Signer,
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
  issuer: string,
): Answer {
  switch (path) {
    case `${OIDC_PATH}/.well-known/openid-configuration`:
      return {
        status: 200,
        json: {
          issuer,
          jwks_uri: `${issuer}/.well-known/jwks`,
          subject_types_supported: ["public", "pairwise"],
          response_types_supported: ["id_token"],
          id_token_signing_alg_values_supported: ["RS256"],
          scopes_supported: ["openid"],
        },
      };
    case `${OIDC_PATH}/.well-known/jwks`:
      return { status: 200, json: signer.jwks() };
    case `${OIDC_PATH}/token`:
      return issueIdentity(world, signer, request, query, issuer);
    default:
      return { status: 404, json: { message: "Not Found" } };
  }
}

/** `ACTIONS_ID_TOKEN_REQUEST_TOKEN`. */
export const sealRequestToken = (signer: Signer, token: { value: string }): string =>
  signer.seal({ purpose: "id-token", job_token: token.value });

function issueIdentity(
  world: World,
  signer: Signer,
  request: IncomingMessage,
  query: URLSearchParams,
  issuer: string,
): Answer {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const claims = bearer === undefined ? undefined : signer.open(bearer);
  const token = claims?.purpose === "id-token" ? world.tokens.get(String(claims.job_token)) : undefined;
  if (!token || token.revoked)
    return { status: 401, json: { message: "the request token is unknown or its job has ended" } };
  const fullName = token.repositories[0] ?? "";
  const repository = findRepository(world, fullName);
  const owner = fullName.split("/")[0] ?? "";
  const seconds = Math.floor(world.now().getTime() / 1000);
  const ref = token.claims?.ref ?? `refs/heads/${repository?.defaultBranch ?? "main"}`;
  const value = signer.publish({
    jti: randomUUID(),
    sub: `repo:${fullName}:ref:${ref}`,
    aud: query.get("audience") ?? `https://github.com/${owner}`,
    repository: fullName,
    repository_owner: owner,
    repository_id: String(repository?.id ?? 0),
    repository_visibility: repository?.private ? "private" : "public",
    run_id: String(token.runId),
    run_number: "1",
    run_attempt: "1",
    runner_environment: "github-hosted",
    ref,
    ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch",
    ...token.claims,
    iss: issuer,
    nbf: seconds - 300,
    iat: seconds,
    exp: seconds + 300,
  });
  return { status: 200, json: { count: value.length, value } };
}
