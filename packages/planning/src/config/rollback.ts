import { z } from "zod";
import { isRange, isVersion } from "../versions/range.ts";
import { section } from "./fields.ts";

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
  remedy: Remedy,
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

export const Rollback = section({
  compatibility: Compatibility.prefault({}).describe("Which moves between versions are sound."),
  rehearsal: Rehearsal.prefault({}).describe("What must have been tried before."),
}).meta({ title: "rollback" });
export type RollbackSettings = z.output<typeof Rollback>;
