import { Problem } from "@slipway/model";

/** A repository whose signature or indices do not fit: signing it anew would vouch for what somebody else put there. */
export function untrusted(where: string, path: string, why: string): Problem {
  return new Problem({
    kind: "refusal",
    code: "repository-not-ours",
    message: `${path} of ${where} ${why}`,
    remedy:
      "nothing was changed. If the key was exchanged, give the former public key as well (`trustedKeys`); if somebody changed the " +
      "repository, restore it; to begin anew, take an empty place",
  });
}
