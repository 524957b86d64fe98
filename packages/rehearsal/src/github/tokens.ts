import { createHmac, createSign, generateKeyPairSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { JobIdentity, PermissionLevel } from "../services.ts";
import { type Actor, ApiError, notFound } from "./answers.ts";
import type { Repository, Token, World } from "./state.ts";

const JOB_LOGIN = "github-actions[bot]";

/** GitHub's forms: `ghs_` for a job's token, `ghp_` for a personal one. */
export const newToken = (prefix: "ghs_" | "ghp_"): string =>
  prefix + randomBytes(40).toString("base64url").replace(/[-_]/g, "0").slice(0, 36);

/** Signs and checks the server's JSON web tokens: RS256 for OIDC (others verify them), HS256 for its own. */
export class Signer {
  readonly #secret = randomBytes(32);
  #made: ReturnType<typeof makeKeys> | undefined;
  readonly #keyId = randomBytes(8).toString("hex");

  /** Made when first needed: it takes a noticeable part of a second. */
  get #keys() {
    this.#made ??= makeKeys();
    return this.#made;
  }

  publish(claims: object): string {
    const head = encode({ alg: "RS256", typ: "JWT", kid: this.#keyId });
    const text = `${head}.${encode(claims)}`;
    return `${text}.${createSign("RSA-SHA256").update(text).sign(this.#keys.privateKey).toString("base64url")}`;
  }

  /** RFC 7517. */
  jwks(): { keys: object[] } {
    return {
      keys: [{ ...this.#keys.publicKey.export({ format: "jwk" }), kid: this.#keyId, alg: "RS256", use: "sig" }],
    };
  }

  seal(claims: object): string {
    const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
    return `${text}.${this.#mac(text).toString("base64url")}`;
  }

  open(token: string): Record<string, unknown> | undefined {
    const dot = token.lastIndexOf(".");
    const given = Buffer.from(token.slice(dot + 1), "base64url");
    const expected = this.#mac(token.slice(0, dot));
    if (dot < 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as Record<string, unknown>;
  }

  #mac(text: string): Buffer {
    return createHmac("sha256", this.#secret).update(text).digest();
  }
}

const makeKeys = () => generateKeyPairSync("rsa", { modulusLength: 2048 });

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export function jobToken(job: JobIdentity, claims: Readonly<Record<string, string>> | undefined): Token {
  return {
    value: newToken("ghs_"),
    kind: "job",
    login: JOB_LOGIN,
    repositories: [job.repository],
    permissions: job.permissions,
    jobId: job.jobId,
    runId: job.runId,
    ...(claims && { claims }),
    revoked: false,
  };
}

/** The token of an `Authorization` header: `token`, `Bearer`, or `Basic` with the token as password (or as name). */
function presentedToken(request: IncomingMessage): string | undefined {
  const match = /^(token|bearer|basic)\s+(\S+)$/i.exec(request.headers.authorization ?? "");
  if (!match) return undefined;
  const value = match[2] as string;
  if (match[1]?.toLowerCase() !== "basic") return value;
  const [name = "", ...rest] = Buffer.from(value, "base64").toString("utf8").split(":");
  return rest.join(":") || name;
}

/** Throws 401 for a token that is unknown, or revoked because its job has ended. */
export function authenticate(world: World, request: IncomingMessage): Actor {
  const value = presentedToken(request);
  if (value === undefined) return { login: "anonymous", token: undefined };
  const token = world.tokens.get(value);
  if (!token || token.revoked) throw new ApiError(401, "Bad credentials");
  return { login: token.login, token };
}

const RANK: Readonly<Record<PermissionLevel, number>> = { none: 0, read: 1, write: 2 };

function reaches(token: Token, repository: Repository): boolean {
  return (
    token.repositories === "all" ||
    token.repositories.some((name) => name.toLowerCase() === repository.fullName.toLowerCase())
  );
}

/** Permissions whose reading a public repository grants to everybody. */
const PUBLIC = new Set(["metadata", "contents", "issues", "pull-requests", "actions", "attestations"]);

export function levelOf(actor: Actor, repository: Repository, permission: string): PermissionLevel {
  const open: PermissionLevel = !repository.private && PUBLIC.has(permission) ? "read" : "none";
  if (!actor.token || !reaches(actor.token, repository)) return open;
  if (permission === "metadata") return "read";
  const own = actor.token.permissions[permission] ?? "none";
  return RANK[own] > RANK[open] ? own : open;
}

export const isAllowed = (actor: Actor, repository: Repository, permission: string, level: "read" | "write"): boolean =>
  RANK[levelOf(actor, repository, permission)] >= RANK[level];

/** Throws what GitHub answers to who may not: 404 where even the repository's existence is hidden, else 401 or 403. */
export function requirePermission(
  actor: Actor,
  repository: Repository,
  permission: string,
  level: "read" | "write",
): void {
  if (isAllowed(actor, repository, permission, level)) return;
  if (!isAllowed(actor, repository, "metadata", "read")) throw notFound();
  if (!actor.token) throw new ApiError(401, "Requires authentication");
  throw forbidden(actor.token);
}

export const forbidden = (token: Token): ApiError =>
  new ApiError(
    403,
    token.kind === "job"
      ? "Resource not accessible by integration"
      : "Resource not accessible by personal access token",
  );
