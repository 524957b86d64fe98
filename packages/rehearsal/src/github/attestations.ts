import { type Answer, type Call, ok, unprocessable } from "./answers.ts";
import { nodeId, userView } from "./views.ts";

/** Keeps bundles by the digests of their subjects. Signatures are not verified here: that is the verifier's work. */
export function createAttestation(call: Call): Answer {
  const { bundle } = call.body;
  const digests = subjectDigests(bundle);
  if (digests.length === 0) throw unprocessable("Invalid Arguments - no subject with a SHA-256 digest in the bundle");
  const id = call.world.nextId();
  call.repository.attestations.push({ id, digests, bundle });
  return { status: 201, json: { id } };
}

/** Subjects of the in-toto statement inside the DSSE envelope (sigstore bundle v0.3, `dsseEnvelope.payload`). */
function subjectDigests(bundle: { dsseEnvelope?: { payload?: string } }): string[] {
  try {
    const payload = Buffer.from(bundle.dsseEnvelope?.payload ?? "", "base64").toString("utf8");
    const statement = JSON.parse(payload) as { subject?: { digest?: { sha256?: string } }[] };
    return (statement.subject ?? []).flatMap(({ digest }) => (digest?.sha256 ? [`sha256:${digest.sha256}`] : []));
  } catch {
    return [];
  }
}

export function listAttestations(call: Call): Answer {
  const digest = call.params.subject_digest ?? "";
  const found = call.repository.attestations.filter(({ digests }) => digests.includes(digest)).reverse();
  return ok({
    attestations: found.map(({ id, bundle }) => ({
      bundle,
      repository_id: call.repository.id,
      bundle_url: `${call.bases.html}/${call.repository.fullName}/attestations/${nodeId("AT", id)}`,
      initiator: userView(call.actor.login, call.bases).type,
    })),
  });
}
