import { createPublicKey, type JsonWebKey, verify } from "node:crypto";

/** What a token says, once its issuer's signature holds. */
export type Claims = Readonly<Record<string, unknown>> & { readonly iss: string };

interface Jwk extends JsonWebKey {
  readonly kid?: string;
}

/**
 * Reads a token of the embedded GitHub's: its issuer is asked for its keys (OpenID Connect Discovery 1.0, section 4), and only
 * an issuer on this machine is ever asked.
 * @throws {Error} why the token is refused
 */
export async function readIdToken(token: string, audience: string): Promise<Claims> {
  const [head = "", payload = "", signature = ""] = token.split(".");
  const { kid, alg } = decode(head) as { kid?: string; alg?: string };
  const claims = decode(payload) as Claims & { aud?: string; exp?: number; nbf?: number };
  if (alg !== "RS256") throw new Error(`tokens signed by ${alg} are not taken`);
  const configuration = await ask<{ issuer: string; jwks_uri: string }>(
    `${claims.iss}/.well-known/openid-configuration`,
  );
  if (configuration.issuer !== claims.iss) throw new Error("the issuer calls itself by another name");
  const { keys } = await ask<{ keys: readonly Jwk[] }>(configuration.jwks_uri);
  const key = keys.find((one) => one.kid === kid);
  if (key === undefined) throw new Error("the token is signed by a key that its issuer does not have");
  const good = verify(
    "RSA-SHA256",
    Buffer.from(`${head}.${payload}`),
    createPublicKey({ key, format: "jwk" }),
    Buffer.from(signature, "base64url"),
  );
  if (!good) throw new Error("the token's signature does not hold");
  const now = Date.now() / 1000;
  if (claims.aud !== audience) throw new Error(`the token is for ${claims.aud}`);
  if ((claims.exp ?? 0) < now || (claims.nbf ?? 0) > now) throw new Error("the token is not valid now");
  return claims;
}

const decode = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));

async function ask<Answer>(address: string): Promise<Answer> {
  const url = new URL(address);
  if (!/^(?:127\.0\.0\.1|localhost|(?:[\w-]+\.)*localhost)$/.test(url.hostname)) {
    throw new Error(`the issuer ${url.origin} is not on this machine`);
  }
  // Not every resolver knows the names below localhost.
  url.hostname = "127.0.0.1";
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`the issuer answered ${answer.status}`);
  return (await answer.json()) as Answer;
}
