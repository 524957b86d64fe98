import { formatSize, type Output, plainLine, type TerminalTraits } from "@slipway/rehearsal";

/** Between two redraws of the line, in milliseconds. */
const PACE = 100;

/** One line that tells what is under way, on a terminal; elsewhere lines, where they are asked for. */
export class Meter {
  private readonly output: Output;
  private readonly traits: TerminalTraits;
  private readonly verbose: boolean;
  private readonly arrived = new Map<string, number>();
  private drawn = 0;
  private shown = false;

  constructor(output: Output, traits: TerminalTraits, verbose: boolean) {
    this.output = output;
    this.traits = traits;
    this.verbose = verbose;
  }

  bytes(name: string, size: number): void {
    if (this.verbose && !this.arrived.has(name)) this.output.write(`downloading ${name}\n`);
    this.arrived.set(name, size);
    if (!this.traits.live || this.verbose || performance.now() - this.drawn < PACE) return;
    const total = [...this.arrived.values()].reduce((sum, one) => sum + one, 0);
    this.draw(`downloading: ${formatSize(total)} of ${this.arrived.size} files, ${name}`);
  }

  line(text: string): void {
    const line = plainLine(text);
    if (this.verbose) this.output.write(`${line}\n`);
    else if (this.traits.live) this.draw(line);
  }

  finish(): void {
    if (this.shown) this.output.write("\r\u001b[K");
    this.shown = false;
  }

  private draw(text: string): void {
    this.drawn = performance.now();
    this.shown = true;
    this.output.write(`\r\u001b[K${text.slice(0, this.traits.width - 1)}`);
  }
}
