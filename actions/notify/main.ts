import { act } from "@slipway/action-kit";
import { parseInputs } from "./inputs.ts";
import { run } from "./run.ts";

await act(parseInputs, run);
