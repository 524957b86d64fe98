import { z } from "zod";
import { isRange, isVersion } from "../versions/range.ts";
import { section } from "./fields.ts";
import { Advisory, Staging } from "./rollback-modes.ts";

/** `rollback`: from which version to which a release may be taken back, and what must have been tried before. */

const Range = z.string().refine(isRange, 'a range of versions in quotes, such as ">=2.0.0 <2.1.0" or "1.x"');
const Version = z.string().refine(isVersion, "a version such as 2.1.0");
const Sentence = z.string().min(1, "a sentence");

const Because = Sentence.describe("Why; it is shown where the move is refused.");
const Remedy = Sentence.describe("What to do instead, for whoever wants to go back.");

const Move = section({
  from: Range.describe("Versions that are taken back."),
  to: Range.describe("Versions that people would get instead."),
  allowed: z.boolean().default(false).describe("Whether they may follow; `true` is an exception to rules below it."),
  because: Because,
  remedy: Remedy.optional(),
})
  .refine(({ allowed, remedy }) => allowed || remedy !== undefined, {
    message: "the key `remedy` is missing: what to do instead (or `allowed: true`)",
  })
  .meta({ title: "move" });

const DataFormat = section({
  name: Sentence.describe("What it is, for example `database`."),
  since: Version.describe("Version that introduced it: from there on data may be in it."),
  readable: Range.optional().describe("Versions below `since` that can read it nevertheless; otherwise none."),
  remedy: Remedy,
}).meta({ title: "data format" });

const MinimumClient = section({
  version: Version.describe("Nobody is sent below it."),
  because: Because,
  remedy: Remedy,
}).meta({ title: "minimum client" });

const Served = section({
  versions: Range.describe("Versions of this project."),
  clients: Version.describe("Lowest version of clients that they serve."),
  remedy: Remedy.optional(),
}).meta({ title: "served clients" });

const Compatibility = section({
  moves: z.array(Move).default([]).describe("Which versions may follow which; the first rule that fits counts."),
  formats: z
    .array(DataFormat)
    .default([])
    .describe("Data formats: nobody is sent from a version that has one to a version that cannot read it."),
  minimumClient: MinimumClient.optional().describe(
    "Lowest version of this project that what it talks to (a service, its peers) still takes.",
  ),
  serves: z
    .array(Served)
    .default([])
    .describe(
      "Where this project is what clients talk to: which clients its versions serve; the first that fits counts. Going back may not shut clients out that are served now.",
    ),
}).meta({ title: "compatibility" });
export type Compatibility = z.output<typeof Compatibility>;

const Rehearsal = section({
  required: z
    .boolean()
    .default(false)
    .describe("Whether a rollback needs a rehearsal of it that passed (`slipway rehearse --rollback --record`)."),
  days: z
    .int()
    .min(1, "at least a day")
    .max(3650, "at most ten years")
    .default(30)
    .describe("How long a rehearsal counts as recent."),
}).meta({ title: "rehearsal" });
export type RehearsalSettings = z.output<typeof Rehearsal>;

const Signers = section({
  openpgp: z
    .array(
      z
        .string()
        .regex(
          /^(?:[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$/,
          "a fingerprint of 40 or 64 digits, in quotes and without spaces",
        ),
    )
    .default([])
    .describe("Fingerprints of OpenPGP primary keys; any of them will do."),
  minisign: z
    .array(z.string().regex(/^RW[A-Za-z0-9+/]{54}$/, "a minisign public key, the line that begins with RW"))
    .default([])
    .describe("Public keys of minisign; any of them will do."),
  sigstore: z
    .array(z.string().regex(/^\S+$/, "an identity, such as https://github.com/acme/app/.github/workflows/release.yml"))
    .default([])
    .describe("Identities of Sigstore, with their ref or without; any of them will do."),
  since: Version.optional().describe("First version that is signed so; otherwise all are."),
}).meta({ title: "signers" });
export type TrustedSigners = z.output<typeof Signers>;

export const Rollback = section({
  compatibility: Compatibility.prefault({}).describe("Which moves between versions are sound."),
  rehearsal: Rehearsal.prefault({}).describe("What must have been tried before."),
  signers: Signers.optional().describe(
    "Who must have signed a release that people are sent back to; otherwise those whom its own release.json names.",
  ),
  staging: Staging.optional().describe("Where `mode: staging` tries a rollback without touching anything of this."),
  advisory: Advisory.prefault({}).describe("What the draft of a security advisory says (`mode: security`)."),
}).meta({ title: "rollback" });
export type RollbackSettings = z.output<typeof Rollback>;

/** What a project without this section has. */
export const NO_ROLLBACK_RULES: RollbackSettings = Rollback.parse({});
