import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ARTIFACT, type Kit } from "@slipway/action-kit";
import { githubAttestations, Patience, realTime } from "@slipway/forge";
import {
  type Attester,
  createSigners,
  describeSigner,
  keyFileOf,
  provenanceAttester,
  type Signer,
  type SigningMeans,
} from "@slipway/integrity";
import {
  type Artifact,
  compareNames,
  fingerprintFile,
  KEY_ASSET,
  MANIFEST_NAME,
  type ManifestProvenance,
  type ManifestSigner,
  mistake,
  type PlannedSignature,
  type PlannedSigning,
  type ReleaseManifest,
  sha256,
} from "@slipway/model";

/** Secrets and the token, as the inputs give them. */
export interface SigningInputs extends Omit<SigningMeans, "env" | "serverUrl" | "timestamp"> {
  /** For attestations. */
  readonly token: string | undefined;
}

export interface SigningRequest {
  readonly planned: PlannedSigning | undefined;
  readonly inputs: SigningInputs;
  /** Moment that signatures carry, in seconds since 1970. */
  readonly timestamp: number;
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

type SignedManifest = Pick<ReleaseManifest, "signers" | "signatures" | "provenance">;

/** Everything that signs one release, ready to. */
export class Signing {
  private readonly kit: Kit;
  private readonly request: SigningRequest;
  private readonly signers: ReadonlyMap<PlannedSignature["by"], Signer>;
  private readonly who: readonly ManifestSigner[];
  private readonly attester: Attester | undefined;
  private readonly provenance: ManifestProvenance | undefined;
  private earlier: Promise<string | undefined> | undefined;

  private constructor(
    kit: Kit,
    request: SigningRequest,
    made: {
      signers: readonly Signer[];
      who: readonly ManifestSigner[];
      attester?: Attester;
      provenance?: ManifestProvenance;
    },
  ) {
    this.kit = kit;
    this.request = request;
    this.signers = new Map(made.signers.map((signer) => [signer.kind, signer]));
    this.who = made.who;
    this.attester = made.attester;
    this.provenance = made.provenance;
  }

  /** Finds out first whether everybody can sign: nothing is half signed. @throws {Problem} what a signer's `check` throws */
  static async prepare(kit: Kit, request: SigningRequest): Promise<Signing> {
    const { planned, inputs, timestamp, env } = request;
    const { serverUrl } = kit.runtime;
    const means = { ...inputs, env, serverUrl, timestamp };
    const signers = createSigners(new Set(planned?.signatures.map(({ by }) => by)), means);
    const who: ManifestSigner[] = [];
    for (const signer of signers) who.push(await signer.check());
    const attester = planned?.provenance ? attesterOf(kit, inputs.token, env) : undefined;
    const provenance = await attester?.check();
    for (const one of who) kit.log.info(`signs: ${describeSigner(one)}`);
    return new Signing(kit, request, {
      signers,
      who,
      ...(attester && { attester }),
      ...(provenance && { provenance }),
    });
  }

  /**
   * Signs what the plan has signed but the manifest.
   * @param pathOf file of an artifact
   * @returns the artifacts with their signatures named, and keys and signatures as artifacts of their own
   */
  async signArtifacts(artifacts: readonly Artifact[], pathOf: (name: string) => string): Promise<Artifact[]> {
    const made: Artifact[] = [];
    for (const signer of this.who) {
      const text = keyFileOf(signer);
      if (text === undefined || signer.kind === "sigstore") continue;
      made.push(await this.keep(KEY_ASSET[signer.kind], "key", text));
    }
    const signatures = this.planned().filter(({ of }) => of !== MANIFEST_NAME);
    for (const signature of signatures) {
      const text = await this.sign(signature, pathOf(signature.of));
      made.push(await this.keep(signature.name, "signature", text));
    }
    const known = new Set(artifacts.map(({ name }) => name));
    const lost = signatures.find(({ of }) => !known.has(of));
    if (lost !== undefined) throw new Error(`the plan signs ${lost.of}, which is no artifact`);
    return [
      ...artifacts.map((artifact) => ({
        ...artifact,
        signatures: [
          ...artifact.signatures,
          ...signatures.filter(({ of }) => of === artifact.name).map(({ name }) => name),
        ].sort(compareNames),
      })),
      ...made,
    ];
  }

  /** What the manifest says about who signs. */
  describe(): SignedManifest {
    const signatures = this.planned()
      .filter(({ of }) => of === MANIFEST_NAME)
      .map(({ name }) => name)
      .sort(compareNames);
    return {
      ...(this.who.length > 0 && { signers: [...this.who] }),
      ...(signatures.length > 0 && { signatures }),
      ...(this.provenance && { provenance: this.provenance }),
    };
  }

  /** @returns SHA-256 of each signature of the manifest, by name: the manifest cannot hold them */
  async signManifest(): Promise<Record<string, string>> {
    const digests: Record<string, string> = {};
    for (const signature of this.planned().filter(({ of }) => of === MANIFEST_NAME)) {
      const text = await this.sign(signature, join(this.request.directory, MANIFEST_NAME));
      await writeFile(join(this.request.directory, signature.name), text);
      digests[signature.name] = sha256(text);
    }
    return digests;
  }

  /** The last thing that is done: what it says can be read by everybody, and never be taken back. */
  async attest(manifest: ReleaseManifest, digest: string): Promise<void> {
    if (this.attester === undefined) return;
    const { made, kept } = await this.attester.attest(manifest, digest);
    this.kit.log.info(`provenance: ${made} attestations made${kept > 0 ? `, ${kept} were there` : ""}`);
  }

  private planned(): readonly PlannedSignature[] {
    return this.request.planned?.signatures ?? [];
  }

  private async sign({ by, of, name }: PlannedSignature, path: string): Promise<string> {
    const signer = this.signers.get(by);
    if (signer === undefined) throw new Error(`nobody signs by ${by}`);
    const content = { path };
    const reused = await signer.reuse?.(of, content, () => this.fromEarlierAttempt(name));
    return reused ?? (await signer.sign(of, content));
  }

  private async fromEarlierAttempt(name: string): Promise<string | undefined> {
    this.earlier ??= this.takeEarlier();
    const directory = await this.earlier;
    if (directory === undefined) return undefined;
    return await readFile(join(directory, name), "utf8").catch(() => undefined);
  }

  private async takeEarlier(): Promise<string | undefined> {
    const { handOver, runtime } = this.kit;
    if (!(await handOver.list()).includes(ARTIFACT.release)) return undefined;
    const directory = join(runtime.temp, "earlier-release");
    await handOver.take(ARTIFACT.release, directory);
    return directory;
  }

  private async keep(name: string, kind: Artifact["kind"], text: string): Promise<Artifact> {
    await mkdir(this.request.directory, { recursive: true });
    const path = join(this.request.directory, name);
    await writeFile(path, text);
    const { size, ...digests } = await fingerprintFile(path);
    return { name, kind, size, digests, signatures: [] };
  }
}

function attesterOf(kit: Kit, token: string | undefined, env: SigningRequest["env"]): Attester {
  const { repository, apiUrl, serverUrl } = kit.runtime;
  if (token === undefined || repository === undefined) {
    throw mistake(
      "missing-input",
      'build provenance is kept by GitHub, and the input "token" is empty, or this is no job of GitHub\'s',
      "attest in a job of GitHub Actions, or leave out signing: {provenance: true}",
    );
  }
  const patience = new Patience({ time: realTime, tell: kit.log.info });
  return provenanceAttester({ env, serverUrl }, githubAttestations({ repository, apiUrl, token, patience }));
}
